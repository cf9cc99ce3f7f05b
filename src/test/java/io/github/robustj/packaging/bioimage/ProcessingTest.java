package io.github.robustj.packaging.bioimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Steps of an image of two channels, against what NumPy computes by the specification's formulas.
 */
class ProcessingTest {

  /** {@code [y, x, channel]}, 2 x 3 x 2. */
  private static final float[] IMAGE = {
    17.1f, 47.4f, 160.3f, 116.4f, 18.8f, 86.6f, 95.8f, 31.9f, 146.9f, 22.7f, 78.2f, 103.3f
  };

  @TempDir Path folder;

  /** {@code (x - x.mean(axes)) / (x.std(axes) + 1e-6)}. */
  @Test
  void zeroMeanUnitVariance() throws IOException {
    double[] each = {
      -1.239141, -0.575902, 1.329424, 1.34842, -1.208648, 0.517336, 0.172493, -1.008177, 1.089069,
      -1.264754, -0.143196, 0.983077
    };
    double[] joint = {
      -1.257147, -0.622464, 1.74241, 0.822853, -1.221537, 0.198644, 0.391353, -0.947137, 1.461725,
      -1.139845, 0.022692, 0.548452
    };
    String step = "{name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: %s}}";
    assertComputes(each, step.formatted("yx"));
    assertComputes(joint, step.formatted("cyx"));
    assertComputes(each, "{id: zero_mean_unit_variance, kwargs: {axes: [y, x]}}");
    assertComputes(joint, "{id: zero_mean_unit_variance, kwargs: {axes: [channel, y, x]}}");
    assertComputes(joint, "{id: zero_mean_unit_variance}");
    // One image is all of its data set.
    assertComputes(joint, "{id: zero_mean_unit_variance, kwargs: {axes: [batch, channel, y, x]}}");
    assertComputes(each, "{name: zero_mean_unit_variance, kwargs: {mode: per_dataset, axes: xy}}");
    // A fit does not see what was scaled before it.
    String apart = "{name: scale_linear, kwargs: {axes: xy, gain: [.5, 2], offset: [-3, 7]}}";
    assertComputes(
        joint, "{id: scale_linear, kwargs: {gain: .5, offset: 3}}", step.formatted("cxy"));
    assertRefused("of channels that were scaled apart", apart, step.formatted("cxy"));
  }

  /** {@code (x - percentile(x, 10)) / (percentile(x, 80) - percentile(x, 10) + 1e-6)}. */
  @Test
  void scaleRange() throws IOException {
    double[] each = {
      -0.006592, 0.264474, 1.103916, 1.172368, 0.006592, 0.780263, 0.603722, 0.060526, 1.0,
      -0.060526, 0.467235, 1.0
    };
    double[] joint = {
      -0.022095, 0.298234, 1.491807, 1.027698, -0.004123, 0.712655, 0.809916, 0.134369, 1.350143,
      0.037108, 0.62385, 0.889206
    };
    String step = "{id: scale_range, kwargs: {axes: %s, min_percentile: 10, max_percentile: 80}}";
    assertComputes(each, step.formatted("[x, y]"));
    assertComputes(joint, step.formatted("[channel, x, y]"));
    double[] clipped = joint.clone();
    for (int i = 0; i < clipped.length; i++) clipped[i] = Math.max(0, Math.min(1, joint[i]));
    assertComputes(clipped, step.formatted("cxy"), "{name: clip, kwargs: {min: 0., max: 1.}}");
    for (int i = 0; i < clipped.length; i++) clipped[i] = Math.min(.25, each[i]);
    assertComputes(clipped, step.formatted("xy"), "{id: clip, kwargs: {max: .25}}");
    assertComputes(each, step.replace("axes", "reference_tensor: input, axes").formatted("xy"));
    assertRefused("scale_linear after another", step.formatted("xy"), "{id: scale_linear}");
  }

