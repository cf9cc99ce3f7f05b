package io.github.robustj.testing;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Colour images of large red and small blue discs on a bright, noisy ground: easy to learn, and
 * with boxes that are known.
 */
public final class Cells {

  public static final int WIDTH = 96;
  public static final int HEIGHT = 64;
  private static final int LARGE = 9;
  private static final int SMALL = 4;

  private Cells() {}

  /** A data set {@code images/}, {@code boxes.csv}. */
  public static void write(Path folder, int cases) {
    StringBuilder table = new StringBuilder("image,class,left,top,right,bottom\n");
    try {
      Files.createDirectories(folder.resolve("images"));
      for (int i = 0; i < cases; i++) {
        List<BoxedObject> cells = drawn(i);
        Path file = folder.resolve("images/smear" + i + ".png");
        new FileSaver(image(cells, i)).saveAsPng(file.toString());
        for (BoxedObject cell : cells) table.append(row("smear" + i, cell));
      }
      Files.writeString(folder.resolve("boxes.csv"), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String image, BoxedObject cell) {
    Box box = cell.box();
    return "%s,%s,%s,%s,%s,%s\n"
        .formatted(image, cell.name(), box.left(), box.top(), box.right(), box.bottom());
  }

  /** One disc in each of six fields of 32 x 32 pixels, at a random place in it. */
  public static List<BoxedObject> drawn(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<BoxedObject> cells = new ArrayList<>();
    for (int field = 0; field < 6; field++) {
      boolean large = random.nextInt(3) > 0;
      int r = large ? LARGE : SMALL;
      double x = field % 3 * 32 + 11 + random.nextInt(10) + .5;
      double y = field / 3 * 32 + 11 + random.nextInt(10) + .5;
      cells.add(BoxedObject.drawn(large ? "red" : "blue", Box.around(x, y, 2 * r + 1, 2 * r + 1)));
    }
    return cells;
  }

  /** The discs that fill these boxes. */
  public static ImagePlus image(List<BoxedObject> cells, long seed) {
    RandomGenerator random = new SplittableRandom(seed + 1000);
    ColorProcessor pixels = new ColorProcessor(WIDTH, HEIGHT);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int color = color(cells, i % WIDTH, i / WIDTH);
      int noise = (int) (6 * random.nextGaussian());
      pixels.set(
          i, shifted(color, 16, noise) | shifted(color, 8, noise) | shifted(color, 0, noise));
    }
    return new ImagePlus("smear", pixels);
  }

  /**
   * Scenes side by side on the ground they have themselves.
   *
   * @param side in pixels, of which those of the last, cut scenes are left out
   */
  public static ImagePlus slide(int side) {
    int columns = side / WIDTH;
    int rows = side / HEIGHT;
    ColorProcessor pixels = new ColorProcessor(columns * WIDTH, rows * HEIGHT);
    for (int i = 0; i < columns * rows; i++)
      pixels.insert(
          image(drawn(200 + i % 500), i).getProcessor(), i % columns * WIDTH, i / columns * HEIGHT);
    return new ImagePlus("slide", pixels);
  }

  /** The colour without noise, {@code 0xrrggbb}. */
  public static int color(List<BoxedObject> cells, int x, int y) {
    for (BoxedObject cell : cells) {
      Box box = cell.box();
      double d = Math.hypot(x + .5 - box.centerX(), y + .5 - box.centerY());
      if (d <= box.width() / 2) return cell.name().equals("red") ? 0xc06060 : 0x5050b0;
    }
    return 0xe0e0d8;
  }

  private static int shifted(int color, int bits, int noise) {
    return Math.min(255, Math.max(0, (color >> bits & 255) + noise)) << bits;
  }
}
