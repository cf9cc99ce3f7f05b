package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.Sides;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import io.github.robustj.testing.Discs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** A network of another program is imported, trained on, and saved in the form it came in. */
class RobustifyTest {

  private static final Map<String, Object> STANDARD =
      Map.of("epochs", 12, "batch", 4, "learning_rate", .02, "epsilon", 8, "steps", 5);
  private static final Map<String, Object> MARGINS =
      Map.of(
          "method",
          "adaptive_margin",
          "epochs",
          8,
          "batch",
          4,
          "learning_rate",
          .01,
          "epsilon",
          8,
          "steps",
          5,
          "margin_step",
          2,
          "clean_epochs",
          1);

  @TempDir static Path folder;
  private static Path data;

  @BeforeAll
  static void writeData() {
    data = folder.resolve("data");
    Discs.write(data, 10);
  }

  /**
   * Standard training, then adaptive margins on what came out: loss falls, robust score rises, and
   * TensorFlow's own loader opens what was saved in the form of the beginning.
   */
  @ParameterizedTest
  @CsvSource({"true, false, SOFTMAX, 2", "true, true, SIGMOID, 1"})
  void trainsOnAndSavesAsItCame(boolean keras, boolean first, End end, int classes)
      throws Exception {
    String name = keras + " " + first;
    Path original = folder.resolve("original " + name);
    new ForeignNetworks(keras, first, end, classes).save(original, 6);
    Path imported = imported(original, name, Map.of());
    List<String> said = new ArrayList<>();
    TrainResult standard = train("standard " + name, imported, STANDARD, said);
    double loss = value(standard, 0, "loss");
    assertTrue(value(standard, -1, "loss") < .7 * loss, standard.history().toString());
    assertTrue(said.toString().contains("in the form it came in (SavedModel)"), said.toString());
    TrainResult robust = train("robust " + name, standard.model(), MARGINS, said);
    double before = value(standard, -1, "robust_score");
    double after = value(robust, -1, "robust_score");
    assertTrue(after > before + .02, "robust score %f, then %f".formatted(before, after));
    assertTrue(value(robust, -1, "clean_score") > .7, robust.history().toString());

    ModelDescription description = ModelFolder.open(robust.model()).description();
    assertTrue(description.network().isForeign());
    assertEquals("original " + name, description.source().file());
    assertFalse(description.training().options().containsKey("width"));
    Map<String, Tensor> start = weights(imported);
    Map<String, Tensor> trained = weights(robust.model());
    for (String each : List.of("mean", "variance", "gamma", "beta"))
      assertArrayEquals(
          start.get("network/block1." + each).data(),
          trained.get("network/block1." + each).data(),
          each);
    // TensorFlow computes no channels first on a CPU; that the weights are the same says all.
    if (first) assertWeights(robust.model().resolve("original_form"), trained);
    else assertSame(robust.model(), keras, end);
  }

  /** Of a program that keeps its networks as Keras does not; what is trained is the same. */
  @Tag("slow")
  @Test
  void trainsOnWhatIsNotOfKeras() throws Exception {
    trainsOnAndSavesAsItCame(false, false, End.NONE, 2);
  }

  private static void assertWeights(Path original, Map<String, Tensor> trained) {
    Map<String, Tensor> written = new TensorFlowBackend().weights(original);
    trained.forEach(
        (name, value) ->
            assertArrayEquals(
                value.data(), written.get(name.substring("network/".length())).data()));
  }

  private static void assertSame(Path model, boolean keras, End end) throws Exception {
    Tensor images = Tensor.zeros(2, 12, 20, 1);
    Random random = new Random(5);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    Path saved = ModelFolder.open(model).savedModel();
    try (DifferentiableModel network =
        new TensorFlowBackend().load(saved, Loss.CROSS_ENTROPY_AND_DICE)) {
      assertArrayEquals(
          ForeignNetworkTest.probabilities(end, network.predict(images)),
          ForeignNetworkTest.direct(model.resolve("original_form"), keras, images),
          // Softmax in float32, on sums in another order.
          1e-5f);
    }
  }

