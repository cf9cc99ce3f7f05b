package io.github.robustj.display;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.robustj.data.Box;
import io.github.robustj.data.Image;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.omezarr.OmeZarr;
import java.awt.Color;
import java.awt.Font;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A small copy of one slice of an image beyond memory, with what was found drawn on it, and below
 * it which slice that is. It is made of a smaller level where the image has some.
 */
public final class SlideOverview {

  /** Longest side in pixels. */
  private static final int SIDE = 2000;

  /** Height of the line below it, in pixels. */
  static final int TITLE = 24;

  private static final int MARGIN = 4;

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  /** Part of a colour where labels do not end. */
  private static final double INSIDE = .35;

  /**
   * What is drawn.
   *
   * @param slice on which, counted from 0
   */
  public record Drawing(int slice, Consumer<SlideOverview> strokes) {}

  private final ColorProcessor pixels;
  private final double depth;
  private final double scaleX;
  private final double scaleY;

  private SlideOverview(ColorProcessor pixels, double depth, double scaleX, double scaleY) {
    this.pixels = pixels;
    this.depth = depth;
    this.scaleX = scaleX;
    this.scaleY = scaleY;
  }

  /**
   * Writes it as PNG.
   *
   * @param file of the image, whose smaller levels are looked for
   * @param image itself
   */
  public static void write(Path png, Path file, Image image, Drawing drawing) {
    double depth = (drawing.slice + .5) / image.slices();
    Image small = small(level(file).orElse(image), depth);
    ColorProcessor pixels = (ColorProcessor) Images.of(small).flatten().getProcessor();
    SlideOverview overview =
        new SlideOverview(
            pixels,
            depth,
            (double) small.width() / image.width(),
            (double) small.height() / image.height());
    drawing.strokes.accept(overview);
    ImageFiles.png(new ImagePlus(image.name(), titled(pixels, drawing.slice, image)), png);
  }

  /** Names the slice below the picture, counted from 1 as in tables; an only slice has no name. */
  private static ImageProcessor titled(ColorProcessor pixels, int slice, Image image) {
    if (image.slices() == 1) return pixels;
    String title = "slice %d of %d".formatted(slice + 1, image.slices());
    pixels.setFont(FONT);
    int width = Math.max(pixels.getWidth(), pixels.getStringWidth(title) + 2 * MARGIN);
    ColorProcessor all = new ColorProcessor(width, pixels.getHeight() + TITLE);
    all.insert(pixels, 0, 0);
    all.setFont(FONT);
    all.setAntialiasedText(true);
    all.setColor(Color.WHITE);
    all.drawString(title, MARGIN, all.getHeight() - MARGIN);
    return all;
  }

  private static Image small(Image level, double depth) {
    Image slice = level.slice(level.name(), slice(level, depth));
    int longest = Math.max(slice.width(), slice.height());
    return Resampling.toLongestSide(slice, Math.min(SIDE, longest));
  }

  /** Of a level, which may have fewer slices than the image, the slice at a part of the depth. */
  private static int slice(Image level, double depth) {
    return (int) (depth * level.slices());
  }

  /** The smallest level with at least as many pixels as are shown, else the image itself. */
  private static Optional<Image> level(Path file) {
    Optional<Image> chosen = Optional.empty();
    for (Path level : OmeZarr.levels(file)) {
      Image image = ImageReader.read(level, Role.IMAGE);
      if (chosen.isPresent() && Math.max(image.width(), image.height()) < SIDE) break;
      chosen = Optional.of(image);
    }
    return chosen;
  }

  /**
   * Colours a label image, its borders fully.
   *
   * @param labels OME-Zarr
   * @param colors of values above 0
   */
  public void labels(Path labels, IntFunction<Color> colors) {
    Image level = level(labels).orElseGet(() -> ImageReader.read(labels, Role.IMAGE));
    int[] values = values(level);
    int width = pixels.getWidth();
    for (int y = 0; y < pixels.getHeight(); y++)
      for (int x = 0; x < width; x++) {
        int value = values[y * width + x];
        if (value <= 0) continue;
        boolean ends =
            x + 1 < width && values[y * width + x + 1] != value
                || x > 0 && values[y * width + x - 1] != value
                || y > 0 && values[(y - 1) * width + x] != value
                || y + 1 < pixels.getHeight() && values[(y + 1) * width + x] != value;
        mix(x, y, colors.apply(value), ends ? 1 : INSIDE);
      }
  }

  /** The nearest value of each pixel. */
  private int[] values(Image level) {
    int width = pixels.getWidth();
    int height = pixels.getHeight();
    int[] values = new int[width * height];
    RandomAccess<FloatType> at = level.pixels().randomAccess();
    for (int i = 0; i < values.length; i++) {
      long x = (long) ((i % width + .5) * level.width() / width);
      long y = (long) ((i / width + .5) * level.height() / height);
      at.setPosition(new long[] {x, y, 0, slice(level, depth)});
      values[i] = (int) at.get().get();
    }
    return values;
  }

  private void mix(int x, int y, Color color, double share) {
    Color own = new Color(pixels.get(x, y));
    int red = (int) Math.round(own.getRed() + share * (color.getRed() - own.getRed()));
    int green = (int) Math.round(own.getGreen() + share * (color.getGreen() - own.getGreen()));
    int blue = (int) Math.round(own.getBlue() + share * (color.getBlue() - own.getBlue()));
    pixels.set(x, y, new Color(red, green, blue).getRGB());
  }

  /**
   * @param box in pixels of the image
   */
  public void box(Box box, Color color) {
    pixels.setColor(color);
    int left = (int) Math.floor(box.left() * scaleX);
    int top = (int) Math.floor(box.top() * scaleY);
    int width = Math.max(1, (int) Math.round(box.width() * scaleX));
    int height = Math.max(1, (int) Math.round(box.height() * scaleY));
    pixels.drawRect(left, top, width, height);
  }

  /** A cross at a place in pixels of the image. */
  public void point(double x, double y, Color color) {
    int arm = Math.max(3, Math.max(pixels.getWidth(), pixels.getHeight()) / 100);
    int across = (int) Math.floor(x * scaleX);
    int down = (int) Math.floor(y * scaleY);
    pixels.setColor(color);
    pixels.drawLine(across - arm, down, across + arm, down);
    pixels.drawLine(across, down - arm, across, down + arm);
  }
}
