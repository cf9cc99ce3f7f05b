package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxIndex;
import io.github.robustj.data.RadixSort;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Leaves one prediction for each object: the surest of those of a class that overlap. */
final class NonMaximumSuppression {

  /**
   * Boxes that share a square of the index on average, from which on it takes longer to look at all
   * of them than to leap about: a network that sees many objects in one place has few to keep.
   */
  private static final double CROWD = 200;

  private NonMaximumSuppression() {}

  /**
   * @param iou two predictions of a class that overlap more are one object
   * @return the numbers of those that stay, the surest first; equally sure ones keep their order
   */
  static int[] keep(Candidates found, double iou) {
    int[] sorted = RadixSort.descending(found.scores());
    int[] rank = new int[sorted.length];
    for (int i = 0; i < rank.length; i++) rank[sorted[i]] = i;
    Map<Integer, IntStream.Builder> classes = new HashMap<>();
    for (int i = 0; i < rank.length; i++)
      classes.computeIfAbsent(found.kind(i), kind -> IntStream.builder()).add(i);
    boolean[] kept = new boolean[rank.length];
    classes.values().parallelStream()
        .map(of -> new OfClass(found, of.build().toArray(), rank, iou))
        .forEach(of -> of.keep(kept));
    return IntStream.of(sorted).filter(i -> kept[i]).toArray();
  }

  /**
   * The predictions of a class, in the order in which they were found: a prediction is kept if no
   * surer one that is kept overlaps it. To ask so for one after another in their order of sureness
   * is to leap about a slide, and to wait for memory; so they are asked one beside the other, and
   * for each the surer ones first whose answer it waits for.
   */
  private static final class OfClass {

    private final int[] places;
    private final Box[] boxes;
    private final int[] rank;
    private final double iou;
    private final BoxIndex index = new BoxIndex();
    private final boolean[] settled;
    private final boolean[] stays;

    /**
     * @param places of the class's predictions among those found
     * @param ranks of all predictions found, 0 for the surest
     */
    OfClass(Candidates found, int[] places, int[] ranks, double iou) {
      this.places = places;
      this.iou = iou;
      boxes = Arrays.stream(places).mapToObj(found::box).toArray(Box[]::new);
      rank = Arrays.stream(places).map(place -> ranks[place]).toArray();
      for (Box box : boxes) index.add(box);
      settled = new boolean[places.length];
      stays = new boolean[places.length];
    }

    void keep(boolean[] kept) {
      if (index.crowd() > CROWD) keepOneByOne(kept);
      else keepBesideEachOther(kept);
    }

    /** The surest first, each beside those that are kept alone. */
    private void keepOneByOne(boolean[] kept) {
      double[] surest = Arrays.stream(rank).mapToDouble(own -> -own).toArray();
      BoxIndex few = new BoxIndex();
      for (int asked : RadixSort.descending(surest)) {
        if (few.overlapping(boxes[asked], iou, other -> true) != BoxIndex.NONE) continue;
        few.add(boxes[asked]);
        kept[places[asked]] = true;
      }
    }

    private void keepBesideEachOther(boolean[] kept) {
      for (int i = 0; i < settled.length; i++) {
        settle(i);
        kept[places[i]] = stays[i];
      }
    }

    /** A stack of its own, as a chain of predictions that wait may be as long as there are any. */
    private void settle(int first) {
      int[] waiting = {first};
      for (int depth = 1; depth > 0; ) {
        int asked = waiting[depth - 1];
        int surer = settled[asked] ? BoxIndex.NONE : surer(asked);
        if (surer != BoxIndex.NONE && !settled[surer]) {
          if (depth == waiting.length) waiting = Arrays.copyOf(waiting, 2 * depth);
          waiting[depth++] = surer;
          continue;
        }
        if (!settled[asked]) stays[asked] = surer == BoxIndex.NONE;
        settled[asked] = true;
        depth--;
      }
    }

    /** A surer prediction that overlaps this one and stays, or may stay. */
    private int surer(int asked) {
      int own = rank[asked];
      return index.overlapping(
          boxes[asked], iou, other -> rank[other] < own && (stays[other] || !settled[other]));
    }
  }
}