  /** A package's import tries sums and test output of what a training made of it. */
  @ParameterizedTest
  @CsvSource({"0.4.10, true", "0.5.3, true", "0.5.4, false"})
  void packagesStayPackages(String format, boolean zipped) throws Exception {
    Path network = folder.resolve("network " + format);
    new ForeignNetworks(true, false, End.SOFTMAX, 2).save(network, 6);
    float[] image = new float[16 * 16];
    for (int i = 0; i < image.length; i++) image[i] = 100 + i % 37;
    float[] seen = new float[image.length];
    for (int i = 0; i < image.length; i++) seen[i] = .01f * image[i] - 1;
    float[] output = ForeignNetworkTest.direct(network, true, new Tensor(seen, 1, 16, 16, 1));
    Path files = folder.resolve("package " + format);
    String step = format.startsWith("0.5") ? "id" : "name";
    new BioimageFiles(
            format,
            "byxc",
            2,
            new int[0],
            zipped,
            "[{%s: scale_linear, kwargs: {gain: 0.01, offset: -1}}]".formatted(step),
            "[]")
        .write(
            files,
            network,
            new BioimageFiles.Array(image, 1, 16, 16, 1),
            new BioimageFiles.Array(output, 1, 16, 16, 2));
    Path start = imported(files, format, Map.of());
    List<String> said = new ArrayList<>();
    Map<String, Object> options = Map.of("epochs", 2, "learning_rate", .02, "epsilon", 0);
    Path trained = train("trained " + format, start, options, said).model();
    assertTrue(said.toString().contains("it came in (bioimage.io " + format), said.toString());
    Path again = folder.resolve("again " + format);
    ImportJob job = new ImportJob(trained.resolve("original_form"), again, Map.of());
    List<String> lines = Engine.inProcess().run(job, JobListener.SILENT).lines();
    assertTrue(lines.toString().contains("test output reproduced"), lines.toString());
    Map<String, Tensor> one = weights(trained);
    Map<String, Tensor> other = weights(again);
    one.forEach((name, value) -> assertArrayEquals(value.data(), other.get(name).data(), name));
    float before = weights(start).get("network/last.bias").data()[0];
    assertTrue(Math.abs(before - one.get("network/last.bias").data()[0]) > 1e-3, "trained");
  }

  /** Outlines go on from label images, whose objects follow no list of classes. */
  @Test
  void outlinesAreTrainedOn() throws Exception {
    Path original = folder.resolve("star");
    new StarNetworks(StarNetworks.Form.JOINED, 2, true).save(original);
    Path imported = imported(original, "star", Map.of());
    List<String> said = new ArrayList<>();
    Map<String, Object> options =
        Map.of("task", "instance", "epochs", 3, "batch", 3, "epsilon", 1, "steps", 2);
    TrainResult trained = train("trained star", imported, options, said);
    assertTrue(value(trained, -1, "loss") < value(trained, 0, "loss"), said.toString());
    assertTrue(said.toString().contains("in the form it came in"), said.toString());
    assertWeights(trained.model().resolve("original_form"), weights(trained.model()));
  }

  /** Interrupted and resumed, a training ends where an uninterrupted one does. */
  @Test
  void resumesToTheSameModel() throws Exception {
    Path original = folder.resolve("to resume");
    new ForeignNetworks(true, false, End.NONE, 2).save(original, 6);
    Path imported = imported(original, "to resume", Map.of());
    Map<String, Object> options = new HashMap<>(MARGINS);
    options.putAll(Map.of("epochs", 3, "awp_gamma", .005));
    TrainResult straight = train("straight", imported, options, new ArrayList<>());
    JobListener stop =
        new JobListener() {
          private int done;

          @Override
          public void epoch(EpochReport report) {
            done++;
          }

          @Override
          public void check() {
            if (done > 0) throw new CancellationException();
          }
        };
    assertThrows(
        CancellationException.class,
        () -> Engine.inProcess().run(job("again", imported, options), stop));
    options.put("resume", true);
    TrainResult resumed = train("again", imported, options, new ArrayList<>());
    Map<String, Tensor> one = weights(straight.model());
    Map<String, Tensor> other = weights(resumed.model());
    // Sums may be taken in another order by another number of threads: rounding, grown over two
    // epochs of steps.
    one.forEach((name, value) -> assertArrayEquals(value.data(), other.get(name).data(), 1e-2f));
  }

  /** A network for images of one size sees patches of at most that, and larger images in tiles. */
  @Test
  void sizesAndIntensitiesAreTheNetworks() throws Exception {
    Path original = folder.resolve("fixed");
    new ForeignNetworks(true, false, End.SIGMOID, 1).save(original, 6);
    new Stranger(original).edit(n -> fix(n, 24));
    Path imported = imported(original, "fixed", Map.of("normalization", "unit_range"));
    Map<String, Object> options = new HashMap<>(STANDARD);
    options.put("epochs", 2);
    List<String> said = new ArrayList<>();
    TrainResult trained = train("of one size", imported, options, said);
    assertTrue(said.toString().contains("patches of 24 x 24 pixels,"), said.toString());
    ModelDescription description = ModelFolder.open(trained.model()).description();
    assertEquals(Sides.only(24), description.source().connection().height());
    assertEquals(
        ModelFolder.open(imported).description().input().normalization(),
        description.input().normalization());
    assertTrue(value(trained, -1, "clean_score") >= 0);
  }

