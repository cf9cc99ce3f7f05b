package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Evaluation;
import java.io.StringReader;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

  private static final Pattern HEADING = Pattern.compile("<h2[^>]*>([^<]*)</h2>");

  @Test
  void saysWhatIsKnownAndLeavesOutTheRestWithItsHeading() {
    assertEquals(
        List.of(
            "What was asked, and the answer",
            "Score against the size of the change",
            "Differences between the models",
            "Can the numbers be believed?",
            "What exactly was measured",
            "Methods text for a paper",
            "Limits"),
        headings(Report.of(ReportExample.two()).html()));
    assertEquals(
        List.of("What was asked, and the answer", "Score", "Methods text for a paper", "Limits"),
        headings(Report.of(List.of(ReportExample.bare())).html()));
  }

  @Test
  void escapesEverythingThatItIsTold() {
    String html = Report.of(ReportExample.hostile()).html();
    assertFalse(html.contains("<script"), "a script");
    assertTrue(
        html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"));
    assertTrue(html.contains("${z} &lt;#assign&gt;"), "values are no templates");
    String latex = Report.of(ReportExample.hostile()).latex();
    assertTrue(
        latex.contains("\\textbackslash{}input\\{y\\} \\$\\_\\%\\#\\textasciitilde{}"), latex);
    assertFalse(latex.contains("\\input"), latex);
  }

  /** Nothing is loaded: no address but those of links, no script, no style sheet of others. */
  @Test
  void needsNothingElse() {
    String html = Report.of(ReportExample.two()).html();
    assertFalse(Pattern.compile("<(script|link|iframe|object|embed)\\b").matcher(html).find());
    assertFalse(Pattern.compile("url\\(|@import|\\son\\w+=").matcher(html).find());
    List<String> sources =
        Pattern.compile("\\s(?:src|srcset|xlink:href)=\"([^\"]*)")
            .matcher(html)
            .results()
            .map(m -> m.group(1))
            .filter(s -> !s.startsWith("data:"))
            .toList();
    assertEquals(List.of(), sources);
    for (MatchResult link : Pattern.compile("href=\"([^\"]*)").matcher(html).results().toList())
      assertTrue(link.group(1).matches("#[a-z]+|https://doi\\.org/.*"), link.group(1));
  }

  /**
   * The drawing is well-formed, has words for those who do not see it, and its places are right.
   */
  @Test
  void drawsTheNumbers() throws Exception {
    String html = Report.of(ReportExample.two()).html();
    String svg = html.substring(html.indexOf("<svg class=\"plot\""));
    svg = svg.substring(0, svg.indexOf("</svg>") + 6);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals("Mean Dice under APGD, 50 steps", text(document, "title"));
    assertTrue(text(document, "desc").contains("hippo-standard: from 0.840 at epsilon 0"), svg);
    assertEquals(2 * ReportExample.EPSILONS.size(), svg.split("class=\"mark\"").length - 1);
    // The mean of .88, .87, ... .81 in both classes less .005 is .84, at the left edge.
    assertTrue(svg.contains("M62.0 62.1"), svg);
    assertEquals(2, svg.split("class=\"band", -1).length - 1, "a band for each model");
  }

  /** A page goes where nobody has the paths of who measured. */
  @Test
  void namesFilesWithoutWhereTheyLie() {
    String html = Report.of(ReportExample.two()).html();
    assertTrue(html.contains("<th scope=\"row\">data</th><td colspan=\"2\">msd_hippocampus</td>"));
    assertTrue(html.contains("<th scope=\"row\">split</th><td colspan=\"2\">val.txt</td>"));
    assertFalse(html.contains("/data/") || html.contains("lists"), "a path");
  }

  private static String text(org.w3c.dom.Document document, String name) {
    return document.getElementsByTagName(name).item(0).getTextContent();
  }

  /**
   * The mean of .72, .64, ... .4 is .56, 30 % less than .8; of .76 ... .6 .68, 15 % less. The ratio
   * of the errors is .32 / .44 = .73. A fall from .8 to .72 is a tenth, so the first tint.
   */
  @Test
  void setsCorruptionsOfModelsSideBySide() {
    String html = Report.of(ReportExample.corrupted()).html();
    List<String> rows =
        Pattern.compile("<tr><th scope=\"row\">(gaussian blur|motion)</th>.*")
            .matcher(html)
            .results()
            .map(MatchResult::group)
            .toList();
    assertEquals(3, rows.size(), "no blur of the second");
    assertEquals(
        "gaussian blur|one|0.800|0.720|0.640|0.560|0.480|0.400|0.560|30 %|1.00",
        cells(rows.get(0)));
    assertEquals(
        "motion|other|0.800|0.760|0.720|0.680|0.640|0.600|0.680|15 %|0.73", cells(rows.get(2)));
    assertTrue(rows.get(0).contains("class=\"n t1\">0.720<"), rows.get(0));
    assertTrue(rows.get(0).contains("class=\"n t5\">0.400<"), rows.get(0));
    assertTrue(html.contains("noise of about 12 in their own intensities, 5 % of their range"));
    assertTrue(html.contains("with gaussian blur and motion in five severities"));
  }

  /** Flags come first, and checks that were left out for one reason are one row. */
  @Test
  void putsTogetherWhatWasNotChecked() {
    List<Check> checks =
        List.of(
            new Check("a", Check.Outcome.NOT_CHECKED, "Give more."),
            new Check("b", Check.Outcome.PASS, "Well."),
            new Check("c", Check.Outcome.NOT_CHECKED, "Give more."),
            new Check("d", Check.Outcome.FLAG, "Ill."));
    Evaluation bare = ReportExample.bare().evaluation();
    Evaluation checked = new Evaluation(bare.curve(), bare.provenance(), checks);
    String html = Report.of(List.of(new Subject("m", checked))).html();
    List<String> rows =
        Pattern.compile("</span> (FLAG|PASS|NOT CHECKED)</span> ([^<]*)<")
            .matcher(html)
            .results()
            .map(m -> m.group(1) + " " + m.group(2))
            .toList();
    assertEquals(List.of("FLAG d", "PASS b", "NOT CHECKED a and c"), rows);
  }

  /** Where nothing is left to compare with, or the score has risen, there is no tint. */
  @Test
  void tintsWhatIsWorse() {
    assertEquals(0, CorruptionsPart.tint(Double.NaN));
    assertEquals(0, CorruptionsPart.tint(-.3));
    assertEquals(0, CorruptionsPart.tint(.04));
    assertEquals(5, CorruptionsPart.tint(7));
  }

  private static String cells(String row) {
    return row.replaceAll("</t[dh]>(?=<t)", "|").replaceAll("<[^>]*>", "");
  }

  @Test
  void writesTheScoresForLatex() {
    String latex = Report.of(ReportExample.two()).latex();
    assertTrue(latex.contains("\\begin{tabular}{rrr}"), latex);
    assertTrue(latex.contains("epsilon & hippo-standard & hippo-adaptive \\\\"), latex);
    assertTrue(latex.contains("\n    0 & 0.840 [0.82"), latex);
    assertEquals(latex.split("\\{").length, latex.split("\\}").length, "braces in pairs");
  }

  static List<String> headings(String html) {
    return HEADING.matcher(html).results().map(m -> m.group(1)).toList();
  }
}
