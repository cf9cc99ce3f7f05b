package io.github.robustj.packaging;

import com.google.gson.JsonElement;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Smoothing;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.evaluation.WorstCase;
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
    AttackJson attack = AttackJson.of(curve.attack());
    Json.write(
        file,
        Json.tree(
            new CurveFile(
                curve.score(),
                curve.higherIsBetter(),
                attack,
                curve.classes(),
                points,
                curve.minimal().map(MinimalJson::of).orElse(null),
                curve.leftOut().isEmpty() ? null : curve.leftOut(),
                curve.failed().isEmpty() ? null : curve.failed(),
                evaluation.checks().isEmpty() ? null : evaluation.checks(),
                evaluation.provenance().orElse(null),
                SummaryJson.of(evaluation.summary()),
                evaluation.certificate().map(CertificateFile::of).orElse(null),
                worst(evaluation),
                evaluation.corruptions().map(CorruptionsJson::of).orElse(null))));
  }

  /**
   * @throws io.github.robustj.error.RobustJException if the file is missing, damaged or no curve
   */
  public static Evaluation read(Path file) {
    JsonElement tree = Json.read(file);
    Evaluation evaluation = evaluation(file, tree);
    Contradiction.in(evaluation)
        .ifPresent(
            why -> {
              throw Json.damaged(file, why, null);
            });
    return evaluation;
  }

  private static Evaluation evaluation(Path file, JsonElement tree) {
    String none = "it does not hold a robustness curve";
    if (!tree.isJsonObject()) throw Json.damaged(file, none, null);
    Optional<String> missing = MissingPart.of(tree, CurveFile.class);
    if (missing.isPresent())
      throw Json.damaged(file, none + ", for it lacks " + missing.get(), null);
    try {
      return Json.value(tree, CurveFile.class).evaluation();
    } catch (RuntimeException e) {
      throw Json.damaged(file, none, e);
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
    List<CaseJson> cases = point.cases().stream().map(CaseJson::of).toList();
    return new PointFile(point.epsilon(), point.mean(), means, cases);
  }

  private record CurveFile(
      String score,
      @Omissible Boolean higherIsBetter,
      AttackJson attack,
      List<String> classes,
      List<PointFile> points,
      @Omissible MinimalJson minimal,
      @Omissible List<String> leftOut,
      @Omissible Map<String, String> failed,
      @Omissible List<Check> checks,
      @Omissible Provenance provenance,
      @Omissible SummaryJson summary,
      @Omissible CertificateFile certificate,
      @Omissible List<WorstFile> worst,
      @Omissible CorruptionsJson corruptions) {

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
          Optional.ofNullable(corruptions).map(CorruptionsJson::report));
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

  private record PointFile(
      double epsilon,
      @Omissible double mean,
      @Omissible Map<String, Double> classMeans,
      List<CaseJson> cases) {

    Point point() {
      return new Point(epsilon, cases.stream().map(CaseJson::score).toList());
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
}
