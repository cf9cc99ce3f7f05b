package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportJob.Imported;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.task.Prediction;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.BioimageFiles.Array;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packages of bioimage.io in all formats, around networks whose own outputs TensorFlow computes:
 * what they do to images and outputs is written down here once more.
 */
class BioimageImportTest {

  private static final int HEIGHT = 16;

  @TempDir Path folder;

  private static final int WIDTH = 20;

  /** A step before or after a network, and its formula. */
  private record Steps(String yaml, UnaryOperator<float[]> formula) {}

  private record Case(
      String format,
      boolean first,
      boolean fixed,
      boolean zipped,
      boolean packed,
      End end,
      int classes,
      Steps before,
      Steps after) {

    @Override
    public String toString() {
      return "%s %s %s".formatted(format, before.yaml, after.yaml);
    }
  }

  static List<Case> cases() {
    Steps none = new Steps("[]", x -> x);
    Steps standard03 =
        new Steps(
            "[{name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: xy}}]",
            BioimageImportTest::standardized);
    Steps standard05 =
        new Steps(
            "[{id: ensure_dtype, kwargs: {dtype: float32}}, {id: zero_mean_unit_variance, kwargs: {axes: [x, y]}}]",
            BioimageImportTest::standardized);
    Steps fixed04 =
        new Steps(
            "[{name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: xy, mean: [110], std: [5]}}]",
            x -> each(x, n -> (n - 110) / (5 + 1e-6)));
    Steps fixed05 =
        new Steps(
            "[{id: fixed_zero_mean_unit_variance, kwargs: {mean: 110.5, std: 6.5}}]",
            x -> each(x, n -> (n - 110.5) / (6.5 + 1e-6)));
    Steps linear =
        new Steps(
            "[{name: scale_linear, kwargs: {gain: 0.1, offset: -11}}]",
            x -> each(x, n -> .1 * n - 11));
    Steps chained =
        new Steps(
            "[{name: scale_linear, kwargs: {gain: 0.1, offset: -11}}, {name: zero_mean_unit_variance, kwargs: {mode: fixed, mean: .25, std: .75}}]",
            x -> each(x, n -> (.1 * n - 11 - .25) / (.75 + 1e-6)));
    Steps range =
        new Steps(
            "[{name: scale_range, kwargs: {mode: per_sample, axes: xy, min_percentile: 5, max_percentile: 95.5}}]",
            x -> ranged(x, 5, 95.5, false));
    Steps clipped =
        new Steps(
            "[{id: scale_range, kwargs: {axes: [channel, x, y], min_percentile: 5, max_percentile: 95.5}}, {id: clip, kwargs: {min: 0, max: 1}}]",
            x -> ranged(x, 5, 95.5, true));
    Steps sigmoid = new Steps("[{name: sigmoid}]", x -> each(x, BioimageImportTest::sigmoid));
    Steps softmax = new Steps("[{id: softmax, kwargs: {axis: channel}}]", x -> softmax(x, 3));
    Steps half =
        new Steps(
            "[{name: binarize, kwargs: {threshold: 0.5}}]", x -> each(x, n -> n > .5 ? 1 : 0));
    Steps cut =
        new Steps(
            "[{id: sigmoid}, {id: binarize, kwargs: {threshold: 0.3}}, {id: ensure_dtype, kwargs: {dtype: uint8}}]",
            x -> each(x, n -> sigmoid(n) > .3 ? 1 : 0));
    return List.of(
        new Case("0.3.6", false, false, true, false, End.SOFTMAX, 3, standard03, none),
        new Case("0.3.2", true, true, false, true, End.SIGMOID, 2, linear, none),
        new Case("0.4.10", false, true, true, true, End.SIGMOID, 1, fixed04, half),
        new Case("0.4.9", true, false, true, false, End.NONE, 1, range, sigmoid),
        new Case("0.4.1", false, false, false, true, End.NONE, 3, chained, none),
        new Case("0.5.0", true, false, true, true, End.NONE, 3, standard05, softmax),
        new Case("0.5.3", false, true, false, false, End.NONE, 1, clipped, cut),
        new Case("0.5.4", true, true, true, false, End.SOFTMAX, 2, fixed05, none));
  }

  /** The package's test passes, and labels are those of its own outputs. */
  @ParameterizedTest
  @MethodSource("cases")
  void computeAsTheySay(Case made) throws Exception {
    float[] image = image();
    float[] raw = network(made, made.before.formula.apply(image));
    Imported imported =
        imported(packed(made, image, made.after.formula.apply(raw.clone())), Map.of());
    String line = imported.lines().get(imported.lines().size() - 1);
    assertTrue(line.startsWith("test output reproduced, largest difference"), line);
    assertEquals("", imported.withoutGradient());
    assertLabels(made, raw);
  }

