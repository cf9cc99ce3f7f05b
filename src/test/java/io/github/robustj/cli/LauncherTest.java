package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import io.github.robustj.data.Normalization;
import io.github.robustj.testing.ShortJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code robustj} as a process, as users start it. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);

  private static String help;

  @TempDir Path folder;
  private Path launcher;

  private record End(int exitCode, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    launcher = Files.copy(Path.of("src/main/scripts/robustj"), home.resolve("robustj"));
    String classPath = System.getProperty("java.class.path");
    String absolute =
        Arrays.stream(classPath.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    Files.writeString(home.resolve("robustj.classpath"), absolute);
  }

  /** Without a locale, Java by itself would not find the file, and native code adds its lines. */
  @Test
  void predictsFilesWithUmlautsWithoutALocaleAndSaysOnlyWhatIsOurs() throws Exception {
    IJ.saveAsTiff(UntrainedModels.image(8, 1), folder.resolve("image.tif").toString());
    Path model =
        UntrainedModels.model(folder, UntrainedModels.segmentation(), Normalization.DEFAULT, 8);
    End end =
        run(
            Map.of("LC_ALL", "C"),
            "cd '%s' && mkdir männlich && mv image.tif männlich/Schläfe.tif".formatted(folder),
            "$robustj predict --model %s --input männlich/Schläfe.tif --out größe".formatted(model),
            "code=$?; [ -f größe/Schläfe-overlay.png ] && echo written; exit $code");
    assertEquals(Program.DONE, end.exitCode(), end.err());
    assertTrue(end.out().endsWith("written\n"), end.toString());
    Pattern ours = Pattern.compile("CPU: .*| *\\d+ %  .*");
    List<String> others = end.err().lines().filter(line -> !ours.matcher(line).matches()).toList();
    assertEquals(List.of(), others);
  }

  /** What is not in the filter comes through it, and the exit code is that of Java. */
  @Test
  void whatTheVirtualMachineSaysIsSeen() throws Exception {
    End end = run(Map.of("ROBUSTJ_JAVA_OPTS", "-XX:NoSuchOption=1"), "$robustj --version");
    assertEquals(1, end.exitCode());
    // The filter is a process of its own, and Java does not wait for it.
    String said = end.out() + end.err();
    for (long until = System.nanoTime() + PATIENCE; !said.contains("NoSuchOption"); ) {
      assertTrue(System.nanoTime() < until, "not said in a minute: " + said);
      Thread.sleep(20);
      said = text(folder.resolve("out.txt")) + text(folder.resolve("err.txt"));
    }
  }

  /** By the file of its installation, or by itself where there is none. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOldJavaIsRefused(boolean hasFile) throws Exception {
    Path java = java(hasFile ? "no version" : "java version '\"'1.8.0_402'\"'");
    if (hasFile)
      Files.writeString(java.resolve("release"), "LIBC=\"gnu\"\nJAVA_VERSION=\"11.0.2\"");
    End end = run(Map.of(), "JAVA_HOME='%s' $robustj --version".formatted(java));
    assertEquals(1, end.exitCode(), end.toString());
    String version = hasFile ? "11" : "1";
    String sentence =
        "robustj: %s/bin/java is Java %s, but Java 17 or newer is needed; set JAVA_HOME.\n";
    assertEquals(sentence.formatted(java, version), end.err());
  }

  /** Starting one to ask for its version would take as long as all else of the launcher. */
  @Test
  void javaIsStartedOnceThroughALink() throws Exception {
    Path java = java("started");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"21\"");
    Path links = Files.createDirectories(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), java.resolve("bin/java"));
    End end =
        run(Map.of(), "unset JAVA_HOME", "PATH='%s':$PATH $robustj --version".formatted(links));
    assertEquals("started\n", end.out(), end.toString());
  }

  /** Which Java by itself does not look at; one of another machine is not there. */
  @Test
  void temporaryFilesGoWhereTheSystemSays() throws Exception {
    Path java = java("\"$@\"");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"21\"");
    String set = "-Djava.io.tmpdir=" + folder;
    Map<String, String> there = Map.of("TMPDIR", folder.toString());
    Map<String, String> gone = Map.of("TMPDIR", folder + "/gone");
    String line = "JAVA_HOME='%s' $robustj predict".formatted(java);
    assertTrue(run(there, line).out().contains(set));
    assertFalse(run(gone, line).out().contains("tmpdir"));
  }

  /** As the engine's own process has them, and as the user wants them who says so. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1"})
  void convolutionsAreThoseOfOneDnn(String wanted) throws Exception {
    Path java = java("oneDNN $TF_ENABLE_ONEDNN_OPTS");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"21\"");
    Map<String, String> given =
        wanted.isEmpty() ? Map.of() : Map.of("TF_ENABLE_ONEDNN_OPTS", wanted);
    boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    String expected = wanted.isEmpty() && x86 ? "1" : wanted;
    End end = run(given, "JAVA_HOME='%s' $robustj predict".formatted(java));
    assertEquals(("oneDNN " + expected).strip() + "\n", end.out(), end.toString());
  }

  /** Java tells on standard output what it does not understand of how it is to compile. */
  @Test
  void javaSaysNothingOfWhatItCompilesLater() throws Exception {
    Files.copy(
        launcher.resolveSibling("robustj.classpath"),
        launcher.resolveSibling("robustj.spark-classpath"));
    End end = run(Map.of(), "$robustj evaluate --help --cluster local");
    assertEquals(help(), end.out(), end.toString());
  }

  /** What Java kept of the classes of another build, or half of it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "half of a file"})
  void damagedClassesArePassedOver(String kept) throws Exception {
    Files.copy(
        launcher.resolveSibling("robustj.classpath"),
        launcher.resolveSibling("robustj.spark-classpath"));
    Files.writeString(launcher.resolveSibling("robustj.spark.jsa"), kept);
    End end = run(Map.of(), "$robustj evaluate --help --cluster local");
    assertEquals(0, end.exitCode(), end.toString());
    assertEquals("", end.err());
    assertEquals(help(), end.out());
  }

  /** The same whatever lies beside the launcher, so that it is asked for once. */
  private String help() throws Exception {
    if (help == null) {
      End end = run(Map.of(), "$robustj evaluate --help");
      assertEquals(0, end.exitCode(), end.toString());
      assertTrue(end.out().contains("--epsilons"), end.toString());
      help = end.out();
    }
    return help;
  }

  /** A program in place of Java, which only says something. */
  private Path java(String says) throws IOException {
    Path home = folder.resolve("other java");
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\necho " + says + "\n");
    assertTrue(program.toFile().setExecutable(true));
    return home;
  }

  /** This JVM may be without a locale itself, so that the names are in a file of the shell. */
  private End run(Map<String, String> environment, String... lines) throws Exception {
    Path script = folder.resolve("call.sh");
    Files.writeString(script, String.join("\n", lines));
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
    builder.environment().keySet().removeIf(key -> key.matches("LANG|LC_.*|TF_.*"));
    builder.environment().put("ROBUSTJ_JAVA_OPTS", String.join(" ", ShortJvm.OPTIONS));
    builder.environment().putAll(environment);
    builder.environment().put("robustj", launcher.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it did not end");
    } finally {
      process.destroyForcibly();
    }
    return new End(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
