package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.WorstCase;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.EvaluationJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as evaluations have written them. */
class FinishedResultsTest {

  @TempDir Path folder;

  private FinishedResults results(String... names) {
    List<Path> files = Stream.of(names).map(folder::resolve).toList();
    return FinishedResults.of(
        Options.of(
            Map.of(
                "results", files.get(0),
                "further_results", files.subList(1, files.size()),
                "out", folder.resolve("both.html")),
            Keys.join(OptionTable.REPORT, OptionTable.WRITE)));
  }

  private String refusal(String... names) {
    return assertThrows(RobustJException.class, () -> results(names).write(JobListener.SILENT))
        .getMessage();
  }

  private void write(String name, Evaluation evaluation) {
    EvaluationJson.write(folder.resolve(name), evaluation);
  }

  /** The same page as that of the evaluations themselves. */
  @Test
  void twoResultsAreOneReport() throws IOException {
    List<Subject> two = ReportExample.two();
    write("a.json", two.get(0).evaluation());
    write("b.json", two.get(1).evaluation());
    results("a.json", "b.json").write(JobListener.SILENT);
    String html = Files.readString(folder.resolve("both.html"));
    List<Subject> named =
        two.stream().map(s -> new Subject("/models/" + s.name(), s.evaluation())).toList();
    assertEquals(Report.of(named).html(), html);
    assertEquals(Report.of(named).latex(), Files.readString(folder.resolve("both.tex")));
  }

  @Test
  void picturesBesideAResultComeIntoThePage() throws IOException {
    WorstCase worst = new WorstCase("case_1", 3, 9, 10, .8, .2, Optional.empty());
    Evaluation bare = ReportExample.bare().evaluation();
    write("a.json", bare.showing(List.of(worst, worst)));
    Files.write(folder.resolve("a-worst-1.png"), new byte[] {1, 2, 3});
    Files.write(folder.resolve("b-worst-2.png"), new byte[] {4, 5, 6});
    results("a.json").write(JobListener.SILENT);
    String html = Files.readString(folder.resolve("both.html"));
    assertTrue(html.contains("Robustness of a<"), "the name of the file");
    assertTrue(html.contains(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})));
    assertEquals(2, html.split("data:image/png", -1).length, "one picture");
  }

  @Test
  void modelsOfOneNameAreToldApartByTheirFiles() throws IOException {
    Evaluation one = ReportExample.two().get(0).evaluation();
    Files.createDirectory(folder.resolve("again"));
    write("a.json", one);
    write("b.json", one);
    write("again/a.json", one);
    assertEquals(List.of("a", "b"), names("a.json", "b.json"));
    assertEquals(
        List.of(folder.resolve("a.json").toString(), folder.resolve("again/a.json").toString()),
        names("a.json", "again/a.json"));
  }

  private List<String> names(String... files) {
    return results(files).subjects(JobListener.SILENT).stream().map(Subject::name).toList();
  }

  @Test
  void whatCannotBeComparedIsRefusedWithTheReason() {
    write("a.json", ReportExample.two().get(0).evaluation());
    write("b.json", ReportExample.bare().evaluation());
    String why = refusal("a.json", "b.json");
    assertTrue(
        why.contains("a.json and ") && why.contains("b.json cannot be compared: the cases"), why);
    assertFalse(Files.exists(folder.resolve("both.html")));
  }

  @Test
  void theSameFileTwiceIsRefused() {
    write("a.json", ReportExample.bare().evaluation());
    assertEquals(
        "The result %s is given twice; give each result once."
            .formatted(folder.resolve("./a.json")),
        refusal("a.json", "./a.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1, 2]",
        "no JSON",
        "{\"score\": \"Dice\", \"attack\": {}, \"classes\": [], \"points\": []}",
        "{\"points\": [{\"epsilon\": 0, \"cases\": null}]}"
      })
  void whatIsNoResultIsRefusedByName(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), text);
    String why = refusal("a.json");
    assertTrue(why.startsWith(file.toString()), why);
    assertFalse(Files.exists(folder.resolve("both.html")));
  }

  @Test
  void theReportMustBeAPage() {
    RobustJException wrong =
        assertThrows(
            RobustJException.class,
            () ->
                FinishedResults.of(
                    Options.of(
                        Map.of("results", folder.resolve("a.json"), "out", "report.pdf"),
                        Keys.join(OptionTable.REPORT, OptionTable.WRITE))));
    assertTrue(wrong.getMessage().contains("must name a file that ends in .html"), wrong + "");
  }
}
