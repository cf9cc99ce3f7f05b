package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the compiled plugin refers to, as the JDK's {@code jdeps} finds it: in Fiji it meets Java,
 * SciJava, ImageJ, ImgLib2, Gson and Commons Math and nothing else. {@link RoomsTest} reads the
 * imports only.
 */
class PluginNeedsTest {

  private static final List<String> SHIPPED =
      List.of(
          "io.github.robustj",
          "java",
          "javax",
          // Of Java's own module java.xml, which ImageIO describes formats by.
          "org.w3c.dom",
          "ij",
          "org.scijava",
          "net.imglib2",
          "com.google.gson",
          "org.apache.commons.math3",
          // Comes in the jar, see PackagedReportTest.
          "freemarker",
          "org.yaml.snakeyaml",
          "io.airlift.compress");

  /** Never loaded in Fiji: the worker's side, the command line, and what is in a jar of its own. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("io\\.github\\.robustj\\.(tensorflow|cli|spark)\\b.*");

  /** As in {@code io.github.robustj.worker -> java.net.http java.net.http}. */
  private static final Pattern LINE = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+(\\S.*)");

  @Test
  void onlyWhatFijiShips() {
    List<String> wrong = new ArrayList<>();
    List<Matcher> needs = needs();
    for (Matcher need : needs)
      if (SHIPPED.stream().noneMatch(s -> need.group(2).matches(Pattern.quote(s) + "(\\..*)?"))
          // The parts of Java that not every Java has.
          || need.group(3).startsWith("jdk.")) wrong.add(need.group().strip());
    assertTrue(needs.size() > 100, () -> "jdeps has found only " + needs.size());
    assertEquals(List.of(), wrong);
  }

  private static List<Matcher> needs() {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int status = jdeps.run(out, out, "-verbose:package", "--ignore-missing-deps", "target/classes");
    assertEquals(0, status, printed.toString());
    Stream<Matcher> found = printed.toString().lines().map(LINE::matcher);
    return found
        .filter(Matcher::matches)
        .filter(need -> !ELSEWHERE.matcher(need.group(1)).matches())
        .toList();
  }
}
