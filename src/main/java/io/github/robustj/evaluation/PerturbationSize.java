package io.github.robustj.evaluation;

import io.github.robustj.metric.Ssim;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far an adversarial image is from the clean one, over all pixels and channels of a sample.
 *
 * @param l1 sum of the absolute differences, in normalised intensities
 * @param l2 Euclidean length of the difference, in normalised intensities
 * @param linf its largest absolute value, in normalised intensities
 * @param psnr peak signal-to-noise ratio in decibels, {@code -20 log10} of the root mean square of
 *     the difference, each channel in shares of its own range; infinite for equal images
 * @param ssim structural similarity, see {@link Ssim}, in the same shares; mean over channels
 */
public record PerturbationSize(double l1, double l2, double linf, double psnr, double ssim) {

  /**
   * The sizes of every sample's perturbation.
   *
   * @param clean {@code [sample, y, x, channel]}, {@code adversarial} of the same shape
   * @param bounds range of the normalised intensities; a channel with an empty one cannot differ
   */
  public static List<PerturbationSize> of(Tensor clean, Tensor adversarial, Bounds bounds) {
    if (!clean.hasShapeOf(adversarial))
      throw new IllegalArgumentException(clean + " and " + adversarial);
    return IntStream.range(0, clean.samples())
        .mapToObj(sample -> of(clean, adversarial, bounds, sample))
        .toList();
  }

  private static PerturbationSize of(Tensor clean, Tensor adversarial, Bounds bounds, int sample) {
    int channels = clean.shape(3);
    double squares = 0;
    double similarity = 0;
    for (int c = 0; c < channels; c++) {
      double[] before = shares(clean, bounds, sample, c);
      double[] after = shares(adversarial, bounds, sample, c);
      for (int i = 0; i < before.length; i++)
        squares += (after[i] - before[i]) * (after[i] - before[i]);
      similarity += Ssim.of(before, after, clean.shape(1), clean.shape(2));
    }
    int n = clean.sampleLength();
    double psnr = squares == 0 ? Double.POSITIVE_INFINITY : -10 * Math.log10(squares / n);
    return differences(clean, adversarial, sample, psnr, similarity / channels);
  }

  private static PerturbationSize differences(
      Tensor clean, Tensor adversarial, int sample, double psnr, double ssim) {
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
    return new PerturbationSize(sum, Math.sqrt(squares), largest, psnr, ssim);
  }

  /** One channel from the least value of its range, 0, to the largest, 1. */
  private static double[] shares(Tensor images, Bounds bounds, int sample, int channel) {
    int channels = images.shape(3);
    double least = bounds.clip(Float.NEGATIVE_INFINITY, channel);
    double width = bounds.width(channel) > 0 ? bounds.width(channel) : 1;
    double[] shares = new double[images.sampleLength() / channels];
    int from = sample * images.sampleLength() + channel;
    for (int i = 0; i < shares.length; i++)
      shares[i] = (images.data()[from + i * channels] - least) / width;
    return shares;
  }
}