  /** One gain or one class too many: the largest difference is named, and nothing is left. */
  @Test
  void wrongOutputsAreRefused() throws Exception {
    Case made = cases().get(1);
    float[] image = image();
    float[] output = network(made, made.before.formula.apply(image));
    output[7] += .25f;
    Path source = packed(made, image, output);
    String sentence =
        assertThrows(RobustJException.class, () -> imported(source, Map.of())).getMessage();
    assertTrue(sentence.contains("by up to 0.25 in 1 of 640 numbers, where 0.0010"), sentence);
    assertFalse(Files.exists(model()), "nothing half-written");
    Imported all = imported(source, Map.of("ignore_test", true));
    String line = all.lines().get(all.lines().size() - 1);
    assertTrue(line.startsWith("imported although its test failed: The package"), line);
    assertTrue(line.contains("0.25"), line);
  }

  /** Other intensities than the package says are noticed. */
  @Test
  void wrongNormalisationIsNoticed() throws Exception {
    Case made = cases().get(5);
    float[] image = image();
    Path source =
        packed(
            made, image, made.after.formula.apply(network(made, made.before.formula.apply(image))));
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> imported(source, Map.of("normalization", "unit_range")))
            .getMessage();
    assertTrue(sentence.contains("differs from its own test output"), sentence);
  }

  /** A dialog hands over all its fields: one at its default does not replace the package's. */
  @Test
  void whatADialogLeavesAloneIsThePackages() throws Exception {
    Case made = cases().get(5);
    float[] image = image();
    Path source =
        packed(
            made, image, made.after.formula.apply(network(made, made.before.formula.apply(image))));
    Map<String, Object> untouched =
        Map.of("normalization", "z_score", "percentile_low", .5, "percentile_high", 99.5);
    assertEquals(imported(source, Map.of()).lines(), imported(source, untouched).lines());
  }

  @Test
  void withoutTestImagesNothingIsChecked() throws Exception {
    Case made = cases().get(4);
    Path source = packed(made, image(), image());
    Path yaml = description(source);
    Files.writeString(yaml, Files.readString(yaml).replaceAll("test_\\w+: .*\n", ""));
    Imported imported = imported(yaml.getParent(), Map.of());
    String line = imported.lines().get(imported.lines().size() - 1);
    assertTrue(line.startsWith("not checked"), line);
  }

  /** Least sides that are no multiples of the step, and halos, as each format says them. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void sizesAndHalosAreRead(int format) throws Exception {
    Case made = cases().get(format);
    Path files = packed(made, image(), network(made, image()));
    Path yaml = description(files);
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replaceAll("test_tensor: \\{.*?\\}, |test_\\w+: \\[.*\n", "")
            .replace(
                "{min: [1, 8, 8, 1], step: [0, 2, 2, 0]}",
                "{min: [1, 20, 36, 1], step: [0, 16, 4, 0]}")
            .replace("{name: output_1,", "{name: output_1, halo: [0, 3, 6, 0],")
            .replace("id: y, size: {min: 8, step: 2}", "id: y, size: {min: 20, step: 16}")
            .replace("id: x, size: {min: 8, step: 2}", "id: x, size: {min: 36, step: 4}")
            .replace("id: x, size: {tensor_id", "id: x, halo: 6, size: {tensor_id"));
    Imported imported = imported(yaml.getParent(), Map.of());
    assertTrue(
        imported
            .lines()
            .contains(
                "height of 20, 36, 52, ..., width of 36, 40, 44, ..., halo of 6 pixels around tiles"),
        imported.lines().toString());
  }

  private static Path description(Path files) throws IOException {
    Path folder = Files.isDirectory(files) ? files : files.resolveSibling("package");
    Path old = folder.resolve("rdf.yaml");
    return Files.exists(old) ? old : folder.resolve("bioimageio.yaml");
  }

  private void assertLabels(Case made, float[] raw) {
    int[] expected = labels(made, raw);
    Prediction.Masks masks = (Prediction.Masks) run(image(image()));
    int i = 0;
    for (IntType label : Views.flatIterable(masks.mask().labels()))
      assertEquals(expected[i], label.get(), "pixel " + i++);
    assertEquals(HEIGHT * WIDTH, i);
  }

  /** The largest of all, or of those above the threshold. */
  private static int[] labels(Case made, float[] raw) {
    boolean alone = made.end == End.SIGMOID || made.classes == 1;
    float threshold =
        made.after.yaml.contains("0.3")
            ? (float) Math.log(.3 / .7)
            : made.end == End.SIGMOID ? .5f : 0;
    int[] labels = new int[raw.length / made.classes];
    for (int pixel = 0; pixel < labels.length; pixel++) {
      int best = alone ? -1 : 0;
      float most = alone ? threshold : raw[pixel * made.classes];
      for (int c = alone ? 0 : 1; c < made.classes; c++)
        if (raw[pixel * made.classes + c] > most) most = raw[pixel * made.classes + (best = c)];
      labels[pixel] = alone ? best + 1 : best;
    }
    return labels;
  }

  /** What TensorFlow's own loader gives; of channels last, since it has no others on the CPU. */
  private float[] network(Case made, float[] input) throws Exception {
    Path twin = folder.resolve("twin");
    new ForeignNetworks(true, false, made.end, made.classes).save(twin, 4);
    return ForeignNetworkTest.direct(twin, true, new Tensor(input, 1, HEIGHT, WIDTH, 1));
  }

  private Path packed(Case made, float[] image, float[] output) throws Exception {
    String letters = made.first ? "bcyx" : "byxc";
    Path network = folder.resolve("network");
    new ForeignNetworks(true, made.first, made.end, made.classes).save(network, 4);
    int[] sides = made.fixed ? new int[] {HEIGHT, WIDTH} : new int[0];
    Path files = folder.resolve("package");
    new BioimageFiles(
            made.format,
            letters,
            made.classes,
            sides,
            made.zipped,
            made.before.yaml,
            made.after.yaml)
        .write(
            files,
            network,
            Array.ordered(image, new int[] {1, HEIGHT, WIDTH, 1}, letters),
            Array.ordered(
                output, new int[] {1, HEIGHT, WIDTH, output.length / HEIGHT / WIDTH}, letters));
    if (!made.packed) return files;
    Path zip = folder.resolve("package.zip");
    BioimageFiles.zip(files, zip, made.zipped ? "inner/" : "");
    return zip;
  }

  private Imported imported(Path source, Map<String, Object> options) {
    return Engine.inProcess().run(new ImportJob(source, model(), options), JobListener.SILENT);
  }

  private Prediction run(Image image) {
    return Engine.inProcess().run(new PredictJob(model(), image, 512), JobListener.SILENT);
  }

  private Path model() {
    return folder.resolve("model");
  }

  private float[] image() {
    float[] values = new float[HEIGHT * WIDTH];
    Random random = new Random(2);
    for (int i = 0; i < values.length; i++) values[i] = 100 + 20 * random.nextFloat();
    return values;
  }

  private Image image(float[] values) {
    return new Image("noise", ArrayImgs.floats(values, WIDTH, HEIGHT, 1, 1), Calibration.PIXELS);
  }

  private static float[] each(float[] x, DoubleUnaryOperator f) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) y[i] = (float) f.applyAsDouble(x[i]);
    return y;
  }

  private static float[] standardized(float[] x) {
    double mean = 0;
    double square = 0;
    for (float n : x) mean += n / (double) x.length;
    for (float n : x) square += (n - mean) * (n - mean) / x.length;
    double center = mean;
    double deviation = Math.sqrt(square) + 1e-6;
    return each(x, n -> (n - center) / deviation);
  }

  private static float[] ranged(float[] x, double lower, double upper, boolean clipped) {
    float[] sorted = x.clone();
    Arrays.sort(sorted);
    double low = percentile(sorted, lower);
    double width = percentile(sorted, upper) - low + 1e-6;
    return each(x, n -> clipped ? Math.min(1, Math.max(0, (n - low) / width)) : (n - low) / width);
  }

  /** As numpy.percentile has it. */
  private static double percentile(float[] sorted, double percent) {
    double at = percent / 100 * (sorted.length - 1);
    int below = (int) Math.floor(at);
    return sorted[below] * (1 - (at - below)) + sorted[below + 1] * (at - below);
  }

  private static double sigmoid(double n) {
    return 1 / (1 + Math.exp(-n));
  }

  private static float[] softmax(float[] x, int classes) {
    float[] y = new float[x.length];
    for (int pixel = 0; pixel < x.length; pixel += classes) {
      double sum = 0;
      for (int c = 0; c < classes; c++) sum += Math.exp(x[pixel + c]);
      for (int c = 0; c < classes; c++) y[pixel + c] = (float) (Math.exp(x[pixel + c]) / sum);
    }
    return y;
  }
}