  private static void fix(MetaGraphDef.Builder network, int side) {
    SignatureDef.Builder signature = network.getSignatureDefOrThrow("serving_default").toBuilder();
    TensorInfo.Builder input = signature.getInputsOrThrow(ForeignNetworks.INPUT).toBuilder();
    for (int axis : new int[] {1, 2})
      input.getTensorShapeBuilder().getDimBuilder(axis).setSize(side);
    signature.putInputs(ForeignNetworks.INPUT, input.build());
    network.putSignatureDef("serving_default", signature.build());
  }

  @Test
  void contradictionsAreSentences() throws Exception {
    Path original = folder.resolve("three");
    new ForeignNetworks(true, false, End.NONE, 3).save(original, 6);
    Path three = imported(original, "three", Map.of());
    refused(three, Map.of("width", 4), "the option width has no effect");
    refused(three, Map.of("normalization", "unit_range"), "sees intensities as its import says");
    refused(three, Map.of("task", "landmark"), "a model for the task segmentation");
    Path two = folder.resolve("two");
    new ForeignNetworks(true, false, End.NONE, 2).save(two, 6);
    Path start = imported(two, "two", Map.of());
    Path more = folder.resolve("more classes");
    Discs.write(more, 3);
    for (int i = 0; i < 3; i++) {
      ByteProcessor label = Discs.label(40, 20);
      label.set(0, 0, 2);
      IJ.saveAsTiff(
          new ImagePlus("label", label),
          more.resolve("labels/disc %d.tif".formatted(i)).toString());
    }
    refused(more, start, Map.of(), "tells classes [0 background, 1 label 1] apart");
    Path colours = folder.resolve("colours");
    Discs.write(colours, 3);
    for (int i = 0; i < 3; i++) {
      ImageProcessor pixels = Discs.imagePlus(40, 20, i).getProcessor().convertToRGB();
      pixels.set(5, 5, 0xff0000);
      ImagePlus image = new ImagePlus("rgb", pixels);
      IJ.saveAsTiff(image, colours.resolve("images/disc %d.tif".formatted(i)).toString());
    }
    refused(colours, start, Map.of(), "sees images of 1 channel(s)");
    Path missing = folder.resolve("imported three");
    Files.move(missing.resolve("original_form"), folder.resolve("aside"));
    List<String> said = new ArrayList<>();
    train("without", missing, Map.of("epochs", 1), said);
    assertTrue(said.toString().contains("has no original_form"), said.toString());
  }

  private static void refused(Path start, Map<String, Object> options, String words) {
    refused(data, start, options, words);
  }

  private static void refused(Path from, Path start, Map<String, Object> options, String words) {
    TrainJob job = job(from, "refused", start, options);
    String sentence =
        assertThrows(RobustJException.class, () -> Engine.inProcess().run(job, JobListener.SILENT))
            .getMessage();
    assertTrue(sentence.contains(words) && sentence.contains(start.toString()), sentence);
  }

  private static Path imported(Path original, String name, Map<String, Object> options) {
    Path model = folder.resolve("imported " + name);
    Engine.inProcess().run(new ImportJob(original, model, options), JobListener.SILENT);
    return model;
  }

  private static TrainResult train(
      String name, Path start, Map<String, Object> options, List<String> said) {
    JobListener listener =
        new JobListener() {
          @Override
          public void log(String line) {
            said.add(line);
          }
        };
    return Engine.inProcess().run(job(name, start, options), listener);
  }

  private static TrainJob job(String name, Path start, Map<String, Object> options) {
    return job(data, name, start, options);
  }

  private static TrainJob job(Path from, String name, Path start, Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("start_model", start.toString());
    return new TrainJob(from, Optional.empty(), folder.resolve(name), TrainOptions.of(all));
  }

  private static double value(TrainResult result, int epoch, String column) {
    int row = epoch < 0 ? result.history().size() + epoch : epoch;
    JobListener.EpochReport report = result.history().get(row);
    return report.values().getOrDefault(column, Double.NaN);
  }

  private static Map<String, Tensor> weights(Path model) {
    return new TensorFlowBackend().weights(ModelFolder.open(model).savedModel());
  }
}
