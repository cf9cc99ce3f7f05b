package io.github.robustj.evaluation;

import io.github.robustj.model.Model;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.random.RandomGenerator;

/**
 * What a network sees of noisy copies of images, pixel by pixel. Only counts are kept: of all
 * classes while a class is chosen, then of that class.
 *
 * @param top the class that most of the first draws saw, the lowest of equals
 * @param hits how many of the other draws saw it
 */
record NoisyVotes(int[] top, int[] hits) {

  /**
   * Of a batch of slices.
   *
   * @param clean {@code [slice, y, x, channel]}
   * @param name and {@code from} of the batch, by which draws differ from those of others
   * @param listener whose progress 0 to 1 is that of the batch
   */
  static NoisyVotes of(
      Model model,
      Tensor clean,
      Smoothing smoothing,
      long seed,
      String name,
      int from,
      EvaluationListener listener) {
    RandomGenerator random = Seeds.random(seed, Seeds.level(name), Seeds.level("votes"), from);
    int all = smoothing.selection() + smoothing.samples();
    int[] top = null;
    int[] counts = null;
    int[] hits = null;
    int classes = 0;
    for (int draw = 0; draw < all; draw++) {
      listener.check();
      listener.progress((double) draw / all, "certifying " + name);
      Tensor outputs = model.predict(noisy(clean, smoothing.sigma(), random));
      int[] seen = winners(outputs);
      if (counts == null) {
        classes = outputs.shape(3);
        counts = new int[seen.length * classes];
        hits = new int[seen.length];
      }
      if (draw < smoothing.selection())
        for (int i = 0; i < seen.length; i++) if (seen[i] >= 0) counts[i * classes + seen[i]]++;
      if (draw == smoothing.selection() - 1) top = winners(counts, classes);
      if (draw >= smoothing.selection())
        for (int i = 0; i < seen.length; i++) if (seen[i] == top[i]) hits[i]++;
    }
    return new NoisyVotes(top, hits);
  }

  private static Tensor noisy(Tensor clean, double sigma, RandomGenerator random) {
    Tensor noisy = clean.copy();
    float[] x = noisy.data();
    for (int k = 0; k < x.length; k++) x[k] += (float) (sigma * random.nextGaussian());
    return noisy;
  }

  /** Negative where an output is not a number: such an answer is a vote for nothing. */
  private static int[] winners(Tensor outputs) {
    int classes = outputs.shape(3);
    int[] winners = new int[outputs.data().length / classes];
    for (int i = 0; i < winners.length; i++)
      winners[i] = winner(outputs.data(), i * classes, classes);
    return winners;
  }

  private static int winner(float[] outputs, int first, int classes) {
    int winner = 0;
    for (int c = 0; c < classes; c++) {
      if (Float.isNaN(outputs[first + c])) return -1;
      if (outputs[first + c] > outputs[first + winner]) winner = c;
    }
    return winner;
  }

  private static int[] winners(int[] counts, int classes) {
    int[] winners = new int[counts.length / classes];
    for (int i = 0; i < winners.length; i++)
      for (int c = 1; c < classes; c++)
        if (counts[i * classes + c] > counts[i * classes + winners[i]]) winners[i] = c;
    return winners;
  }
}
