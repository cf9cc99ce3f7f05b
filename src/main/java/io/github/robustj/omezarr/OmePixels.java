package io.github.robustj.omezarr;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.World;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.error.RobustJException;
import io.github.robustj.omezarr.Axis.Kind;
import io.github.robustj.zarr.ZarrArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    OmeBlocks blocks = new OmeBlocks(array, multiscale.axes().stream().map(Axis::kind).toList());
    long slices = blocks.length(Kind.Z);
    long points = blocks.length(Kind.TIME);
    List<String> notes = new ArrayList<>();
    if (slices > 1 && points > 1)
      notes.add(
          "The %d slices of the %d time points are taken one after the other as %d slices."
              .formatted(slices, points, slices * points));
    Calibration size = Placing.of(multiscale, level).calibration();
    boolean known = !size.equals(Calibration.PIXELS);
    return new Image(
            name,
            blocks.pixels(cache),
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
}
