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
 * @param worst the cases that lose most at the largest epsilon, the worst first; none in files of
 *     before they were kept, or without attack
 * @param corruptions the scores on corrupted images; empty where nobody asked for them
 */
public record Evaluation(
    RobustnessCurve curve,
    Optional<Provenance> provenance,
    List<Check> checks,
    Summary summary,
    Optional<Certificate> certificate,
    List<WorstCase> worst,
    Optional<CorruptionReport> corruptions) {

  /** Without corrupted images. */
  public Evaluation(
      RobustnessCurve curve,
      Optional<Provenance> provenance,
      List<Check> checks,
      Summary summary,
      Optional<Certificate> certificate,
      List<WorstCase> worst) {
    this(curve, provenance, checks, summary, certificate, worst, Optional.empty());
  }

  /** Without a certificate and worst cases, too. */
  public Evaluation(
      RobustnessCurve curve, Optional<Provenance> provenance, List<Check> checks, Summary summary) {
    this(curve, provenance, checks, summary, Optional.empty(), List.of());
  }

  /** The same with a certificate, if there is one. */
  public Evaluation with(Optional<Certificate> proved) {
    return new Evaluation(curve, provenance, checks, summary, proved, worst, corruptions);
  }

  /** The same with its worst cases. */
  public Evaluation showing(List<WorstCase> cases) {
    return new Evaluation(
        curve, provenance, checks, summary, certificate, List.copyOf(cases), corruptions);
  }

  /** With the summary that follows from the curve. */
  public Evaluation(RobustnessCurve curve, Optional<Provenance> provenance, List<Check> checks) {
    this(curve, provenance, checks, Summary.of(curve));
  }

  /** Scores of which nothing else is known. */
  public Evaluation(RobustnessCurve curve) {
    this(curve, Optional.empty(), List.of());
  }

  /** The same with scores on corrupted images. */
  public Evaluation with(CorruptionReport report) {
    return new Evaluation(
        curve, provenance, checks, summary, certificate, worst, Optional.of(report));
  }

  /** Those of the curve, as scripts ask for them. */
  public List<RobustnessCurve.Point> points() {
    return curve.points();
  }
}
