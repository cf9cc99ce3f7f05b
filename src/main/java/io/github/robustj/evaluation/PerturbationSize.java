package io.github.robustj.evaluation;

import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far an adversarial image is from the clean one, over all pixels and channels of a sample.
 *
 * @param l1 sum of the absolute differences, in normalised intensities
 * @param l2 Euclidean length of the difference, in normalised intensities
 * @param linf its largest absolute value, in normalised intensities
 * @param psnr peak signal-to-noise ratio in decibels, {@code 20 log10(range / root mean square of
 *     the difference)}; infinite for equal images
 */
public record PerturbationSize(double l1, double l2, double linf, double psnr) {

  /**
   * The sizes of every sample's perturbation.
   *
   * @param clean {@code [sample, y, x, channel]}, {@code adversarial} of the same shape
   * @param range largest minus smallest valid intensity, in normalised units; positive
   */
  public static List<PerturbationSize> of(Tensor clean, Tensor adversarial, double range) {
    if (!clean.hasShapeOf(adversarial) || !(range > 0))
      throw new IllegalArgumentException(clean + ", " + adversarial + ", range " + range);
    return IntStream.range(0, clean.samples())
        .mapToObj(sample -> of(clean, adversarial, range, sample))
        .toList();
  }

  private static PerturbationSize of(Tensor clean, Tensor adversarial, double range, int sample) {
    int n = clean.sampleLength();
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (int i = sample * n; i < (sample + 1) * n; i++) {
      double difference = (double) adversarial.data()[i] - clean.data()[i];
      sum += Math.abs(difference);
      squares += difference * difference;
      largest = Math.max(largest, Math.abs(difference));
    }
    double psnr = 20 * Math.log10(range / Math.sqrt(squares / n));
    return new PerturbationSize(sum, Math.sqrt(squares), largest, psnr);
  }
}
