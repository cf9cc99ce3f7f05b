package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import java.util.Arrays;

/** Boxes that may be objects, in the order in which they were found. */
final class Candidates {

  private int[] kinds = new int[64];
  private Box[] boxes = new Box[64];
  private double[] scores = new double[64];
  private int count;

  /**
   * @param kind index of the class
   * @param score how sure it is
   */
  void add(int kind, Box box, double score) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * count);
      boxes = Arrays.copyOf(boxes, 2 * count);
      scores = Arrays.copyOf(scores, 2 * count);
    }
    kinds[count] = kind;
    boxes[count] = box;
    scores[count++] = score;
  }

  int kind(int i) {
    return kinds[i];
  }

  Box box(int i) {
    return boxes[i];
  }

  double score(int i) {
    return scores[i];
  }

  /** Of all. */
  double[] scores() {
    return Arrays.copyOf(scores, count);
  }
}
