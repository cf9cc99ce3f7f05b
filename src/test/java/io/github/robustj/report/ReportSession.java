package io.github.robustj.report;

import io.github.robustj.packaging.EvaluationJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a report of the evaluation in the first file and writes it to the second. */
final class ReportSession {

  private ReportSession() {}

  public static void main(String[] files) throws Exception {
    Subject subject = new Subject("a model", EvaluationJson.read(Path.of(files[0])));
    Report report = Report.of(List.of(subject));
    Files.writeString(Path.of(files[1]), report.html() + report.latex());
  }
}
