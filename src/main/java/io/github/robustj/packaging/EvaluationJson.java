package io.github.robustj.packaging;

import com.google.gson.JsonElement;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.EpsilonUnit;
import io.github.robustj.attack.Norm;
import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.CorruptionScores;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.MinimalPerturbations.OfCase;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Smoothing;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.evaluation.Visibility;
import io.github.robustj.evaluation.WorstCase;
import io.github.robustj.task.Reach;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation as a JSON file: the attack, at each epsilon the mean score, the mean per class and
 * the scores of every case, the checks, what was measured, and the means with their intervals. A
 * score that is not a number (a class in neither truth nor prediction) is {@code null}.
 */
public final class EvaluationJson {

  private EvaluationJson() {}

  /**
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void write(Path file, Evaluation evaluation) {
    RobustnessCurve curve = evaluation.curve();
    List<PointFile> points = curve.points().stream().map(p -> point(p, curve.classes())).toList();
    AttackFile attack = AttackFile.of(curve.attack());
    Json.write(
        file,
        Json.tree(
            new CurveFile(
                curve.score(),
                curve.higherIsBetter(),
                attack,
                curve.classes(),
                points,
                curve.minimal().map(MinimalFile::of).orElse(null),
                curve.leftOut().isEmpty() ? null : curve.leftOut(),
                curve.failed().isEmpty() ? null : curve.failed(),
                evaluation.checks().isEmpty() ? null : evaluation.checks(),
                evaluation.provenance().orElse(null),
                SummaryJson.of(evaluation.summary()),
                evaluation.certificate().map(CertificateFile::of).orElse(null),
                worst(evaluation),
                evaluation.corruptions().map(CorruptionsFile::of).orElse(null))));
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the file is missing, damaged or no curve
   */
  public static Evaluation read(Path file) {
    JsonElement tree = Json.read(file);
    try {
      return Json.value(tree, CurveFile.class).evaluation();
    } catch (RuntimeException e) {
      throw Json.damaged(file, "it does not hold a robustness curve", e);
    }
  }

  private static List<WorstFile> worst(Evaluation evaluation) {
    List<WorstFile> worst = evaluation.worst().stream().map(WorstFile::of).toList();
    return worst.isEmpty() ? null : worst;
  }

  /** Pictures are files of their own. */
  private record WorstFile(
      String name, int slice, int slices, double epsilon, double before, double after) {

    static WorstFile of(WorstCase w) {
      return new WorstFile(w.name(), w.slice(), w.slices(), w.epsilon(), w.before(), w.after());
    }

    WorstCase worst() {
      return new WorstCase(name, slice, slices, epsilon, before, after, Optional.empty());
    }
  }

