package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportJob.Imported;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of another program becomes a model that does all that models do. */
class ImportJobTest {

  @TempDir Path folder;

  /** The label of every pixel is that of the largest output that the network itself gives. */
  @Test
  void predictsAsTheNetworkDoes() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(original, 3);
    Imported imported = imported(original, Map.of("class_names", "background, cell, nucleus"));
    assertEquals("", imported.withoutGradient());
    Image image = image(20, 12);
    float[] direct = ForeignNetworkTest.direct(original, true, normalized(image));
    Prediction.Masks masks = (Prediction.Masks) run(new PredictJob(model(), image, 512));
    int i = 0;
    for (IntType label : Views.flatIterable(masks.mask().labels())) {
      float[] values = {direct[3 * i], direct[3 * i + 1], direct[3 * i + 2]};
      int best = values[1] > values[0] ? 1 : 0;
      if (values[2] > values[best]) best = 2;
      assertEquals(best, label.get(), "pixel " + i++);
    }
    assertEquals(240, i);
  }

  /** A network that has diverged is refused when it is imported, not when it is used. */
  @Test
  void weightsAreNumbers() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(original, 3);
    imported(original, Map.of());
    TensorFlowBackend backend = new TensorFlowBackend();
    Map<String, Tensor> weights = backend.weights(ModelFolder.open(model()).savedModel());
    Tensor bias = weights.get("network/last.bias");
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      bias.data()[1] = value;
      Path damaged = folder.resolve("with " + value);
      Files.createDirectories(damaged);
      Files.copy(original.resolve("saved_model.pb"), damaged.resolve("saved_model.pb"));
      new OriginalNetwork(original).write(weights, damaged);
      String sentence =
          assertThrows(RobustJException.class, () -> imported(damaged, Map.of("overwrite", true)))
              .getMessage();
      assertTrue(sentence.contains("last.bias) with " + value), sentence);
    }
  }

  /** A wrong normalisation costs accuracy without any error, so what was taken is told. */
  @Test
  void tellsTheIntensities() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(original, 3);
    assertTrue(
        imported(original, Map.of())
            .lines()
            .contains(
                "Intensities are cut at the percentiles 0.5 and 99.5 of each channel. Then the mean and deviation of each channel become 0 and 1. If the network was trained otherwise, give normalization and percentiles."));
    Map<String, Object> said =
        Map.of("normalization", "unit_range", "percentile_low", 0, "overwrite", true);
    assertTrue(
        imported(original, said)
            .lines()
            .contains(
                "Intensities are cut at the percentiles 0.0 and 99.5 of each channel. Then the percentiles 0.0 and 99.5 of each channel become 0 and 1."));
  }

  /** Also with overwrite: its history and checkpoint would be beside another network. */
  @Test
  void aTrainedModelIsNotReplaced() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(original, 3);
    imported(original, Map.of());
    Files.createDirectories(model().resolve("checkpoint"));
    Files.write(model().resolve("checkpoint/last.npz"), new byte[] {1});
    byte[] before = Files.readAllBytes(model().resolve("model.json"));
    assertRefused(original, Map.of(), "which an import does not replace");
    assertRefused(original, Map.of("overwrite", true), "choose another folder");
    assertArrayEquals(before, Files.readAllBytes(model().resolve("model.json")));
  }

  /** The sentence has the model's name, not where it lies, and says how to convert the image. */
  @Test
  void coloursAreRefusedByAGreyNetwork() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(original, 3);
    imported(original, Map.of());
    Image colours =
        new Image("smear", ArrayImgs.floats(new float[192], 8, 8, 3, 1), Calibration.PIXELS);
    RobustJException refused =
        assertThrows(RobustJException.class, () -> run(new PredictJob(model(), colours, 512)));
    assertEquals(
        "The image smear has 3 channel(s) but the model model was trained on 1; convert the image (Image > Type > 8-bit makes grey of colours) or choose another model.",
        refused.getMessage());
  }

  /** Through the gradient, one of an eighth of the range turns many of the pixels. */
  @Test
  void isAttacked() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, true, End.SOFTMAX, 3).save(original, 3);
    imported(original, Map.of("output_values", "softmax"));
    AttackJob job =
        new AttackJob(model(), image(16, 16), Optional.empty(), AttackSpec.pgd(20), 6, 1);
    AttackResult attacked = run(job);
    assertEquals(1, attacked.classes().get(0).before(), 0);
    assertTrue(attacked.classes().get(0).after() < .9, attacked.classes().toString());
  }

  @Test
  void comesFromAZip() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(false, false, End.NONE, 2).save(original, 3);
    Path zip = folder.resolve("network.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry("deep/" + original.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    imported(zip, Map.of());
    ModelDescription description = ModelFolder.open(model()).description();
    assertEquals("network.zip", description.source().file());
    assertEquals(2, description.task().classes().size());
  }

  @Test
  void filesOutsideItsFolderAreRefused() throws Exception {
    Path zip = folder.resolve("evil.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("../../outside.txt"));
      out.write(1);
    }
    assertRefused(zip, Map.of(), "outside its folder");
    Path text = Files.writeString(folder.resolve("a.zip"), "no zip");
    assertRefused(text, Map.of(), "no zip");
    assertRefused(folder.resolve("missing"), Map.of(), "There is no file or folder");
    assertRefused(Files.createDirectory(folder.resolve("empty")), Map.of(), "PyTorch");
  }

  @Test
  void wrongOptionsAreSentences() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(original, 3);
    assertRefused(original, Map.of("class_names", "a, b"), "class_names has 2 names");
    assertRefused(original, Map.of("signature", "other"), "serving_default");
    assertRefused(original, Map.of("input_tensor", "x"), "input_1: float");
    assertRefused(original, Map.of("output_axes", "byy"), "output_axes");
    assertRefused(original, Map.of("channels", 2), "channels");
    assertFalse(Files.exists(model()), "nothing half-written");
  }

  private void assertRefused(Path source, Map<String, Object> options, String words) {
    String sentence =
        assertThrows(RobustJException.class, () -> imported(source, options)).getMessage();
    assertTrue(sentence.contains(words), sentence);
  }

  private Imported imported(Path source, Map<String, Object> options) {
    return run(new ImportJob(source, model(), options));
  }

  private Path model() {
    return folder.resolve("model");
  }

  private static <R> R run(Job<R> job) {
    return Engine.inProcess().run(job, JobListener.SILENT);
  }

  private static Image image(int width, int height) {
    float[] values = new float[width * height];
    Random random = new Random(2);
    for (int i = 0; i < values.length; i++) values[i] = 100 + 20 * random.nextFloat();
    return new Image("noise", ArrayImgs.floats(values, width, height, 1, 1), Calibration.PIXELS);
  }

  /** As a model with the usual normalisation sees it. */
  private static Tensor normalized(Image image) {
    Scaling scaling = Normalizer.fit(image, Normalization.DEFAULT);
    Tensor tensor = Tensor.zeros(1, image.height(), image.width(), 1);
    int i = 0;
    for (FloatType value : Views.flatIterable(image.pixels()))
      tensor.data()[i++] = scaling.normalize(value.get(), 0);
    return tensor;
  }
}