  /** One after another, each by its formula; a deviation gets the specification's 1e-6. */
  @Test
  void fixedNumbers() throws IOException {
    String linear = "{name: scale_linear, kwargs: {axes: xy, gain: [.5, 2], offset: [-3, 7]}}";
    String fixed =
        "{id: fixed_zero_mean_unit_variance, kwargs: {axis: channel, mean: [1, -2], std: [.1, 4]}}";
    String old =
        "{name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: xy, mean: [1, -2], std: [.1, 4]}}";
    double[] gain = {.5, 2};
    double[] offset = {-3, 7};
    double[] mean = {1, -2};
    double[] deviation = {.1 + 1e-6, 4 + 1e-6};
    double[] once = new double[IMAGE.length];
    double[] twice = new double[IMAGE.length];
    for (int i = 0; i < IMAGE.length; i++) {
      int c = i % 2;
      once[i] = (IMAGE[i] - mean[c]) / deviation[c];
      twice[i] = (gain[c] * IMAGE[i] + offset[c] - mean[c]) / deviation[c];
    }
    assertComputes(once, fixed);
    assertComputes(once, old);
    assertComputes(once, old.replace("mode: fixed, ", ""));
    assertComputes(twice, "{id: ensure_dtype, kwargs: {dtype: float64}}", linear, fixed);
  }

  /** Of the formulas {@code / (std + eps)} and {@code / (upper - lower + eps)}, after a scaling. */
  @Test
  void epsilon() throws IOException {
    String small = "{id: scale_linear, kwargs: {gain: .01, offset: 5}}";
    String standard = "{id: zero_mean_unit_variance, kwargs: {axes: %s, eps: .1}}";
    String range =
        "{id: scale_range, kwargs: {axes: %s, min_percentile: 10, max_percentile: 80, eps: .1}}";
    double[] ofAll = {
      -1.039423, -0.514660, 1.440644, 0.680344, -1.009980, 0.164241, 0.323575, -0.783103, 1.208571,
      -0.942437, 0.018762, 0.453467
    };
    double[] ofRange = {
      -0.019983, 0.269720, 1.349173, 0.929439, -0.003729, 0.644517, 0.732479, 0.121522, 1.221054,
      0.033560, 0.564203, 0.804188
    };
    double[] ofEach = {
      -1.236923, -0.574300, 1.327043, 1.344670, -1.206484, 0.515897, 0.172184, -1.005373, 1.087119,
      -1.261236, -0.142940, 0.980343
    };
    double[] ofEachRange = {
      -0.006587, 0.264126, 1.103061, 1.170828, 0.006587, 0.779238, 0.603255, 0.060447, 0.999225,
      -0.060447, 0.466873, 0.998686
    };
    assertComputes(ofAll, small, standard.formatted("cyx"));
    assertComputes(ofRange, small, range.formatted("cyx"));
    assertComputes(ofEach, standard.formatted("yx"));
    assertComputes(ofEachRange, range.formatted("yx"));
  }

  /** What is clipped may be scaled before and after. */
  @Test
  void clips() throws IOException {
    double[] expected = new double[IMAGE.length];
    for (int i = 0; i < expected.length; i++)
      expected[i] = 2 * Math.max(.2, Math.min(1, .01 * IMAGE[i] - .1)) - 1;
    assertComputes(
        expected,
        "{id: scale_linear, kwargs: {gain: .01, offset: -.1}}",
        "{id: clip, kwargs: {min: .2, max: 3}}",
        "{id: clip, kwargs: {max: 1}}",
        "{id: scale_linear, kwargs: {gain: 2, offset: -1}}");
  }

