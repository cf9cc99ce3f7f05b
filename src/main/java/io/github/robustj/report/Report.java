package io.github.robustj.report;

import io.github.robustj.packaging.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What evaluations of one or several models say, for people: a page that a clinician can read and a
 * table for a paper.
 *
 * @param title of the page
 * @param subjects at least one; all measured by the same score under the same attack
 */
public record Report(String title, List<Subject> subjects) {

  public Report {
    if (subjects.isEmpty()) throw new IllegalArgumentException("a report about no model");
    subjects = List.copyOf(subjects);
  }

  /** About these models, with their names in the title. */
  public static Report of(List<Subject> subjects) {
    List<String> names = subjects.stream().map(Subject::name).toList();
    return new Report("Robustness of " + Words.list(names), subjects);
  }

  /** One HTML file that needs neither network nor scripts. */
  public String html() {
    List<Section> sections = sections();
    Map<String, Object> values = new HashMap<>();
    values.put("title", title);
    values.put("version", Version.NAME + " " + Version.text());
    values.put("date", ProvenancePart.date(subjects));
    values.put("sections", sections);
    return Templates.fill("report.html", values);
  }

  /** The scores as a LaTeX table, for a document that loads the package booktabs. */
  public String latex() {
    Map<String, Object> values = new HashMap<>();
    values.put("table", CurvePart.table(subjects));
    values.put("caption", CurvePart.caption(subjects));
    return Templates.fill("table.tex", values);
  }

  private List<Section> sections() {
    return Stream.<Optional<Section>>of(
            SummaryPart.of(subjects),
            CurvePart.of(subjects),
            PairedPart.of(subjects),
            VisibilityPart.of(subjects),
            CorruptionsPart.of(subjects),
            ChecksPart.of(subjects),
            CertificatePart.of(subjects),
            WorstPart.of(subjects),
            ProvenancePart.of(subjects),
            MethodsPart.of(subjects),
            LimitsPart.of(subjects))
        .flatMap(Optional::stream)
        .toList();
  }
}
