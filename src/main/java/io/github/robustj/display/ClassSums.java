package io.github.robustj.display;

import io.github.robustj.task.Prediction;
import java.util.HashMap;
import java.util.Map;

/** How many pixels of each label value there are, and the sum of their scores. */
final class ClassSums {

  private final Map<Integer, double[]> countAndScore = new HashMap<>();

  static ClassSums[] perSlice(Prediction.Masks prediction) {
    ClassSums[] slices = new ClassSums[Planes.slices(prediction.mask())];
    for (int s = 0; s < slices.length; s++) {
      slices[s] = new ClassSums();
      int[] labels = Labels.checked(prediction.mask(), s, prediction.classes());
      float[] scores = Planes.intensities(prediction.score(), 0, s);
      for (int i = 0; i < labels.length; i++) slices[s].add(labels[i], 1, scores[i]);
    }
    return slices;
  }

  static ClassSums total(ClassSums[] slices) {
    ClassSums total = new ClassSums();
    for (ClassSums slice : slices)
      slice.countAndScore.forEach((value, sums) -> total.add(value, sums[0], sums[1]));
    return total;
  }

  long pixels(int value) {
    return (long) of(value)[0];
  }

  /** NaN if the value does not occur. */
  double meanScore(int value) {
    return of(value)[1] / of(value)[0];
  }

  private double[] of(int value) {
    return countAndScore.getOrDefault(value, new double[2]);
  }

  private void add(int value, double count, double score) {
    double[] sums = countAndScore.computeIfAbsent(value, v -> new double[2]);
    sums[0] += count;
    sums[1] += score;
  }
}