  @Test
  void whatIsNotTakenIsSaid() throws IOException {
    assertRefused("binarize before a network", "{name: binarize, kwargs: {threshold: 1}}");
    assertRefused("with mode fixed", "{id: scale_range, kwargs: {mode: fixed}}");
    assertRefused("with eps 3.0", "{id: scale_range, kwargs: {eps: 3}}");
    assertRefused("clip from 2.0 to 1.0", "{id: clip, kwargs: {min: 2, max: 1}}");
    assertRefused(
        "scale_range after a clip", "{id: clip, kwargs: {min: 2, max: 5}}", "{id: scale_range}");
    assertRefused(
        "scale_linear of each channel, after a clip",
        "{id: clip, kwargs: {min: 2, max: 5}}",
        "{id: scale_linear, kwargs: {gain: [1, 2]}}");
    assertRefused(
        "scale_mean_variance before a network",
        "{id: scale_mean_variance, kwargs: {reference_tensor: input}}");
    assertRefused("over the axes x", "{id: scale_range, kwargs: {axes: [x]}}");
    assertRefused("over the axes q, x, y", "{id: scale_range, kwargs: {axes: qxy}}");
    assertRefused("to another tensor, a", "{id: scale_range, kwargs: {reference_tensor: a}}");
    assertRefused(
        "percentiles 90.0 and 10.0",
        "{id: scale_range, kwargs: {min_percentile: 90, max_percentile: 10}}");
    assertRefused("with gain -1.0", "{id: scale_linear, kwargs: {gain: -1}}");
    assertRefused("3 numbers for 2 channels", "{id: scale_linear, kwargs: {gain: [1, 2, 3]}}");
    assertRefused("along the axis x", "{id: scale_linear, kwargs: {axis: x, gain: [1, 2]}}");
    assertRefused("with mean", "{id: fixed_zero_mean_unit_variance, kwargs: {mean: 1}}");
    assertRefused("ensure_dtype before a network", "{id: ensure_dtype, kwargs: {dtype: uint8}}");
    assertRefused("a number was expected", "{id: scale_linear, kwargs: {gain: .nan}}");
    assertRefused("does not say preprocessing[0].id", "{kwargs: {}}");
  }

  @Test
  void whatFollowsIsComputed() throws IOException {
    Postprocessing both = following("{id: sigmoid}, {id: binarize, kwargs: {threshold: 0.7}}");
    assertEquals(Optional.of(Values.SIGMOID_LOGITS), both.values());
    assertEquals(Optional.of(.7), both.threshold());
    // sigmoid(.84) = .6984..., sigmoid(.86) = .7026...
    assertArrayEquals(new double[] {0, 1}, both.of(new double[] {.84, .86}));
    Postprocessing softmax = following("{name: softmax}");
    assertEquals(Optional.of(Values.LOGITS), softmax.values());
    assertArrayEquals(
        new double[] {.25, .75}, softmax.of(new double[] {1000, 1000 + Math.log(3)}), 1e-12);
    assertEquals(Optional.empty(), following("").values());
    assertArrayEquals(
        new double[] {-1, 2},
        following("{id: ensure_dtype, kwargs: {dtype: int8}}").of(new double[] {-1.7, 2.9}));
    for (String wrong :
        List.of(
            "{id: sigmoid}, {id: softmax}",
            "{id: binarize}, {id: sigmoid}",
            "{id: binarize, kwargs: {threshold: 7}}",
            "{id: softmax}, {id: binarize, kwargs: {threshold: 0.4}}",
            "{id: softmax, kwargs: {axis: x}}",
            "{id: stardist_postprocessing}"))
      assertThrows(RobustJException.class, () -> following(wrong), wrong);
  }

  private Postprocessing following(String steps) throws IOException {
    return new Postprocessing(steps(steps));
  }

  private void assertRefused(String words, String... steps) throws IOException {
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> Processing.normalization("input", steps(String.join(", ", steps)), 2))
            .getMessage();
    assertTrue(sentence.contains(words), sentence);
  }

  /** As the network sees it; float32 of numbers up to some thousand. */
  private void assertComputes(double[] expected, String... steps) throws IOException {
    Normalization normalization =
        Processing.normalization("input", steps(String.join(", ", steps)), 2);
    float[] planes = new float[12];
    for (int i = 0; i < 12; i++) planes[i % 2 * 6 + i / 2] = IMAGE[i];
    Image image = new Image("two", ArrayImgs.floats(planes, 3, 2, 2, 1), Calibration.PIXELS);
    float[] found = Preprocessing.images(image, Normalizer.fit(image, normalization)).data();
    for (int i = 0; i < 12; i++)
      assertEquals(expected[i], found[i], 2e-6 * Math.max(1, Math.abs(expected[i])), "number " + i);
  }

  private List<Step> steps(String words) throws IOException {
    Path file = Files.writeString(folder.resolve("steps.yaml"), "preprocessing: [" + words + "]\n");
    return Step.of(Yaml.read(file), "preprocessing");
  }
}
