package io.github.robustj.task.instance;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.RadixSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The objects of a slice, found as {@link StarDecoder} says in rows of cells that come one after
 * the other: what is held is what the network says of cells that may tell an object.
 */
final class StarRows {

  private final StarDecoder decoder;
  private final double lowest;
  private final double least;
  private final int end;
  private final List<float[]> values = new ArrayList<>();

  /** Of the same cells, y and x in turns. */
  private int[] places = new int[16];

  private int y;
  private Rays rays;

  /**
   * @param lowest score of what is given out, as stretched
   * @param height of the slice in cells
   */
  StarRows(StarDecoder decoder, double lowest, int height) {
    this.decoder = decoder;
    this.lowest = lowest;
    least = decoder.logit(lowest);
    end = height - StarDecoder.EDGE;
  }

  /** The next rows, which are one sample of outputs. */
  void add(StarOutputs outputs, int sample) {
    if (rays == null) rays = Rays.of(outputs.rays());
    for (int r = 0; r < outputs.height(); r++, y++)
      if (y >= StarDecoder.EDGE && y < end)
        find(outputs, (sample * outputs.height() + r) * outputs.width());
  }

  /** Cells that may be in the middle of an object. */
  private void find(StarOutputs outputs, int first) {
    for (int x = StarDecoder.EDGE; x < outputs.width() - StarDecoder.EDGE; x++) {
      double logit = outputs.logit(first + x);
      if (!(logit >= least && decoder.score(logit) >= lowest)) continue;
      int at = 2 * values.size();
      if (at == places.length) places = Arrays.copyOf(places, 2 * at);
      places[at] = y;
      places[at + 1] = x;
      values.add(outputs.values(first + x));
    }
  }

  /** Once all rows are given: the surest first; of equally sure ones the first. */
  List<BoxedObject> objects() {
    double[] scores = values.stream().mapToDouble(v -> decoder.score(v[0])).toArray();
    StarSuppression suppression = new StarSuppression(decoder.overlap());
    List<BoxedObject> objects = new ArrayList<>();
    for (int i : RadixSort.descending(scores)) {
      Star star = decoder.star(rays, places[2 * i], places[2 * i + 1], values.get(i));
      if (suppression.keeps(star))
        objects.add(BoxedObject.outlined(decoder.name(), star.outline(), scores[i]));
    }
    return Collections.unmodifiableList(objects);
  }
}
