package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanvasTest {

  private static final int WIDTH = 30;
  private static final int HEIGHT = 21;

  /** Sizes that divide those of the large picture, and others; however that keeps its colours. */
  @ParameterizedTest
  @CsvSource({"10, 7", "30, 21", "7, 5", "29, 20", "1, 1"})
  void eachPixelIsTheMeanOfThoseItStandsFor(int width, int height) {
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR}) {
      BufferedImage large = picture(type);
      long[][] sums = new long[width * height][4];
      for (int y = 0; y < height; y++)
        for (int line = y * HEIGHT / height; line < (y + 1) * HEIGHT / height; line++)
          for (int i = 0; i < WIDTH; i++) {
            long[] sum = sums[y * width + i * width / WIDTH];
            for (int c = 0; c < 3; c++) sum[c] += large.getRGB(i, line) >> 8 * c & 255;
            sum[3]++;
          }
      BufferedImage small = Canvas.averaged(large, width, height);
      for (int p = 0; p < sums.length; p++)
        for (int c = 0; c < 3; c++)
          assertEquals(
              Math.round((double) sums[p][c] / sums[p][3]),
              small.getRGB(p % width, p / width) >> 8 * c & 255);
    }
  }

  @ParameterizedTest
  @CsvSource({"" + BufferedImage.TYPE_INT_RGB, "" + BufferedImage.TYPE_3BYTE_BGR})
  void anImageHasThePixelsThatImageJWouldRead(int type) {
    BufferedImage picture = picture(type);
    ImagePlus image = Canvas.image("picture", picture);
    assertEquals("picture", image.getTitle());
    assertArrayEquals(
        (int[]) new ImagePlus("", picture).getProcessor().getPixels(),
        (int[]) image.getProcessor().getPixels());
  }

  private static BufferedImage picture(int type) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
    SplittableRandom random = new SplittableRandom(type);
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) picture.setRGB(x, y, random.nextInt(1 << 24));
    return picture;
  }
}
