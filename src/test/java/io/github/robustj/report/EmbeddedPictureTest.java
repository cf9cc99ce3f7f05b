package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class EmbeddedPictureTest {

  private static final int SIDE = 160;

  @Test
  void drawingsStayExact() throws IOException {
    byte[] png = png((x, y) -> x / 40 % 2 == y / 40 % 2 ? 0xffffff : 0x204080);
    EmbeddedPicture picture = EmbeddedPicture.of(png);
    assertTrue(picture.isExact());
    assertArrayEquals(png, picture.bytes());
    String start = "data:image/png;base64,";
    assertTrue(picture.address().startsWith(start));
    assertArrayEquals(png, Base64.getDecoder().decode(picture.address().substring(start.length())));
  }

  /** Soft shapes under the noise of a camera, with a deviation of 6 grey levels. */
  @Test
  void photographsAreCompressedWithLittleLoss() throws IOException {
    RandomGenerator random = new SplittableRandom(1);
    IntBinaryOperator scene =
        (x, y) -> {
          int rgb = 0;
          for (int c = 0; c < 3; c++)
            rgb = rgb << 8 | level(128 + 70 * Math.sin(x * .06 + c) * Math.cos(y * .05), random, 6);
          return rgb;
        };
    byte[] png = png(scene);
    EmbeddedPicture picture = EmbeddedPicture.of(png);
    assertEquals("image/jpeg", picture.type());
    assertTrue(picture.bytes().length < png.length / 2);
    // Less than the noise itself has.
    assertTrue(deviation(png, picture.bytes()) < 6, () -> "" + deviation(png, picture.bytes()));
  }

  /** Columns of one pixel, red and green; with one colour for four pixels they would be brown. */
  @Test
  void thinLinesKeepTheirColours() throws IOException {
    RandomGenerator random = new SplittableRandom(2);
    byte[] png =
        png(
            (x, y) ->
                level(x % 2 == 0 ? 200 : 40, random, 15) << 16
                    | level(x % 2 == 0 ? 40 : 200, random, 15) << 8
                    | level(40, random, 15));
    EmbeddedPicture picture = EmbeddedPicture.of(png);
    assertEquals("image/jpeg", picture.type());
    BufferedImage seen = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    double difference = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      int rgb = seen.getRGB(i % SIDE, i / SIDE);
      difference += ((rgb >> 16 & 255) - (rgb >> 8 & 255)) * (i % 2 == 0 ? 1 : -1);
    }
    assertEquals(160, difference / (SIDE * SIDE), 16);
  }

  @Test
  void whatIsNoPictureStaysAsItIs() {
    byte[] bytes = {1, 2, 3};
    assertArrayEquals(bytes, EmbeddedPicture.of(bytes).bytes());
  }

  private static int level(double value, RandomGenerator random, double deviation) {
    return (int) Math.max(0, Math.min(255, value + deviation * random.nextGaussian()));
  }

  private static byte[] png(IntBinaryOperator rgb) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++)
      for (int x = 0; x < SIDE; x++) image.setRGB(x, y, rgb.applyAsInt(x, y));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** Root mean square over pixels and channels. */
  private static double deviation(byte[] one, byte[] other) {
    try {
      BufferedImage a = ImageIO.read(new ByteArrayInputStream(one));
      BufferedImage b = ImageIO.read(new ByteArrayInputStream(other));
      double sum = 0;
      for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
          for (int shift = 0; shift <= 16; shift += 8) {
            int d = (a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255);
            sum += d * d;
          }
      return Math.sqrt(sum / (3 * SIDE * SIDE));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
