package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxList;
import io.github.robustj.data.FoundObjects;
import io.github.robustj.data.RadixSort;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The objects of a slice, found as {@link BoxDecoder} says in rows of cells that come one after the
 * other: what is held are two rows and the boxes that may be objects.
 */
final class BoxRows {

  private final BoxDecoder decoder;
  private final int height;
  private final int width;
  private final double lowest;
  private final Candidates[] found;

  /** The last row, which may have cells below it that are higher, and the one above it. */
  private CellRow last;

  private CellRow above;

  /** Of the last row. */
  private int y = -1;

  /**
   * @param height,width in pixels, where boxes are cut
   */
  BoxRows(BoxDecoder decoder, int height, int width) {
    this.decoder = decoder;
    this.height = height;
    this.width = width;
    lowest = BoxDecoder.logit(decoder.threshold());
    found =
        Stream.generate(Candidates::new).limit(decoder.classes().size()).toArray(Candidates[]::new);
  }

  /** The next rows, which are one sample of outputs. */
  void add(BoxOutputs outputs, int sample) {
    for (int r = 0; r < outputs.height(); r++) next(outputs.row(sample, r));
    if (above != null) above = above.copy();
    if (last != null) last = last.copy();
  }

  /**
   * @param below null behind the last
   */
  private void next(CellRow below) {
    if (last != null) find(below);
    above = last;
    last = below;
    y++;
  }

  private void find(CellRow below) {
    for (int c = 0; c < found.length; c++)
      for (int x = 0; x < last.width(); x++) {
        double logit = last.logit(x, c);
        if (logit < lowest || !last.isPeak(above, below, x, c)) continue;
        Box box = last.box(y, x).within(width, height).orElse(null);
        if (box != null) found[c].add(box, BoxDecoder.probability(logit));
      }
  }

  /**
   * Once all rows are given.
   *
   * @param place where a box is given out, if it is
   * @return those with the decoder's least score and above, the surest first; of equally sure ones
   *     those that the network is surer of, then in the order of class and place
   */
  FoundObjects objects(Function<Box, Optional<Box>> place) {
    next(null);
    int[] kept = sorted(kept(), this::given);
    int[] kinds = new int[kept.length];
    double[] scores = new double[kept.length];
    BoxList boxes = new BoxList();
    for (int id : kept) {
      if (given(id) < decoder.least()) break;
      Box box = place.apply(found[kind(id)].box(number(id))).orElse(null);
      if (box == null) continue;
      kinds[boxes.size()] = kind(id);
      scores[boxes.size()] = given(id);
      boxes.add(box);
    }
    return new FoundObjects(decoder.classes(), kinds, scores, boxes);
  }

  /** From the highest score to the lowest; equal ones keep their order. */
  private static int[] sorted(int[] ids, IntToDoubleFunction score) {
    int[] order = RadixSort.descending(Arrays.stream(ids).mapToDouble(score).toArray());
    for (int i = 0; i < order.length; i++) order[i] = ids[order[i]];
    return order;
  }

  /** Those that stay, counted over all classes, the surest first. */
  private int[] kept() {
    boolean[][] stays =
        Stream.of(found)
            .parallel()
            .map(of -> NonMaximumSuppression.keep(of, decoder.iou()))
            .toArray(boolean[][]::new);
    int all = Stream.of(found).mapToInt(Candidates::count).sum();
    int[] kept = IntStream.range(0, all).filter(id -> stays[kind(id)][number(id)]).toArray();
    return sorted(kept, this::score);
  }

  /** Of a box, counted over all classes. */
  private int kind(int id) {
    int kind = 0;
    for (int left = id; left >= found[kind].count(); kind++) left -= found[kind].count();
    return kind;
  }

  /** Of a box in its class. */
  private int number(int id) {
    int number = id;
    for (int k = 0; number >= found[k].count(); k++) number -= found[k].count();
    return number;
  }

  private double score(int id) {
    return found[kind(id)].score(number(id));
  }

  /** What the object is given out with. */
  private double given(int id) {
    return decoder.scores().of(kind(id), score(id));
  }
}
