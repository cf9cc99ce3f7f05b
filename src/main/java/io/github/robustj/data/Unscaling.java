package io.github.robustj.data;

import io.github.robustj.data.Annotation.Mask;
import java.util.Optional;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * The other way than {@link Resampling}: which change of an image's own pixels becomes, resampled,
 * a change that is wanted. Of all there are, the smallest (Euclidean): {@code D'(DD')^-1} along
 * each axis. Where a whole number of pixels becomes one, each of them changes alike.
 */
public final class Unscaling {

  /** Own pixels may have to change by so many times as much, along each axis. */
  private static final double MOST = 3;

  private final int width;
  private final int height;
  private final ResamplingWeights across;
  private final ResamplingWeights down;

  private Unscaling(int width, int height, Image small) {
    this.width = width;
    this.height = height;
    across = ResamplingWeights.of(width, small.width());
    down = ResamplingWeights.of(height, small.height());
  }

  /**
   * A change of the pixels of {@code own}; empty where the resampled image has pixels that its own
   * ones cannot tell apart, because it is larger or next to as large, or where a region is bordered
   * by pixels that are divided.
   *
   * @param change of the resampled image
   * @param region whose pixels above 0 may change, of the size of {@code own}; a single slice holds
   *     for all
   */
  public static Optional<Image> of(Image change, Image own, Optional<Mask> region) {
    Unscaling unscaling = new Unscaling(own.width(), own.height(), change);
    boolean whole = own.width() % change.width() == 0 && own.height() % change.height() == 0;
    if (whole) return Optional.of(unscaling.blocks(change, own, region));
    boolean holds = unscaling.across.inverseNorm() <= MOST && unscaling.down.inverseNorm() <= MOST;
    return holds && region.isEmpty() ? Optional.of(unscaling.lines(change, own)) : Optional.empty();
  }

  private Image lines(Image change, Image own) {
    int planes = own.channels() * own.slices();
    float[] from = values(change);
    float[] to = new float[width * height * planes];
    for (int plane = 0; plane < planes; plane++) {
      float[] tall = new float[change.width() * height];
      int first = plane * change.width() * change.height();
      for (int x = 0; x < change.width(); x++)
        down.undo(
            new ResamplingWeights.Line(from, first + x, change.width()),
            new ResamplingWeights.Line(tall, x, change.width()),
            height);
      for (int y = 0; y < height; y++)
        across.undo(
            new ResamplingWeights.Line(tall, y * change.width(), 1),
            new ResamplingWeights.Line(to, (plane * height + y) * width, 1),
            width);
    }
    return image(own, to);
  }

  /** All of a block, or those of it in the region, by as much more as they are fewer. */
  private Image blocks(Image change, Image own, Optional<Mask> region) {
    int planes = own.channels() * own.slices();
    float[] from = values(change);
    float[] to = new float[width * height * planes];
    int wide = width / change.width();
    int high = height / change.height();
    for (int plane = 0; plane < planes; plane++) {
      boolean[] inside = inside(region, plane / own.channels());
      for (int y = 0; y < change.height(); y++)
        for (int x = 0; x < change.width(); x++) {
          float wanted = from[(plane * change.height() + y) * change.width() + x];
          if (wanted == 0) continue;
          int free = 0;
          for (int k = 0; k < wide * high; k++)
            if (inside[index(x * wide + k % wide, y * high + k / wide)]) free++;
          for (int k = 0; k < wide * high; k++) {
            int pixel = index(x * wide + k % wide, y * high + k / wide);
            if (inside[pixel])
              to[plane * width * height + pixel] = (float) ((double) wanted * wide * high / free);
          }
        }
    }
    return image(own, to);
  }

  private int index(int x, int y) {
    return y * width + x;
  }

  private boolean[] inside(Optional<Mask> region, int slice) {
    boolean[] inside = new boolean[width * height];
    for (int i = 0; i < inside.length; i++)
      inside[i] = region.isEmpty() || isIn(region.get(), i % width, i / width, slice);
    return inside;
  }

  private static boolean isIn(Mask mask, int x, int y, int slice) {
    RandomAccess<IntType> label = mask.labels().randomAccess();
    label.setPosition(mask.labels().min(0) + x, 0);
    label.setPosition(mask.labels().min(1) + y, 1);
    label.setPosition(mask.labels().min(2) + (mask.labels().dimension(2) == 1 ? 0 : slice), 2);
    return label.get().get() != 0;
  }

  private static Image image(Image like, float[] values) {
    long[] size = {like.width(), like.height(), like.channels(), like.slices()};
    return new Image(like.name(), ArrayImgs.floats(values, size), like.calibration());
  }

  private static float[] values(Image image) {
    float[] values = new float[Math.toIntExact(image.pixels().size())];
    int i = 0;
    for (FloatType pixel : Views.flatIterable(image.pixels())) values[i++] = pixel.get();
    return values;
  }
}
