package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import javax.imageio.plugins.jpeg.JPEGQTable;
import org.junit.jupiter.api.Test;

/** JPEG and stains against what the standard and the papers say. */
class PictureCorruptionsTest {

  /**
   * The first table in the file is that of annex K for luminance times 50 / quality below 50, as
   * libjpeg scales it, rounded and at least 1.
   */
  @Test
  void theTableOfTheFileIsThatOfTheQuality() {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    int[] standard = JPEGQTable.K1Luminance.getTable();
    for (int quality : new int[] {50, 30, 20, 12, 7}) {
      byte[] bytes = JpegCorruption.bytes(grey, quality);
      int at = marker(bytes, 0xdb) + 5;
      // In the file the table stands in zig-zag order: 0 and 8 are the first of two rows.
      int[] naturalOfFirst = {0, 1, 8, 16, 9, 2};
      for (int i = 0; i < naturalOfFirst.length; i++) {
        double expected = Math.min(255, standard[naturalOfFirst[i]] * 50. / quality);
        assertEquals(expected, bytes[at + i] & 0xff, 1, quality + ": " + i);
      }
    }
  }

  private static int marker(byte[] bytes, int code) {
    int i = 2;
    while ((bytes[i + 1] & 0xff) != code)
      i += 2 + ((bytes[i + 2] & 0xff) << 8) + (bytes[i + 3] & 0xff);
    return i;
  }

  /** Blocks of one value have nothing but their mean, which survives within half a step of it. */
  @Test
  void flatPicturesSurviveInGreyInColourAndInAnyUnit() {
    for (int channels : new int[] {1, 2, 3})
      for (double unit : new double[] {1, 40, 1 / 255.}) {
        double[] colour = {96, 160, 128};
        // The corner pixels make the range 0 to 255.
        Image image =
            Pictures.image(
                32,
                32,
                channels,
                1,
                (x, y, z, c) -> unit * (y > 23 && x < 8 ? 0 : y > 23 && x > 23 ? 255 : colour[c]));
        Image worse = JpegCorruption.JPEG.apply(image, 1, new SplittableRandom(1));
        for (int c = 0; c < channels; c++)
          assertEquals(
              unit * colour[c], Pictures.pixels(worse)[c][5 * 32 + 16], 12 * unit, c + " " + unit);
      }
  }

  @Test
  void blocksOfEightShowAtLowQuality() {
    Image ramp = Pictures.image(64, 64, 1, 1, (x, y, z, c) -> 64 + 2 * x);
    float[] worse = Pictures.pixels(JpegCorruption.JPEG.apply(ramp, 5, new SplittableRandom(1)))[0];
    // At quality 7 the first coefficient along x, of -2 * 18 in size, is in steps of 79: gone.
    for (int block = 0; block < 8; block++)
      for (int x = 1; x < 8; x++) assertEquals(worse[8 * block], worse[8 * block + x], 1);
    assertTrue(worse[63] - worse[0] > 90);
  }

  /**
   * numpy: 10 ** -((od @ inv(M) * (1.1, .9, 1.2) + (.05, -.02, .01)) @ M), rows of M of length 1.
   */
  @Test
  void stainsShiftAsDensities() {
    // One white pixel is what no stain is.
    Image image =
        Pictures.image(2, 1, 3, 1, (x, y, z, c) -> x == 0 ? new double[] {120, 60, 140}[c] : 255);
    Planes planes = Planes.of(image);
    StainCorruption.change(planes, new double[] {1.1, .9, 1.2}, new double[] {.05, -.02, .01});
    assertEquals(102.88781077, planes.values()[0][0], 1e-4);
    assertEquals(54.62243775, planes.values()[1][0], 1e-4);
    assertEquals(124.32154895, planes.values()[2][0], 1e-4);
  }

  @Test
  void noShiftIsNoChange() {
    Image image = Pictures.random(6, 5, 3, 1, 4);
    Planes planes = Planes.of(image);
    StainCorruption.change(planes, new double[] {1, 1, 1}, new double[3]);
    for (int c = 0; c < 3; c++)
      assertArrayEquals(Pictures.pixels(image)[c], planes.values()[c], 1e-5f);
  }
}
