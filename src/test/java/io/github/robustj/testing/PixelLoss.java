package io.github.robustj.testing;

/** A segmentation loss of one sample, in double, with its gradient. */
@FunctionalInterface
public interface PixelLoss {

  /**
   * @param probabilities {@code [pixel][class]}
   * @param labels class index per pixel; negative ones are left out
   * @param gradient filled with the derivative with respect to the probabilities
   */
  double of(double[][] probabilities, float[] labels, double[][] gradient);

  /** Mean over the pixels of {@code -log p[label]}. */
  PixelLoss CROSS_ENTROPY =
      (p, labels, gradient) -> {
        int counted = 0;
        for (float label : labels) if (label >= 0) counted++;
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
          int y = (int) labels[i];
          if (y < 0) continue;
          loss -= Math.log(p[i][y]) / counted;
          gradient[i][y] -= 1 / (p[i][y] * counted);
        }
        return loss;
      };

  /** One minus the mean over the foreground classes of the soft Dice, smoothed by 1e-5. */
  PixelLoss SOFT_DICE =
      (p, labels, gradient) -> {
        int foreground = p[0].length - 1;
        double loss = 1;
        for (int c = 1; c <= foreground; c++) {
          double numerator = 1e-5;
          double denominator = 1e-5;
          for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) continue;
            double y = labels[i] == c ? 1 : 0;
            numerator += 2 * p[i][c] * y;
            denominator += p[i][c] + y;
          }
          loss -= numerator / denominator / foreground;
          for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0) continue;
            double y = labels[i] == c ? 1 : 0;
            gradient[i][c] -= (2 * y - numerator / denominator) / denominator / foreground;
          }
        }
        return loss;
      };

  /** {@link io.github.robustj.model.Loss#CROSS_ENTROPY_AND_DICE}. */
  PixelLoss CROSS_ENTROPY_AND_DICE =
      (p, labels, gradient) ->
          CROSS_ENTROPY.of(p, labels, gradient) + SOFT_DICE.of(p, labels, gradient);
}
