package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Corruption} promises, for each of the catalogue. */
class CorruptionsTest {

  static Stream<Corruption> all() {
    return Corruptions.ALL.stream();
  }

  /** Not a power of two, not square, of several channels and slices. */
  private static Image image() {
    return Pictures.image(
        21,
        18,
        3,
        3,
        (x, y, z, c) -> 100 + 60 * Math.sin(x / 3. + c) * Math.cos(y / 4. + z) + (x * y * 7) % 13);
  }

  @ParameterizedTest
  @MethodSource("all")
  void keepsTheSizeAndTheImageItself(Corruption corruption) {
    Image clean = image();
    float[][] before = Pictures.pixels(clean);
    for (int severity = 1; severity <= 5; severity++) {
      Image worse = corruption.apply(clean, severity, new SplittableRandom(1));
      assertEquals(List.of(21, 18, 3, 3), size(worse));
      assertEquals(clean.name(), worse.name());
      assertEquals(clean.calibration(), worse.calibration());
      float[][] pixels = Pictures.pixels(worse);
      for (float[] plane : pixels) for (float v : plane) assertTrue(Float.isFinite(v));
      assertFalse(Arrays.deepEquals(before, pixels), "severity " + severity + " changes nothing");
    }
    assertArrayEquals(before, Pictures.pixels(clean));
  }

  @ParameterizedTest
  @MethodSource("all")
  void followsFromTheSeed(Corruption corruption) {
    Image one = corruption.apply(image(), 3, new SplittableRandom(5));
    Image two = corruption.apply(image(), 3, new SplittableRandom(5));
    assertArrayEquals(Pictures.pixels(one), Pictures.pixels(two));
  }

  /** With the same random numbers a higher severity changes more, by the mean of the squares. */
  @ParameterizedTest
  @MethodSource("all")
  void growsWithTheSeverity(Corruption corruption) {
    double before = 0;
    for (int severity = 1; severity <= 5; severity++) {
      double now = change(corruption, severity);
      assertTrue(now > before, corruption.name() + " " + severity + ": " + now + ", " + before);
      before = now;
    }
  }

  /** Of coins that are tossed, many: the mean over seeds. */
  private static double change(Corruption corruption, int severity) {
    double sum = 0;
    for (int seed = 0; seed < 8; seed++) {
      float[][] clean = Pictures.pixels(image());
      float[][] worse =
          Pictures.pixels(corruption.apply(image(), severity, new SplittableRandom(seed)));
      for (int p = 0; p < clean.length; p++)
        for (int i = 0; i < clean[p].length; i++) sum += Math.pow(worse[p][i] - clean[p][i], 2);
    }
    return sum;
  }

  /** Twice the intensities, twice the result: strengths are shares of the range, not numbers. */
  @ParameterizedTest
  @MethodSource("all")
  void doesNotDependOnTheUnit(Corruption corruption) {
    if (corruption == JpegCorruption.JPEG) return; // Of intensities up to 255 it has the unit.
    float[][] clean = Pictures.pixels(image());
    Image twice = Pictures.image(21, 18, 3, 3, (x, y, z, c) -> 2 * clean[z * 3 + c][y * 21 + x]);
    float[][] one = Pictures.pixels(corruption.apply(image(), 3, new SplittableRandom(2)));
    float[][] two = Pictures.pixels(corruption.apply(twice, 3, new SplittableRandom(2)));
    for (int p = 0; p < one.length; p++)
      for (int i = 0; i < one[p].length; i++) assertEquals(2 * one[p][i], two[p][i], 2e-3);
  }

  @ParameterizedTest
  @MethodSource("all")
  void takesConstantAndTinyImages(Corruption corruption) {
    for (double value : new double[] {0, -3, 7})
      for (int side : new int[] {1, 2, 9}) {
        Image flat = Pictures.image(side, side, 3, 1, (x, y, z, c) -> value);
        for (float[] plane : Pictures.pixels(corruption.apply(flat, 5, new SplittableRandom(3))))
          for (float v : plane) assertTrue(Float.isFinite(v), value + " " + side);
      }
  }

  @ParameterizedTest
  @MethodSource("all")
  void keepsGreyImagesGrey(Corruption corruption) {
    if (corruption.channels() != 0) return;
    Image grey = Pictures.image(12, 10, 3, 2, (x, y, z, c) -> x * y + 5 * z + x % 3);
    float[][] planes = Pictures.pixels(corruption.apply(grey, 4, new SplittableRandom(4)));
    for (int z = 0; z < 2; z++)
      for (int c = 1; c < 3; c++) assertArrayEquals(planes[3 * z], planes[3 * z + c]);
  }

  @Test
  void namesAndKindsOfImagesAreUnderstood() {
    assertEquals(List.of(), Corruptions.parse("none"));
    assertEquals(List.of(), Corruptions.parse(""));
    assertEquals(18, Corruptions.parse("all").size());
    assertEquals(List.of("rician_noise", "gamma"), Corruptions.parse(" Gamma, rician_noise,gamma"));
    assertTrue(Corruptions.parse("mr").contains("gibbs_ringing"));
    assertFalse(Corruptions.parse("mr").contains("stain_shift"));
    assertTrue(Corruptions.parse("microscopy,shadow").contains("shadow"));
    RobustJException wrong =
        assertThrows(RobustJException.class, () -> Corruptions.parse("gausian_noise"));
    assertEquals(
        "There is no corruption \"gausian_noise\"; the closest one is gaussian_noise.",
        wrong.getMessage());
  }

  private static List<Integer> size(Image image) {
    return List.of(image.width(), image.height(), image.channels(), image.slices());
  }
}
