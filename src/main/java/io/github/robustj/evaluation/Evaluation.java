package io.github.robustj.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What an evaluation has found about one model.
 *
 * @param curve the scores of every case, clean and under the attack
 * @param provenance what was measured, and how; empty in files of before it was kept
 * @param checks whether the scores can be believed, in the order in which they are to be read
 * @param summary means with their intervals, and areas under the curves
 * @param certificate what is proved of it; empty unless it was asked for
 */
public record Evaluation(
    RobustnessCurve curve,
    Optional<Provenance> provenance,
    List<Check> checks,
    Summary summary,
    Optional<Certificate> certificate) {

  /** Without a certificate. */
  public Evaluation(
      RobustnessCurve curve, Optional<Provenance> provenance, List<Check> checks, Summary summary) {
    this(curve, provenance, checks, summary, Optional.empty());
  }

  /** The same with a certificate, if there is one. */
  public Evaluation with(Optional<Certificate> proved) {
    return new Evaluation(curve, provenance, checks, summary, proved);
  }

  /** With the summary that follows from the curve. */
  public Evaluation(RobustnessCurve curve, Optional<Provenance> provenance, List<Check> checks) {
    this(curve, provenance, checks, Summary.of(curve));
  }

  /** Scores of which nothing else is known. */
  public Evaluation(RobustnessCurve curve) {
    this(curve, Optional.empty(), List.of());
  }

  /** Those of the curve, as scripts ask for them. */
  public List<RobustnessCurve.Point> points() {
    return curve.points();
  }
}
