package io.github.robustj.packaging.bioimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.TensorImages;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * What precedes a network, written in the specification's steps, computed by its formulas and read
 * back: it stays the model's normalisation.
 */
class StepsTest {

  /** Of float32, and of the 1e-10 that is added to what is divided by. */
  private static final double ROUNDING = 2e-6;

  @TempDir Path folder;

  static Stream<Normalization> normalizations() {
    return Stream.of(
        Normalization.DEFAULT,
        new Normalization(Kind.UNIT_RANGE, 1, 99),
        new Normalization(Kind.Z_SCORE, 2, 98, false, true, List.of(), List.of(), 0, List.of()),
        new Normalization(Kind.UNIT_RANGE, 5, 90, false, true, List.of(), List.of(), 0, List.of()),
        new Normalization(Kind.Z_SCORE, 0, 100),
        Normalization.unclipped(Kind.Z_SCORE, 0, 100, true, .01),
        Normalization.unclipped(Kind.UNIT_RANGE, 1, 99.8, false, 1e-6),
        Normalization.unclipped(Kind.UNIT_RANGE, 1, 99.8, false, 1e-6).clipped(-.25f, 1.5f),
        Normalization.fixed(List.of(90f, 1e-3f), List.of(3.5f, 1e-9f)),
        Normalization.fixed(List.of(90f, 80f), List.of(3.5f, 7f)).clipped(-1, 2));
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void comeBack(Normalization normalization) throws Exception {
    assertTrue(Steps.canSay(normalization));
    String text = new Yaml().dump(Map.of("preprocessing", Steps.of(normalization)));
    Path file = Files.writeString(folder.resolve("steps.yaml"), text);
    Normalization read =
        Processing.normalization(
            "images",
            Step.of(io.github.robustj.packaging.bioimage.Yaml.read(file), "preprocessing"),
            2);
    assertEquals(normalization.kind(), read.kind());
    assertSame(seen(normalization), seen(read));
  }

  @ParameterizedTest
  @MethodSource("normalizations")
  void computeTheSame(Normalization normalization) {
    double[][] values = new double[2][];
    float[] image = image().data();
    for (int c = 0; c < 2; c++) {
      values[c] = new double[image.length / 2];
      for (int i = 0; i < values[c].length; i++) values[c][i] = image[2 * i + c];
    }
    for (Map<String, Object> step : Steps.of(normalization)) apply(step, values);
    float[] expected = new float[image.length];
    for (int i = 0; i < image.length; i++) expected[i] = (float) values[i % 2][i / 2];
    assertSame(expected, seen(normalization));
  }

  @Test
  void someCannotBeSaid() {
    assertFalse(Steps.canSay(new Normalization(Kind.Z_SCORE, 0, .9)));
    assertFalse(Steps.canSay(Normalization.unclipped(Kind.Z_SCORE, 0, 100, false, 3)));
  }

  /** The specification's formulas, channel by channel or for both together. */
  private static void apply(Map<String, Object> step, double[][] values) {
    Map<?, ?> settings = (Map<?, ?>) step.get("kwargs");
    boolean joint = settings.get("axes") instanceof List<?> axes && axes.contains("channel");
    for (int c = 0; c < 2; c++) {
      double[] fitted = joint ? joined(values) : values[c].clone();
      if (joint && c == 1) break;
      for (int to = c; to < (joint ? 2 : c + 1); to++)
        values[to] = applied(step, settings, fitted, values[to], to);
    }
  }

  private static double[] joined(double[][] values) {
    return Stream.of(values).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] applied(
      Map<String, Object> step, Map<?, ?> settings, double[] fitted, double[] values, int channel) {
    return switch ((String) step.get("id")) {
      case "clip" ->
          Arrays.stream(values)
              .map(v -> Math.min(Math.max(v, number(settings, "min")), number(settings, "max")))
              .toArray();
      case "scale_linear" -> {
        double gain = (double) ((List<?>) settings.get("gain")).get(channel);
        double offset = (double) ((List<?>) settings.get("offset")).get(channel);
        yield Arrays.stream(values).map(v -> gain * v + offset).toArray();
      }
      case "scale_range" -> {
        double low = percentile(fitted, number(settings, "min_percentile"));
        double high = percentile(fitted, number(settings, "max_percentile"));
        yield Arrays.stream(values)
            .map(v -> (v - low) / (high - low + number(settings, "eps")))
            .toArray();
      }
      default -> {
        double mean = Arrays.stream(fitted).average().orElseThrow();
        double variance =
            Arrays.stream(fitted).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        yield Arrays.stream(values)
            .map(v -> (v - mean) / (Math.sqrt(variance) + number(settings, "eps")))
            .toArray();
      }
    };
  }

  private static double number(Map<?, ?> settings, String key) {
    return (double) settings.get(key);
  }

  private static double percentile(double[] values, double percent) {
    double[] rising = values.clone();
    Arrays.sort(rising);
    double at = percent / 100 * (rising.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, rising.length - 1);
    return rising[below] + (at - below) * (rising[above] - rising[below]);
  }

  private static void assertSame(float[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++)
      assertEquals(
          expected[i], found[i], ROUNDING * Math.max(1, Math.abs(expected[i])), "number " + i);
  }

  private static float[] seen(Normalization normalization) {
    Image image = TensorImages.image("two", image());
    return Preprocessing.images(image, Normalizer.fit(image, normalization)).data();
  }

  private static Tensor image() {
    Tensor image = Tensor.zeros(1, 9, 7, 2);
    Random random = new Random(3);
    for (int i = 0; i < image.data().length; i++)
      image.data()[i] = (float) (90 + 20 * (1 + i % 2) * random.nextGaussian());
    return image;
  }
}
