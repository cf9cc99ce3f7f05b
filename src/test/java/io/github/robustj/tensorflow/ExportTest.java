package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.display.task.ExportedModel;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Sha256;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.tensor.Npy;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models go out as packages of bioimage.io and come back as they were. */
class ExportTest {

  private static final Path EARLIER = Path.of("src/test/resources/earlier");
  private static final Path SAMPLES = Path.of("sample-data");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "segmentation, segmentation-hippocampus/test/images/hippocampus_015.nii.gz, package",
    "landmark, landmarks-hc18/test/images/021_HC.png, package.zip",
    "detection, detection-bccd/test/images/BloodImage_00014.jpg, package",
  })
  void packagesKeepTheRulesAndComeBack(String task, String sample, String name) throws Exception {
    Path model = EARLIER.resolve(task).resolve("model");
    Image image = ImageReader.read(SAMPLES.resolve(sample));
    Path out = folder.resolve(name);
    export(model, out, image, Map.of());
    PackageRules.held(unpacked(out));
    assertTrue(Files.readString(unpacked(out).resolve("rdf.yaml")).indexOf("hippocampus_") < 0);
    Path back = folder.resolve("back");
    ImportJob.Imported imported = run(new ImportJob(out, back, Map.of()));
    assertEquals("test output reproduced", imported.lines().get(imported.lines().size() - 1));
    ModelDescription before = ModelFolder.open(model).description();
    ModelDescription after = ModelFolder.open(back).description();
    assertEquals(before.task(), after.task());
    assertEquals(before.network(), after.network());
    assertEquals(before.input(), after.input());
    assertEquals(before.training().scores(), after.training().scores());
    assertEquals(List.of(), after.training().cases().training(), "names may be those of patients");
    assertEquals(predicted(model, image), predicted(back, image));
  }

  /**
   * Read as a package of any program, without what only RobustJ knows, the description gives the
   * same outputs: its steps are the model's normalisation.
   */
  @ParameterizedTest
  @CsvSource({"Z_SCORE, .5, 99.5, false, false", "FIXED, 0, 100, true, false"})
  void theStepsAreTheNormalisation(
      Kind kind, double low, double high, boolean unclipped, boolean jointly) throws Exception {
    Normalization normalization =
        kind == Kind.FIXED
            ? Normalization.fixed(List.of(90f), List.of(3.5f))
            : new Normalization(
                kind, low, high, unclipped, jointly, List.of(), List.of(), 0, List.of());
    Path model = normalized(normalization);
    export(model, folder.resolve("package"), TensorImages.image("x", noise(20, 17)), Map.of());
    PackageRules.held(folder.resolve("package"));
    Path rdf = folder.resolve("package/rdf.yaml");
    String text = Files.readString(rdf);
    Files.writeString(rdf, text.substring(0, text.indexOf("\nconfig:")) + "\n");
    ImportJob.Imported imported =
        run(new ImportJob(folder.resolve("package"), folder.resolve("back"), Map.of()));
    String last = imported.lines().get(imported.lines().size() - 1);
    assertTrue(last.startsWith("test output reproduced, largest difference"), last);
    Normalization read =
        ModelFolder.open(folder.resolve("back")).description().input().normalization();
    assertEquals(kind, read.kind());
    if (kind != Kind.FIXED) assertEquals(low, read.lowerPercentile());
  }

  /** The earlier segmentation, normalised otherwise. */
  private Path normalized(Normalization normalization) throws Exception {
    ModelFolder earlier = ModelFolder.open(EARLIER.resolve("segmentation/model"));
    ModelDescription was = earlier.description();
    Path model = folder.resolve("model");
    ModelFolder.write(
        model,
        new ModelDescription(
            was.task(),
            new ModelDescription.Input(normalization, was.input().bounds()),
            was.network(),
            was.training(),
            was.origin()),
        into -> copy(earlier.savedModel(), into.resolve("saved_model")));
    return model;
  }

  /** One that was imported itself, and takes images of one size. */
  @Test
  void anImportedNetworkIsExportedToo() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(original, 3);
    Path model = folder.resolve("model");
    run(new ImportJob(original, model, Map.of("class_names", "background, a b, Ä|ö")));
    Image image = TensorImages.image("noise", noise(20, 12));
    export(model, folder.resolve("package"), image, Map.of("name", "Cells (2D)", "tags", "a, b"));
    Map<String, Object> description = PackageRules.held(folder.resolve("package"));
    assertEquals("Cells (2D)", description.get("name"));
    assertTrue(description.toString().contains("channel_names=[background, a_b, A_o]"));
    run(new ImportJob(folder.resolve("package"), folder.resolve("back"), Map.of()));
    ModelDescription back = ModelFolder.open(folder.resolve("back")).description();
    assertEquals(ModelFolder.open(model).description().source(), back.source());
    assertEquals("Ä|ö", back.task().classes().get(2).name());
    assertEquals(predicted(model, image), predicted(folder.resolve("back"), image));
  }

  /** Cells of 2 x 2 pixels, a probability and distances. */
  @Test
  void starConvexObjectsAreExportedToo() throws Exception {
    Path original = folder.resolve("original");
    new StarNetworks(StarNetworks.Form.ENLARGED, 2, true).save(original);
    Path model = folder.resolve("model");
    run(new ImportJob(original, model, Map.of()));
    Image image = TensorImages.image("noise", noise(40, 33));
    export(model, folder.resolve("package"), image, Map.of());
    PackageRules.held(folder.resolve("package"));
    run(new ImportJob(folder.resolve("package"), folder.resolve("back"), Map.of()));
    ModelDescription back = ModelFolder.open(folder.resolve("back")).description();
    assertEquals(ModelFolder.open(model).description().task(), back.task());
    assertEquals(predicted(model, image), predicted(folder.resolve("back"), image));
  }

  /** A changed weight is noticed, and a schema that lets all pass would be. */
  @Test
  void whatIsWrongIsNoticed() throws Exception {
    Path model = EARLIER.resolve("segmentation/model");
    Path out = folder.resolve("package");
    export(model, out, TensorImages.image("x", noise(20, 20)), Map.of());
    Map<String, Object> description = new HashMap<>(PackageRules.held(out));
    description.put("format_version", "0.4.10");
    assertEquals(1, PackageRules.complaints(description).size());
    description.remove("inputs");
    assertTrue(PackageRules.complaints(description).toString().contains("inputs"));
    Tensor expected = Npy.decode(Files.readAllBytes(out.resolve("test_output.npy")));
    expected.data()[5] += .25f;
    Files.write(out.resolve("test_output.npy"), Npy.encode(expected));
    Path rdf = out.resolve("rdf.yaml");
    Files.writeString(
        rdf,
        Files.readString(rdf)
            .replaceFirst(
                "(source: test_output.npy\\s+sha256: )\\w+",
                "$1" + Sha256.of(out.resolve("test_output.npy"))));
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> run(new ImportJob(out, folder.resolve("back"), Map.of())))
            .getMessage();
    assertTrue(sentence.contains("differs from its own test output by up to 0.25"), sentence);
    assertFalse(Files.exists(folder.resolve("back")));
  }

  /** Equal models and images give equal files. */
  @Test
  void theSameIsWrittenTwice() throws Exception {
    Path model = EARLIER.resolve("detection/model");
    Tensor image = Tensor.zeros(1, 40, 52, 3);
    for (int i = 0; i < image.data().length; i++) image.data()[i] = i * 37 % 251;
    export(model, folder.resolve("a.zip"), TensorImages.image("x", image), Map.of());
    export(model, folder.resolve("b.zip"), TensorImages.image("y", image), Map.of());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.zip")), Files.readAllBytes(folder.resolve("b.zip")));
  }

  static ExportJob.Exported export(Path model, Path out, Image image, Map<String, Object> further) {
    Map<String, Object> values = new HashMap<>(further);
    values.putIfAbsent("authors", "Jane Doe (My Lab); Otto");
    values.putIfAbsent("license", "cc-by-4.0");
    return new ExportedModel(model, out, Options.of(values, ExportJob.TABLE))
        .write(true, () -> image, Engine.inProcess(), JobListener.SILENT);
  }

  private Path unpacked(Path out) throws Exception {
    if (Files.isDirectory(out)) return out;
    Path into = folder.resolve("unpacked");
    if (Files.exists(into)) return into;
    Files.createDirectory(into);
    try (ZipFile zip = new ZipFile(out.toFile())) {
      for (var entry : Collections.list(zip.entries()))
        Files.copy(zip.getInputStream(entry), into.resolve(entry.getName()));
    }
    return into;
  }

  private static Tensor noise(int width, int height) {
    Tensor image = Tensor.zeros(1, height, width, 1);
    var random = new Random(4);
    for (int i = 0; i < image.data().length; i++)
      image.data()[i] = (float) (100 + 12 * random.nextGaussian());
    return image;
  }

  /** All that is seen, as text. */
  private static String predicted(Path model, Image image) {
    Prediction seen = run(new PredictJob(model, image, 512));
    if (!(seen instanceof Prediction.Masks masks)) return seen.toString();
    StringBuilder labels = new StringBuilder();
    for (IntType label : Views.flatIterable(masks.mask().labels())) labels.append(label.get());
    return labels.toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator)
        Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  private static <R> R run(Job<R> job) {
    return Engine.inProcess().run(job, JobListener.SILENT);
  }
}
