package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxIndex;
import java.util.Arrays;

/** Boxes that may be objects of a class, in the order in which they were found. */
final class Candidates {

  private final BoxIndex boxes = new BoxIndex();
  private double[] scores = new double[8];

  /**
   * @param score how sure it is
   */
  void add(Box box, double score) {
    int count = count();
    if (count == scores.length) scores = Arrays.copyOf(scores, count + count / 2);
    scores[count] = score;
    boxes.add(box);
  }

  int count() {
    return boxes.size();
  }

  Box box(int i) {
    return boxes.box(i);
  }

  double score(int i) {
    return scores[i];
  }

  /** Of all. */
  double[] scores() {
    return Arrays.copyOf(scores, count());
  }

  /** By their places. */
  BoxIndex boxes() {
    return boxes;
  }

  /** Whether one is surer than another, or as sure and found before it. */
  boolean isSurer(int one, int other) {
    return scores[one] > scores[other] || scores[one] == scores[other] && one < other;
  }
}
