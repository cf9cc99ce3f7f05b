package io.github.robustj.task.segmentation;

import io.github.robustj.tensor.Tensor;

/**
 * Means of pixel objectives over the pixels of a sample that have a target.
 *
 * @param logits {@code [sample, y, x, class]}
 * @param targets class indices {@code [sample, y, x, 1]}, negative to leave a pixel out
 * @param gradient where derivatives by the logits go
 */
public record Pixels(Tensor logits, Tensor targets, Tensor gradient) {

  /** The mean of one sample, 0 if no pixel has a target; writes the sample's gradient. */
  double mean(int sample, PixelObjective objective, double progress) {
    int classes = logits.shape(3);
    Pixel pixel = new Pixel(classes);
    double[] slope = new double[classes];
    double share = 1. / Math.max(counted(sample), 1);
    double sum = 0;
    int n = targets.sampleLength();
    for (int k = sample * n; k < (sample + 1) * n; k++) {
      if (targets.data()[k] < 0) continue;
      pixel.read(logits.data(), k * classes, (int) targets.data()[k]);
      sum += objective.at(pixel, progress, slope);
      for (int c = 0; c < classes; c++)
        gradient.data()[k * classes + c] = (float) (share * slope[c]);
    }
    return share * sum;
  }

  private int counted(int sample) {
    int n = targets.sampleLength();
    int counted = 0;
    for (int k = sample * n; k < (sample + 1) * n; k++) if (targets.data()[k] >= 0) counted++;
    return counted;
  }
}
