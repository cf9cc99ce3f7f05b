package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxList;
import io.github.robustj.data.FoundObjects;
import io.github.robustj.data.RadixSort;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The objects of a slice, found as {@link BoxDecoder} says in rows of cells that come one after the
 * other: what is held are two rows and the boxes that may be objects.
 */
final class BoxRows {

  private static final Comparator<Head> SUREST =
      Comparator.comparingDouble(Head::given)
          .thenComparingDouble(Head::score)
          .reversed()
          .thenComparingInt(Head::kind);

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
        double score = BoxDecoder.probability(logit);
        if (given(c, score) < decoder.least()) continue;
        Box box = last.box(y, x).within(width, height).orElse(null);
        if (box != null) found[c].add(box, score);
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
    int[][] kept = Stream.of(found).parallel().map(this::kept).toArray(int[][]::new);
    int all = Stream.of(kept).mapToInt(k -> k.length).sum();
    int[] kinds = new int[all];
    double[] scores = new double[all];
    BoxList boxes = new BoxList();
    PriorityQueue<Head> heads = new PriorityQueue<>(SUREST);
    for (int c = 0; c < kept.length; c++) if (kept[c].length > 0) heads.add(head(kept, c, 0));
    for (Head head; (head = heads.poll()) != null; ) {
      int kind = head.kind;
      Box box = place.apply(found[kind].box(kept[kind][head.place])).orElse(null);
      if (box != null) {
        kinds[boxes.size()] = kind;
        scores[boxes.size()] = head.given;
        boxes.add(box);
      }
      int next = head.place + 1;
      if (next < kept[kind].length) heads.add(head(kept, kind, next));
    }
    return new FoundObjects(decoder.classes(), kinds, scores, boxes);
  }

  /**
   * The surest of a class that is not given out yet: none below it comes before it.
   *
   * @param place among those of the class that stay
   * @param given what it is given out with
   */
  private record Head(int kind, int place, double score, double given) {}

  private Head head(int[][] kept, int kind, int place) {
    double score = found[kind].score(kept[kind][place]);
    return new Head(kind, place, score, given(kind, score));
  }

  private double given(int kind, double score) {
    return decoder.scores().of(kind, score);
  }

  /** Those of a class that stay, the surest first; equally sure ones keep their order. */
  private int[] kept(Candidates of) {
    boolean[] stays = NonMaximumSuppression.keep(of, decoder.iou());
    int[] kept = IntStream.range(0, of.count()).filter(i -> stays[i]).toArray();
    int[] order = RadixSort.descending(Arrays.stream(kept).mapToDouble(of::score).toArray());
    for (int i = 0; i < order.length; i++) order[i] = kept[order[i]];
    return order;
  }
}
