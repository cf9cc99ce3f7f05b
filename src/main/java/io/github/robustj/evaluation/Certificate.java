package io.github.robustj.evaluation;

import io.github.robustj.data.Image;
import io.github.robustj.metric.KnownMean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is proved of a smoothed segmentation: no change of a slice of at most the radius in L2
 * changes the class of a pixel that is certified. It holds for the network whose answers to noisy
 * copies of an image are put to the vote, not for the network alone.
 *
 * @param smoothing how it was made
 * @param radius in normalised intensities, over all pixels and channels of a slice
 * @param cases in the order of the evaluation
 * @param map of the case with the lowest certified Dice: the radius at pixels that are certified, 0
 *     where they abstain; results in files do not keep it
 */
public record Certificate(
    Smoothing smoothing, double radius, List<OfCase> cases, Optional<Image> map) {

  /**
   * @param certifiedDice per class the least Dice that the smoothed network can have within the
   *     radius; NaN for a class that is nowhere
   * @param smoothedDice per class that of the smoothed network without a perturbation
   * @param certified share of the pixels that are certified; the others abstain
   * @param correct share of the pixels that are certified and right
   */
  public record OfCase(
      String name,
      Map<String, Double> certifiedDice,
      Map<String, Double> smoothedDice,
      double certified,
      double correct) {

    /** Mean over the classes that are there; NaN if there is none. */
    public double meanDice() {
      return KnownMean.of(certifiedDice.values());
    }

    /** The same of the smoothed network without a perturbation. */
    public double meanSmoothedDice() {
      return KnownMean.of(smoothedDice.values());
    }
  }

  /** Mean over the cases in which the value is a number; NaN if there is none. */
  public double mean(ToDoubleFunction<OfCase> value) {
    return KnownMean.of(cases, value);
  }

  /** In one line, as the console has it. */
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "certified within %.3g (l2, normalised intensities): Dice %.3f of %.3f, %.1f %% of pixels, %.1f %% abstain",
        radius,
        mean(OfCase::meanDice),
        mean(OfCase::meanSmoothedDice),
        100 * mean(OfCase::certified),
        100 * (1 - mean(OfCase::certified)));
  }
}
