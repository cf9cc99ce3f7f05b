package io.github.robustj.omezarr;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.World;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.data.lazy.LazyPixels;
import io.github.robustj.error.RobustJException;
import io.github.robustj.omezarr.Axis.Kind;
import io.github.robustj.zarr.ZarrArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * One resolution of an image: its array, whose axes may stand in any order, as an image of ours.
 *
 * @param note for the log; may be empty
 */
record OmePixels(Multiscale multiscale, Multiscale.Level level, String note) {

  static OmePixels of(Multiscale multiscale, Multiscale.Level level) {
    return new OmePixels(multiscale, level, "");
  }

  OmePixels noted(String other) {
    return new OmePixels(multiscale, level, other);
  }

  Image image(String name, BlockCache cache) {
    ZarrArray array = ZarrArray.open(level.folder());
    requireSides(array);
    List<Kind> kinds = new ArrayList<>();
    for (Axis axis : multiscale.axes()) kinds.add(axis.kind());
    Collections.reverse(kinds);
    RandomAccessibleInterval<FloatType> ordered = ordered(lazy(array, cache), kinds);
    List<String> notes = new ArrayList<>();
    if (ordered.dimension(3) > 1 && ordered.dimension(4) > 1)
      notes.add(
          "The %d slices of the %d time points are taken one after the other as %d slices."
              .formatted(
                  ordered.dimension(3),
                  ordered.dimension(4),
                  ordered.dimension(3) * ordered.dimension(4)));
    Calibration size = Placing.of(multiscale, level).calibration();
    boolean known = !size.equals(Calibration.PIXELS);
    return new Image(
            name,
            flat(ordered),
            size,
            Optional.empty(),
            known ? World.of(size) : World.UNKNOWN,
            notes)
        .noted(note);
  }

  private void requireSides(ZarrArray array) {
    long[] shape = array.shape();
    if (shape.length != multiscale.axes().size())
      throw new RobustJException(
          "%s has %d axes, but %s names %d; copy the image again."
              .formatted(
                  array.folder(),
                  shape.length,
                  multiscale.metadata().group().file(),
                  multiscale.axes().size()));
    long slices = 1;
    for (int i = 0; i < shape.length; i++) {
      Kind kind = multiscale.axes().get(i).kind();
      if (kind == Kind.Z || kind == Kind.TIME) slices = Math.multiplyExact(slices, shape[i]);
      if (shape[i] < 1 || shape[i] > Integer.MAX_VALUE || slices > Integer.MAX_VALUE)
        throw new RobustJException(
            "%s has a side of %d, but from 1 to %d were expected; crop it or copy it again."
                .formatted(array.folder(), shape[i], Integer.MAX_VALUE));
    }
  }

  /** First axis fastest, as ImgLib2 has them: the array's the other way round. */
  private static RandomAccessibleInterval<FloatType> lazy(ZarrArray array, BlockCache cache) {
    long[] shape = array.shape();
    int[] chunks = array.chunks();
    int n = shape.length;
    long[] size = new long[n];
    int[] block = new int[n];
    for (int i = 0; i < n; i++) {
      size[i] = shape[n - 1 - i];
      block[i] = chunks[n - 1 - i];
    }
    return LazyPixels.image(
        array.folder(),
        size,
        block,
        (place, part) -> {
          long[] index = new long[n];
          for (int i = 0; i < n; i++) index[i] = place[n - 1 - i];
          return LazyPixels.cropped(array.type().floats(array.read(index)), block, part);
        },
        cache);
  }

  /** With the axes x, y, channel, z, time; those that are missing have length 1. */
  private static RandomAccessibleInterval<FloatType> ordered(
      RandomAccessibleInterval<FloatType> pixels, List<Kind> kinds) {
    List<Kind> order = new ArrayList<>(kinds);
    RandomAccessibleInterval<FloatType> view = pixels;
    for (Kind kind : Kind.values())
      if (!order.contains(kind)) {
        view = Views.addDimension(view, 0, 0);
        order.add(kind);
      }
    for (Kind kind : Kind.values()) {
      int to = kind.ordinal();
      int from = order.indexOf(kind);
      if (from == to) continue;
      view = Views.permute(view, from, to);
      Collections.swap(order, from, to);
    }
    return view;
  }

  /** Time points one after the other, as the readers of all formats have it. */
  private static RandomAccessibleInterval<FloatType> flat(
      RandomAccessibleInterval<FloatType> view) {
    if (view.dimension(4) == 1) return Views.hyperSlice(view, 4, 0);
    if (view.dimension(3) == 1) return Views.hyperSlice(view, 3, 0);
    List<RandomAccessibleInterval<FloatType>> points = new ArrayList<>();
    for (long t = 0; t < view.dimension(4); t++) points.add(Views.hyperSlice(view, 4, t));
    return Views.concatenate(3, points);
  }
}
