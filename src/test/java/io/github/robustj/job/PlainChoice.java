package io.github.robustj.job;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The choice of an image for every slice, so that the Dice of the volume is least, written apart
 * from the one in main, to be compared with it: all images that were seen are kept as counts of
 * pixels, and single slices are exchanged from random starts until none helps.
 */
final class PlainChoice {

  private static final int STARTS = 30;

  private final int classes;
  private final List<List<int[]>> seen = new ArrayList<>();

  /**
   * @param classes with the background
   */
  PlainChoice(int classes, int slices) {
    this.classes = classes;
    for (int i = 0; i < slices; i++) seen.add(new ArrayList<>());
  }

  /**
   * @param from position of the first of these slices
   * @param targets of all slices
   */
  void see(int from, Tensor outputs, Tensor targets) {
    for (int i = 0; i < outputs.samples(); i++) {
      int[] counts = new int[2 * classes];
      int n = targets.sampleLength();
      for (int k = 0; k < n; k++) {
        int truth = (int) targets.data()[(from + i) * n + k];
        if (truth < 0) continue;
        int found = 0;
        for (int c = 1; c < classes; c++)
          if (outputs.data()[(i * n + k) * classes + c]
              > outputs.data()[(i * n + k) * classes + found]) found = c;
        if (truth == found) counts[2 * truth] += 2;
        counts[2 * truth + 1]++;
        counts[2 * found + 1]++;
      }
      seen.get(from + i).add(counts);
    }
  }

  /** The least Dice of the volume that was found, mean over the structures. */
  double least() {
    Random random = new Random(1);
    double least = 1;
    for (int start = 0; start < STARTS; start++) least = Math.min(least, from(random));
    return least;
  }

  private double from(Random random) {
    int[] sums = new int[2 * classes];
    int[] choice = new int[seen.size()];
    for (int i = 0; i < choice.length; i++) {
      choice[i] = random.nextInt(seen.get(i).size());
      add(sums, seen.get(i).get(choice[i]), 1);
    }
    double now = dice(sums);
    for (boolean better = true; better; ) {
      better = false;
      for (int i = 0; i < choice.length; i++)
        for (int j = 0; j < seen.get(i).size(); j++) {
          add(sums, seen.get(i).get(choice[i]), -1);
          add(sums, seen.get(i).get(j), 1);
          double there = dice(sums);
          if (there < now - 1e-12) {
            now = there;
            choice[i] = j;
            better = true;
          } else {
            add(sums, seen.get(i).get(j), -1);
            add(sums, seen.get(i).get(choice[i]), 1);
          }
        }
    }
    return now;
  }

  private static void add(int[] sums, int[] counts, int times) {
    for (int k = 0; k < sums.length; k++) sums[k] += times * counts[k];
  }

  private static double dice(int[] sums) {
    double sum = 0;
    int counted = 0;
    for (int k = 2; k < sums.length; k += 2)
      if (sums[k + 1] > 0) {
        sum += (double) sums[k] / sums[k + 1];
        counted++;
      }
    return counted == 0 ? 1 : sum / counted;
  }
}
