package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.packaging.EvaluationJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's jar beside what Fiji ships and nothing else: it brings FreeMarker along. */
@Tag("packaged")
class PackagedReportTest {

  private static final String SHIPPED =
      ".*/(scijava-common|imglib2|gson|ij|commons-math3)-[^/\\\\]*\\.jar";

  @TempDir Path folder;

  @Test
  void reportsWithoutAnyOtherLibrary() throws Exception {
    Path json = folder.resolve("e.json");
    Path out = folder.resolve("out.txt");
    EvaluationJson.write(json, ReportExample.hostile().get(0).evaluation());
    List<String> path = new ArrayList<>(List.of(jar().toString(), session().toString()));
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.replace('\\', '/').matches(SHIPPED))
        .forEach(path::add);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, path),
                ReportSession.class.getName(),
                json.toString(),
                out.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
    Subject same = new Subject("a model", EvaluationJson.read(json));
    Report report = Report.of(List.of(same));
    assertEquals(neutral(report.html() + report.latex()), neutral(Files.readString(out)));
  }

  /** A jar knows its version, classes do not. */
  private static String neutral(String report) {
    return report.replaceAll("RobustJ (development|[0-9][\\w.-]*)", "RobustJ");
  }

  /** Fiji's class path is flat: under its own name FreeMarker would meet that of other plugins. */
  @Test
  void bringsFreeMarkerUnderAnotherNameAndWithItsLicence() throws IOException {
    try (ZipFile zip = new ZipFile(jar().toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      List<String> others =
          names.stream()
              .filter(n -> n.endsWith(".class") && !n.startsWith("io/github/robustj/"))
              .toList();
      assertEquals(List.of(), others);
      assertTrue(names.contains("META-INF/licenses/NOTICE.md"));
      assertTrue(names.contains("META-INF/licenses/Apache-2.0.txt"));
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> list = Files.list(Path.of("target"))) {
      List<Path> jars =
          list.filter(p -> p.getFileName().toString().matches("RobustJ_-.*(?<!-spark)\\.jar"))
              .toList();
      assumeTrue(jars.size() == 1, "mvn package makes the jar");
      return jars.get(0);
    }
  }

  /** Of the tests only the class that is run. */
  private Path session() throws IOException {
    String name = ReportSession.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve("classes").resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of("target/test-classes").resolve(name), copy);
    return folder.resolve("classes");
  }
}
