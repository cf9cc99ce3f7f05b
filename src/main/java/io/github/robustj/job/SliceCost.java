package io.github.robustj.job;

import io.github.robustj.data.VolumeSize;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Question;
import java.nio.file.Path;
import java.util.List;

/**
 * What the slices of a volume cost, counted in looks of the network at a pixel, and how many parts
 * that is worth: a part is some seconds of work at least, and what every part does again, reading
 * the volume first of all, is at most a quarter of it. It follows from the work alone, not from who
 * does it, so that all shares of a run know the same parts.
 *
 * @param slice looks at one slice
 * @param repeated looks that every part takes again
 */
record SliceCost(VolumeSize size, double slice, double repeated) {

  /** Of a part: about four seconds of one core with a network of width 16 and depth 3. */
  private static final double LEAST = 1 << 20;

  private static final int SHARE = 4;

  /** To read a pixel and to normalise it, .1 us, against a look at it, 4 us. */
  private static final double READING = 1. / 40;

  /** A gradient, against a look. */
  static final int GRADIENT = 3;

  /**
   * @param looks at each slice
   * @param again looks at all slices that every part takes
   */
  static SliceCost of(Path model, VolumeSize size, double looks, double again) {
    double pixels = seen(ModelFolder.open(model).description().task(), size);
    double repeated = READING * size.pixels() + again * pixels * size.slices();
    return new SliceCost(size, looks * pixels, repeated);
  }

  /** Pixels of a slice as the network sees it. */
  private static double seen(Question question, VolumeSize size) {
    double factor = question.resolution().factor(size.width(), size.height());
    return (double) size.width() * size.height() * factor * factor;
  }

  List<SliceRange> ranges() {
    double parts = slice * size.slices() / Math.max(LEAST, SHARE * repeated);
    return SliceRange.divided(size.slices(), (int) Math.min(parts, size.slices()));
  }
}
