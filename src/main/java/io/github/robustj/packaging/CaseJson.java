package io.github.robustj.packaging;

import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.Visibility;
import io.github.robustj.task.Reach;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scores of a case as they stand in the file of an evaluation. Files of older versions do not
 * tell patients, nor what perturbations look like.
 */
record CaseJson(
    String name,
    @Omissible String patient,
    @Omissible double mean,
    Map<String, Double> scores,
    @Omissible Map<String, Double> deviations,
    @Omissible Map<String, Double> reached,
    @Omissible Reach changes,
    @Omissible Map<String, Map<String, Double>> others,
    @Omissible Visibility visibility) {

  static CaseJson of(CaseScore c) {
    Reach changes = c.reach().isGiven() ? c.reach() : null;
    return new CaseJson(
        c.name(),
        c.patient(),
        c.mean(),
        c.scores(),
        c.deviations(),
        c.reached(),
        changes,
        c.others().isEmpty() ? null : c.others(),
        c.visibility().orElse(null));
  }

  CaseScore score() {
    return new CaseScore(
        name,
        patient == null ? name : patient,
        scores,
        deviations == null ? Map.of() : deviations,
        reached == null ? Map.of() : reached,
        List.of(),
        changes == null ? Reach.NONE : changes,
        others == null ? Map.of() : others,
        Optional.ofNullable(visibility).map(CaseJson::unperturbed));
  }

  /** An infinite PSNR is {@code null} in the file. */
  private static Visibility unperturbed(Visibility v) {
    return Double.isNaN(v.psnr())
        ? new Visibility(Double.POSITIVE_INFINITY, v.ssim(), v.rms(), v.linf())
        : v;
  }
}
