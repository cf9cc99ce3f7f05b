package io.github.robustj.testing;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Images with a bright and, right of it, a dark square on a grey, noisy ground; their middles are
 * the landmarks {@code bright} and {@code dark}. Easy to learn, and with a truth that is known.
 */
public final class Crosses {

  public static final int WIDTH = 60;
  public static final int HEIGHT = 40;

  private Crosses() {}

  /** A data set {@code images/}, {@code landmarks.csv} with pixels of half a millimetre. */
  public static void write(Path folder, int cases) {
    RandomGenerator random = new SplittableRandom(9);
    StringBuilder table =
        new StringBuilder("image,pixel_size_mm,bright_x,bright_y,dark_x,dark_y\n");
    try {
      Files.createDirectories(folder.resolve("images"));
      for (int i = 0; i < cases; i++) {
        int[] at = {
          8 + random.nextInt(16),
          8 + random.nextInt(24),
          34 + random.nextInt(16),
          8 + random.nextInt(24)
        };
        IJ.saveAsTiff(image(i, at), folder.resolve("images/cross" + i + ".tif").toString());
        table.append("cross%d,.5,%d,%d,%d,%d\n".formatted(i, at[0], at[1], at[2], at[3]));
      }
      Files.writeString(folder.resolve("landmarks.csv"), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param at x, y of the bright, then of the dark square
   */
  public static ImagePlus image(long seed, int... at) {
    RandomGenerator random = new SplittableRandom(seed);
    ByteProcessor pixels = new ByteProcessor(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) {
        double value = 120 + 10 * random.nextGaussian();
        if (Math.max(Math.abs(x - at[0]), Math.abs(y - at[1])) <= 3) value += 80;
        if (Math.max(Math.abs(x - at[2]), Math.abs(y - at[3])) <= 3) value -= 80;
        pixels.set(x, y, (int) Math.min(255, Math.max(0, value)));
      }
    return new ImagePlus("cross" + seed, pixels);
  }
}
