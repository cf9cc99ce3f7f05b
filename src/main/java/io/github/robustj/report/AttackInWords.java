package io.github.robustj.report;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * The attack of an evaluation as the methods section of a paper describes it.
 *
 * @param applied whether a universal perturbation was given, and none searched
 */
record AttackInWords(RobustnessCurve curve, boolean applied, Bibliography works) {

  /** A sentence each; none without an attack. */
  List<String> sentences() {
    List<Double> sizes = curve.points().stream().map(Point::epsilon).filter(e -> e > 0).toList();
    if (sizes.isEmpty()) return List.of();
    List<String> sentences = new ArrayList<>(List.of(searched()));
    sentences.add(
        "Perturbations were bounded by ε = %s in the %s norm, %s, and kept within the range of intensities of the image."
            .formatted(
                Words.list(sizes.stream().map(Print::plain).toList()),
                Words.sign(spec().norm()),
                Words.scale(curve)));
    if (!spec().has(Trait.ONE_FOR_ALL)) sentences.add(kept());
    return sentences;
  }

  private AttackSpec spec() {
    return curve.attack();
  }

  private String searched() {
    if (applied)
      return "One perturbation that was found before, the same for every slice, was added, cut to"
          + " ε.";
    // The first run of some attacks begins at the clean image.
    String runs = spec().restarts() > 1 ? ", %d independent runs".formatted(spec().restarts()) : "";
    return "%s by %s%s%s, %s, on the objective “%s”."
        .formatted(
            spec().has(Trait.ONE_FOR_ALL)
                ? "One perturbation for all slices was searched"
                : "Every slice was attacked",
            spec().type().inWords(spec()),
            runs,
            works.cite(spec().type().citations()),
            knows(),
            spec().objective().replace('_', ' '));
  }

  private String knows() {
    if (spec().has(Trait.BLACK_BOX)) return "which asks the network for its outputs only";
    if (spec().has(Trait.ONLY_WITH_SECOND_MODEL))
      return "which knows the gradients of a second network and asks this one for its outputs only";
    return "which knows the network and its gradients";
  }

  /** Which of the images that an attack has seen are its result. */
  private String kept() {
    if (spec().has(Trait.TOLERANCE))
      return "Of all images that were tried the one nearest to the original was kept whose score is"
          + " beyond the tolerance.";
    if (spec().has(Trait.ONLY_WITH_SECOND_MODEL))
      return "Images that did not harm the network were left as they were.";
    if (curve.isTargeted())
      return "Of all images that were tried the one nearest to the target was kept.";
    if (isChosenTogether())
      return "Of all images that were tried those were kept, of the slices of a case together, with"
          + " which the score of the case is least.";
    return "Of all images that were tried the one that harms most was kept.";
  }

  /** As an attack on masks that goes by their score does. */
  private boolean isChosenTogether() {
    return curve.score().equals("Dice")
        && (spec().has(Trait.BY_SCORE) || !spec().objective().equals(AttackSpec.TRAINING_LOSS));
  }
}
