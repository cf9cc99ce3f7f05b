package io.github.robustj.report;

import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.AttackTable;
import io.github.robustj.packaging.Version;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.References;
import io.github.robustj.report.Section.Text;
import io.github.robustj.statistics.PatientBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The evaluation as the methods section of a paper describes it, from what was measured. */
final class MethodsPart {

  private final List<Subject> subjects;
  private final RobustnessCurve curve;
  private final Bibliography works = new Bibliography();

  private MethodsPart(List<Subject> subjects) {
    this.subjects = subjects;
    curve = subjects.get(0).curve();
  }

  static Optional<Section> of(List<Subject> subjects) {
    return Section.of("methods", "Methods text for a paper", new MethodsPart(subjects).blocks());
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<String> sentences = new ArrayList<>(List.of(software(), data()));
    sentences.addAll(attack());
    corruptions().ifPresent(sentences::add);
    certificate().ifPresent(sentences::add);
    sentences.add(aggregation());
    blocks.add(new Text(String.join(" ", sentences)));
    blocks.add(new References(works.references()));
    return blocks;
  }

  private String software() {
    String version = provenance().map(p -> p.versions().get(Version.NAME)).orElseGet(Version::text);
    return "Robustness was measured with RobustJ%s%s, a plugin for Fiji%s, following published advice on such evaluations%s."
        .formatted(
            version.equals("development") ? "" : " " + version,
            works.cite(Bibliography.METHOD),
            works.cite(Bibliography.FIJI),
            works.cite(Bibliography.EVALUATING));
  }

  private String data() {
    List<String> names = subjects.stream().map(Subject::name).toList();
    Point first = Words.first(curve);
    long patients = first.cases().stream().map(c -> c.patient()).distinct().count();
    String cases = Words.count(first.cases().size(), "case", "cases");
    String of = Words.count((int) patients, "patient", "patients");
    String left = curve.failed().isEmpty() ? "" : failed();
    return "%s %s evaluated on %s of %s%s by the %s.%s"
        .formatted(
            names.size() == 1 ? "The model " + names.get(0) : "The models " + Words.list(names),
            names.size() == 1 ? "was" : "were",
            cases,
            of,
            provenance().map(p -> " (" + Print.name(p.data()) + ")").orElse(""),
            Words.score(curve) + (Words.unit(curve).isEmpty() ? "" : " in" + Words.unit(curve)),
            left);
  }

  private String failed() {
    return " %s could not be used and %s left out."
        .formatted(
            curve.failed().size() == 1 ? "One case" : curve.failed().size() + " cases",
            curve.failed().size() == 1 ? "was" : "were");
  }

  private List<String> attack() {
    boolean applied =
        provenance()
            .filter(p -> p.options().containsKey(AttackTable.UNIVERSAL_PERTURBATION.name()))
            .isPresent();
    return new AttackInWords(curve, applied, works).sentences();
  }

  private Optional<String> corruptions() {
    return subjects.stream()
        .flatMap(s -> s.evaluation().corruptions().stream())
        .findFirst()
        .map(
            report ->
                "The same cases were scored with %s in five severities each, after the protocol of common corruptions%s."
                    .formatted(
                        Words.list(report.names().stream().map(n -> n.replace('_', ' ')).toList()),
                        works.cite(Bibliography.CORRUPTIONS)));
  }

  private Optional<String> certificate() {
    return subjects.stream()
        .flatMap(s -> s.evaluation().certificate().stream())
        .map(Certificate::smoothing)
        .findFirst()
        .map(
            s ->
                "Pixels were certified by randomised smoothing%s with σ = %s, %d noisy copies of each slice, τ = %s and α = %s."
                    .formatted(
                        works.cite(Bibliography.SMOOTHING),
                        Print.plain(s.sigma()),
                        s.samples(),
                        Print.plain(s.tau()),
                        Print.plain(s.alpha())));
  }

  private String aggregation() {
    boolean slices = curve.higherIsBetter();
    String intervals =
        subjects.stream().anyMatch(s -> s.first().interval().isKnown())
            ? " Intervals are of 95 %%, by the bias-corrected and accelerated bootstrap over patients (%d draws)%s."
                .formatted(PatientBootstrap.DRAWS, works.cite(Bibliography.BOOTSTRAP))
            : "";
    return (slices
            ? "Scores are means over cases of the means over classes; a volume's score is that of"
                + " all its slices together."
            : "Errors are means over cases of the means over landmarks.")
        + intervals;
  }

  private Optional<Provenance> provenance() {
    return subjects.get(0).evaluation().provenance();
  }
}
