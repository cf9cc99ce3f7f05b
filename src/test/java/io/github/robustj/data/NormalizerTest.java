package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.model.Bounds;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {

  /** A float near 100 has a spacing of 8e-6. */
  private static final double ROUNDING = 1e-5;

  @ParameterizedTest
  @CsvSource({"0, 1", "25, 1.75", "50, 2.5", "99.5, 3.985", "100, 4"})
  void percentilesInterpolateBetweenSortedValues(double percent, double expected) {
    assertEquals(expected, Normalizer.percentile(new float[] {1, 2, 3, 4}, percent), ROUNDING);
    assertEquals(7, Normalizer.percentile(new float[] {7}, percent));
  }

  /** The numbers 0 to 100 in any order, clipped to 10 and 90. */
  @Test
  void zScoreIsThatOfTheClippedValues() {
    Scaling scaling = Normalizer.fit(ramp(), new Normalization(Kind.Z_SCORE, 10, 90));
    assertArrayEquals(new float[] {10}, scaling.low());
    assertArrayEquals(new float[] {90}, scaling.high());
    assertEquals(50, scaling.offset()[0], ROUNDING);
    // 2 (sum of 1^2 to 40^2 + 10 times 40^2) / 101
    double variance = 2 * (40 * 41 * 81 / 6.0 + 10 * 1600) / 101;
    assertEquals(Math.sqrt(variance), scaling.scale()[0], ROUNDING);
    assertEquals(0, scaling.normalize(50, 0), ROUNDING);
    assertEquals(40 / Math.sqrt(variance), scaling.normalize(1000, 0), ROUNDING);
  }

  @Test
  void unitRangeMapsThePercentilesToZeroAndOne() {
    Scaling scaling = Normalizer.fit(ramp(), new Normalization(Kind.UNIT_RANGE, .5, 99.5));
    assertEquals(.5, scaling.low()[0], ROUNDING);
    assertEquals(0, scaling.normalize(-20, 0));
    assertEquals(1, scaling.normalize(100, 0));
    assertEquals(.5, scaling.normalize(50, 0), ROUNDING);
    assertEquals(50, scaling.intensity(.5f, 0), ROUNDING);
    Bounds bounds = scaling.bounds();
    assertArrayEquals(new float[] {0}, bounds.lower());
    assertArrayEquals(new float[] {1}, bounds.upper());
  }

  @Test
  void channelsAreScaledOneByOneAndConstantOnesByOne() {
    float[] pixels = {0, 2, 7, 7, 4, 6, 7, 7};
    Image image = new Image("a", ArrayImgs.floats(pixels, 2, 1, 2, 2), Calibration.PIXELS);
    Scaling scaling = Normalizer.fit(image, new Normalization(Kind.Z_SCORE, 0, 100));
    assertArrayEquals(new float[] {3, 7}, scaling.offset());
    assertArrayEquals(new float[] {(float) Math.sqrt(5), 1}, scaling.scale(), 1e-6f);
    assertEquals(0, scaling.normalize(7, 1));
    Scaling unit = Normalizer.fit(image, new Normalization(Kind.UNIT_RANGE, 0, 100));
    assertArrayEquals(new float[] {6, 1}, unit.scale());
  }

  /** Counted and sorted, at every rank and between all limits. */
  @Test
  void wholeNumbersAreCountedAsTheyWouldBeSorted() {
    float[] pixels = {65535, 0, 3, 3, 7, 0, 300, 3};
    WholeIntensities counted = WholeIntensities.of(row(pixels), 0).orElseThrow();
    float[] rising = {0, 0, 3, 3, 3, 7, 300, 65535};
    Intensities.Sorted sorted = new Intensities.Sorted(rising);
    assertArrayEquals(rising, counted.at(0, 1, 2, 3, 4, 5, 6, 7));
    assertEquals(8, counted.count());
    for (float[] range : new float[][] {{0, 65535}, {.5f, 299.5f}, {3, 3}, {400, 500}}) {
      ExactSum own = counted.clipped(range[0], range[1]);
      assertEquals(sorted.clipped(range[0], range[1]).mean(), own.mean());
      assertEquals(sorted.clipped(range[0], range[1]).deviation(), own.deviation());
    }
    WholeIntensities twice = WholeIntensities.joined(List.of(counted, counted));
    assertArrayEquals(new float[] {3, 300, 300, 65535, 65535}, twice.at(9, 12, 13, 14, 15));
  }

  @ParameterizedTest
  @ValueSource(floats = {-0f, .5f, -1, 65536, Float.NaN, Float.POSITIVE_INFINITY, 1e-40f})
  void otherNumbersAreSorted(float other) {
    assertTrue(WholeIntensities.of(row(1, 2, other), 0).isEmpty());
  }

  private static Image row(float... pixels) {
    return new Image("row", ArrayImgs.floats(pixels, pixels.length, 1, 1, 1), Calibration.PIXELS);
  }

  @Test
  void percentilesRise() {
    assertThrows(IllegalArgumentException.class, () -> new Normalization(Kind.Z_SCORE, 50, 50));
    assertThrows(IllegalArgumentException.class, () -> new Normalization(Kind.Z_SCORE, -1, 50));
  }

  private static Image ramp() {
    float[] pixels = new float[101];
    // 37 has no divisor in common with 101: every number once.
    for (int i = 0; i < 101; i++) pixels[i] = 37 * i % 101;
    return new Image("ramp", ArrayImgs.floats(pixels, 101, 1, 1, 1), Calibration.PIXELS);
  }
}
