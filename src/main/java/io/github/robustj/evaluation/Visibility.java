package io.github.robustj.evaluation;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a perturbation looks like, so that a reader can judge an epsilon.
 *
 * @param psnr peak signal-to-noise ratio in decibels over all slices together, against the range of
 *     intensities; infinite without a perturbation
 * @param ssim mean structural similarity of the slices; 1 without a perturbation
 * @param rms root mean square of the change over all slices together, in normalised intensities
 * @param linf largest change, in normalised intensities
 */
public record Visibility(double psnr, double ssim, double rms, double linf) {

  /**
   * Of a case.
   *
   * @param clean all slices {@code [slice, y, x, channel]}, as {@code attacked}
   * @param bounds range of the intensities of the case
   */
  public static Visibility of(Tensor clean, Tensor attacked, Bounds bounds) {
    List<PerturbationSize> slices = PerturbationSize.of(clean, attacked, bounds);
    double error = mean(slices, slice -> Math.pow(10, -slice.psnr() / 10));
    double squares = mean(slices, slice -> slice.l2() * slice.l2() / clean.sampleLength());
    return new Visibility(
        error == 0 ? Double.POSITIVE_INFINITY : -10 * Math.log10(error),
        mean(slices, PerturbationSize::ssim),
        Math.sqrt(squares),
        slices.stream().mapToDouble(PerturbationSize::linf).max().orElse(Double.NaN));
  }

  /**
   * The mean over cases; that of the signal-to-noise ratios over the cases that are perturbed.
   *
   * @param cases at least one
   */
  static Visibility mean(Collection<Visibility> cases) {
    List<Visibility> changed = cases.stream().filter(c -> Double.isFinite(c.psnr)).toList();
    return new Visibility(
        changed.isEmpty() ? Double.POSITIVE_INFINITY : mean(changed, Visibility::psnr),
        mean(cases, Visibility::ssim),
        mean(cases, Visibility::rms),
        mean(cases, Visibility::linf));
  }

  private static <T> double mean(Collection<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