  private static PointFile point(Point point, List<String> classes) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (String name : classes) means.put(name, point.mean(name));
    List<CaseFile> cases = point.cases().stream().map(CaseFile::of).toList();
    return new PointFile(point.epsilon(), point.mean(), means, cases);
  }

  private record CurveFile(
      String score,
      Boolean higherIsBetter,
      AttackFile attack,
      List<String> classes,
      List<PointFile> points,
      MinimalFile minimal,
      List<String> leftOut,
      Map<String, String> failed,
      List<Check> checks,
      Provenance provenance,
      SummaryJson summary,
      CertificateFile certificate,
      List<WorstFile> worst,
      CorruptionsFile corruptions) {

    /** Files of older versions have no summary, but it follows from their scores. */
    Evaluation evaluation() {
      RobustnessCurve curve = curve();
      return new Evaluation(
          curve,
          Optional.ofNullable(provenance),
          checks == null ? List.of() : List.copyOf(checks),
          summary == null ? Summary.of(curve) : summary.summary(curve),
          Optional.ofNullable(certificate).map(CertificateFile::certificate),
          worst == null ? List.of() : worst.stream().map(WorstFile::worst).toList(),
          Optional.ofNullable(corruptions).map(CorruptionsFile::report));
    }

    /** Files of before there were errors do not say that high is good. */
    RobustnessCurve curve() {
      RobustnessCurve curve =
          new RobustnessCurve(
              score,
              higherIsBetter == null || higherIsBetter,
              attack.spec(),
              List.copyOf(classes),
              points.stream().map(PointFile::point).toList());
      if (leftOut != null) curve = curve.leavingOut(leftOut);
      if (failed != null) curve = curve.failing(failed);
      return minimal == null ? curve : curve.with(minimal.minimal());
    }
  }

  /** Files of older versions have neither objective nor tolerance, and no unit but normalised. */
  private record AttackFile(
      String name,
      Norm norm,
      int steps,
      double stepSize,
      int restarts,
      String objective,
      Double tolerance,
      EpsilonUnit epsilonUnit) {

    static AttackFile of(AttackSpec s) {
      return new AttackFile(
          s.name(),
          s.norm(),
          s.steps(),
          s.relativeStep(),
          s.restarts(),
          s.objective(),
          s.tolerance(),
          s.unit());
    }

    AttackSpec spec() {
      AttackSpec older = new AttackSpec(name, norm, steps, stepSize, restarts);
      if (objective == null || tolerance == null) return older;
      EpsilonUnit unit = epsilonUnit == null ? EpsilonUnit.NORMALISED : epsilonUnit;
      return new AttackSpec(name, norm, steps, stepSize, restarts, objective, tolerance, unit);
    }
  }

  private record PointFile(
      double epsilon, double mean, Map<String, Double> classMeans, List<CaseFile> cases) {

    Point point() {
      return new Point(epsilon, cases.stream().map(CaseFile::score).toList());
    }
  }

  /** Without the map, which is a picture. */
  private record CertificateFile(
      Smoothing smoothing, double radius, List<Certificate.OfCase> cases) {

    static CertificateFile of(Certificate c) {
      return new CertificateFile(c.smoothing(), c.radius(), c.cases());
    }

    Certificate certificate() {
      return new Certificate(smoothing, radius, List.copyOf(cases), Optional.empty());
    }
  }

  /** Files of older versions do not tell patients, nor what perturbations look like. */
  private record CaseFile(
      String name,
      String patient,
      double mean,
      Map<String, Double> scores,
      Map<String, Double> deviations,
      Map<String, Double> reached,
      Reach changes,
      Map<String, Map<String, Double>> others,
      Visibility visibility) {

    static CaseFile of(CaseScore c) {
      Reach changes = c.reach().isGiven() ? c.reach() : null;
      return new CaseFile(
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
          Optional.ofNullable(visibility).map(EvaluationJson::unperturbed));
    }
  }

  /** An infinite PSNR is {@code null} in the file. */
  private static Visibility unperturbed(Visibility v) {
    return Double.isNaN(v.psnr())
        ? new Visibility(Double.POSITIVE_INFINITY, v.ssim(), v.rms(), v.linf())
        : v;
  }

  /**
   * The scores on corrupted images; the noise is that of the images as they are, in their own
   * intensities and as a share of their range, the medians over cases and each.
   */
  private record CorruptionsFile(
      double noiseSigma,
      double noiseShare,
      Map<String, NoiseLevel> noise,
      double cleanMean,
      List<CaseFile> clean,
      List<CorruptedFile> corrupted) {

    static CorruptionsFile of(CorruptionReport r) {
      NoiseLevel median = r.medianNoise();
      return new CorruptionsFile(
          median.sigma(),
          median.share(),
          r.noise(),
          r.cleanMean(),
          r.clean().stream().map(CaseFile::of).toList(),
          r.corrupted().stream().map(CorruptedFile::of).toList());
    }

    CorruptionReport report() {
      return new CorruptionReport(
          clean.stream().map(CaseFile::score).toList(),
          corrupted.stream().map(CorruptedFile::scores).toList(),
          noise);
    }
  }

  private record CorruptedFile(
      String corruption, int severity, double strength, double mean, List<CaseFile> cases) {

    static CorruptedFile of(CorruptionScores s) {
      List<CaseFile> cases = s.cases().stream().map(CaseFile::of).toList();
      return new CorruptedFile(s.corruption(), s.severity(), s.strength(), s.mean(), cases);
    }

    CorruptionScores scores() {
      List<CaseScore> all = cases.stream().map(CaseFile::score).toList();
      return new CorruptionScores(corruption, severity, strength, all);
    }
  }

  /**
   * The areas are those under the shares of cases and slices within tolerance, from 0 to the
   * largest epsilon; a size is {@code null} where nothing was found that breaks.
   */
  private record MinimalFile(
      double tolerance,
      double largestEpsilon,
      double caseArea,
      double sliceArea,
      List<MinimalCase> cases) {

    static MinimalFile of(MinimalPerturbations minimal) {
      double largest = minimal.largest();
      return new MinimalFile(
          minimal.tolerance(),
          largest,
          minimal.overCases().area(largest),
          minimal.overSlices().area(largest),
          minimal.cases().stream().map(MinimalCase::of).toList());
    }

    MinimalPerturbations minimal() {
      return new MinimalPerturbations(
          tolerance, largestEpsilon, cases.stream().map(MinimalCase::size).toList());
    }
  }

  private record MinimalCase(String name, Double epsilon, List<Double> slices) {

    static MinimalCase of(OfCase c) {
      return new MinimalCase(c.name(), c.whole(), c.slices());
    }

    OfCase size() {
      return new OfCase(
          name, orInfinity(epsilon), slices.stream().map(MinimalCase::orInfinity).toList());
    }

    private static double orInfinity(double size) {
      return Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
    }
  }
}
