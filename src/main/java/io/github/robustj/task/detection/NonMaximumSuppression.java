package io.github.robustj.task.detection;

import io.github.robustj.data.BoxIndex;
import io.github.robustj.data.RadixSort;
import java.util.Arrays;

/** Leaves one prediction for each object: the surest of those of a class that overlap. */
final class NonMaximumSuppression {

  /**
   * Boxes that share a square of the index on average, from which on it takes longer to look at all
   * of them than to leap about: a network that sees many objects in one place has few to keep.
   */
  private static final double CROWD = 200;

  private final Candidates found;
  private final double iou;
  private final boolean[] settled;
  private final boolean[] stays;

  private NonMaximumSuppression(Candidates found, double iou) {
    this.found = found;
    this.iou = iou;
    settled = new boolean[found.count()];
    stays = new boolean[found.count()];
  }

  /**
   * A prediction is kept if no surer one that is kept overlaps it. To ask so for one after another
   * in their order of sureness is to leap about a slide, and to wait for memory; so they are asked
   * one beside the other, and for each the surer ones first whose answer it waits for.
   *
   * @param found of one class
   * @param iou two predictions that overlap more are one object
   * @return for each whether it stays; of equally sure ones the first counts as surer
   */
  static boolean[] keep(Candidates found, double iou) {
    if (found.boxes().crowd() > CROWD) return oneByOne(found, iou);
    NonMaximumSuppression suppression = new NonMaximumSuppression(found, iou);
    for (int i = 0; i < found.count(); i++) suppression.settle(i);
    return suppression.stays;
  }

  /** The surest first, each beside those that are kept alone. */
  private static boolean[] oneByOne(Candidates found, double iou) {
    boolean[] kept = new boolean[found.count()];
    BoxIndex few = new BoxIndex();
    for (int asked : RadixSort.descending(found.scores())) {
      if (few.overlapping(found.box(asked), iou, other -> true) != BoxIndex.NONE) continue;
      few.add(found.box(asked));
      kept[asked] = true;
    }
    return kept;
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
    return found
        .boxes()
        .overlapping(
            found.box(asked),
            iou,
            other -> (stays[other] || !settled[other]) && found.isSurer(other, asked));
  }
}
