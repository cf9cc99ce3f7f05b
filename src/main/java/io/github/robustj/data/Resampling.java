package io.github.robustj.data;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Images at the resolution that a network works at. Where an axis shrinks, a new pixel is the mean
 * of what it covers, partly covered pixels by their share, so that nothing aliases; where it grows,
 * values are interpolated linearly between the middles of the pixels.
 */
public final class Resampling {

  private Resampling() {}

  /**
   * The image with its longer side at {@code side} pixels and the other in proportion, at least 1;
   * the image itself if it has that size. The pixel size follows; where it is not known, pixels are
   * then measured in those of the image.
   */
  public static Image toLongestSide(Image image, int side) {
    int longest = Math.max(image.width(), image.height());
    if (longest == side) return image;
    int width = Math.max(1, (int) Math.round((double) side * image.width() / longest));
    int height = Math.max(1, (int) Math.round((double) side * image.height() / longest));
    return to(image, width, height);
  }

  /**
   * The image this many times as wide and high, at least 1 pixel each; the image itself if that
   * changes nothing.
   */
  public static Image scaled(Image image, double scale) {
    int width = length(image.width(), scale);
    int height = length(image.height(), scale);
    return to(image, width, height);
  }

  /** How many pixels a side has when scaled. */
  public static int length(int pixels, double scale) {
    return (int) Math.max(1, Math.round(pixels * scale));
  }

  /** The image with so many pixels; the image itself if it has them. */
  public static Image to(Image image, int width, int height) {
    if (width == image.width() && height == image.height()) return image;
    ResamplingWeights across = ResamplingWeights.of(image.width(), width);
    ResamplingWeights down = ResamplingWeights.of(image.height(), height);
    return new Image(
        image.name(),
        pixels(image, 0, image.slices(), across, down),
        calibration(image, width, height),
        image.clean());
  }

  /**
   * Part of an image at another size.
   *
   * @param width,height of the whole image at that size
   * @param left,top of the part there, {@code across} and {@code down} its size
   */
  public record Part(int width, int height, int left, int top, int across, int down) {

    /** Whether the whole has as many pixels as an image. */
    boolean hasPixelsOf(Image image) {
      return width == image.width() && height == image.height();
    }
  }

  /**
   * What {@link #scaled} has in a part of one slice, without resampling the rest: for images that
   * are too large to be held twice.
   */
  public static Image part(Image image, int slice, Part part) {
    if (part.hasPixelsOf(image))
      return new Image(image.name(), own(image, slice, part), image.calibration());
    ResamplingWeights across =
        ResamplingWeights.of(image.width(), part.width(), part.left(), part.across());
    ResamplingWeights down =
        ResamplingWeights.of(image.height(), part.height(), part.top(), part.down());
    return new Image(
        image.name(),
        pixels(image, slice, 1, across, down),
        calibration(image, part.width(), part.height()));
  }

  /** The same, channel by channel, in as few bytes as hold it. */
  public static List<StoredPixels> planes(Image image, int slice, Part part) {
    boolean own = part.hasPixelsOf(image);
    Image from = own ? image : part(image, slice, part);
    int top = own ? part.top() : 0;
    int left = own ? part.left() : 0;
    List<StoredPixels> planes = new ArrayList<>();
    for (int c = 0; c < image.channels(); c++) {
      PixelPacker packer = new PixelPacker(part.across() * part.down());
      PlaneRows rows = PlaneRows.of(from, c, own ? slice : 0);
      for (int y = 0; y < part.down(); y++) {
        int start = y * part.across();
        rows.each(
            top + y,
            left,
            part.across(),
            (stored, index, at, n) -> packer.put(start + at, stored, index, n));
      }
      planes.add(packer.packed());
    }
    return planes;
  }

  private static RandomAccessibleInterval<FloatType> own(Image image, int slice, Part part) {
    int width = part.across();
    int height = part.down();
    float[] target = new float[width * height * image.channels()];
    for (int c = 0, at = 0; c < image.channels(); c++) {
      PlaneRows rows = PlaneRows.of(image, c, slice);
      for (int y = 0; y < height; y++, at += width)
        rows.read(part.top() + y, part.left(), target, at, width);
    }
    return ArrayImgs.floats(target, width, height, image.channels(), 1);
  }

  private static RandomAccessibleInterval<FloatType> pixels(
      Image image, int from, int slices, ResamplingWeights across, ResamplingWeights down) {
    int width = across.first().length;
    int height = down.first().length;
    int channels = image.channels();
    float[] target = new float[width * height * channels * slices];
    float[] wide = new float[across.span()];
    float[] narrow = new float[width * down.span()];
    for (int plane = 0; plane < channels * slices; plane++) {
      PlaneRows rows = PlaneRows.of(image, plane % channels, from + plane / channels);
      for (int y = 0; y < down.span(); y++) {
        rows.read(down.begin() + y, across.begin(), wide, 0, wide.length);
        across.applyToRow(wide, narrow, y * width);
      }
      down.applyToRows(narrow, width, target, plane * width * height);
    }
    return ArrayImgs.floats(target, width, height, channels, slices);
  }

  private static Calibration calibration(Image image, int width, int height) {
    Calibration c = image.calibration();
    return new Calibration(
        c.x() * image.width() / width, c.y() * image.height() / height, c.z(), c.unit());
  }
}
