package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts for Slurm, started by programs that stand in for {@code sbatch} and {@code srun}; a
 * shell script that says what it is told is their {@code robustj}.
 */
@DisabledOnOs(OS.WINDOWS)
class ClusterScriptsTest {

  private static final int TERMINATED = 143;

  @TempDir Path folder;

  private record End(int exitCode, List<String> out) {}

  @BeforeEach
  void writeLauncher() throws IOException {
    Path robustj = folder.resolve("robustj");
    String script =
        """
        #!/bin/bash
        printf '%s;' "$SLURM_CPUS_PER_TASK" "$ROBUSTJ_JAVA_OPTS" "$@"; echo
        [ "$1" = train ] || exit 0
        trap 'echo cleaned up; exit 143' TERM
        for _ in $(seq 600); do sleep .1; done
        """;
    Files.writeString(robustj, script);
    assertTrue(robustj.toFile().setExecutable(true));
  }

  @Test
  void everyTaskOfAnArrayDoesItsShare() throws Exception {
    End end = run(Map.of(), "--array=1-3", "evaluate", "--data", "my data", "--out", "c.json");
    assertEquals(0, end.exitCode, end.toString());
    String line = "4;-Xmx8192m;evaluate;--data;my data;--out;c.json;--shard;%d/3;";
    assertEquals(List.of(line.formatted(1), line.formatted(2), line.formatted(3)), end.out);
  }

  /** An array may begin anywhere; what cannot be divided has no share, as trainings by seed. */
  @Test
  void sharesAreCountedFromOneAndOnlyOfWhatCanBeDivided() throws Exception {
    End end = run(Map.of(), "--array=7-8", "--mem=6G", "--cpus-per-task=2", "predict");
    assertEquals(
        List.of("2;-Xmx3072m;predict;--shard;1/2;", "2;-Xmx3072m;predict;--shard;2/2;"), end.out);
    assertEquals(List.of("4;-Xmx8192m;merge;"), run(Map.of(), "--array=1-1", "merge").out);
  }

  @Test
  void optionsOfJavaAreTheUsersFirst() throws Exception {
    End end = run(Map.of("ROBUSTJ_JAVA_OPTS", "-Xmx1g"), "predict");
    assertEquals(List.of("4;-Xmx1g;predict;"), end.out);
  }

  /** Slurm tells the script alone before the time is up. */
  @Test
  void aJobThatIsToldToStopLetsItsCommandCleanUp() throws Exception {
    End end = run(Map.of("FAKE_TERM_AFTER", "1"), "train", "--resume");
    assertEquals(TERMINATED, end.exitCode, end.toString());
    assertEquals(List.of("4;-Xmx8192m;train;--resume;", "cleaned up"), end.out);
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    assertEquals(2, run(Map.of()).exitCode);
    End end = run(Map.of("ROBUSTJ", "no-such-robustj"), "predict");
    assertEquals(2, end.exitCode);
    assertTrue(end.out.get(0).startsWith("robustj.sbatch: there is no no-such-robustj on "));
  }

  /** A build whose jars are empty files and whose launcher does nothing. */
  @Test
  void whatIsInstalledCanBeStartedAndNamesItsOwnJars() throws Exception {
    Path build = Files.createDirectories(folder.resolve("build/cluster")).getParent();
    for (String name :
        List.of("robustj-install", "robustj-classes", "robustj-plan", "robustj.sbatch"))
      Files.copy(Path.of("src/main/cluster", name), build.resolve("cluster").resolve(name));
    for (String name : List.of("a.jar", "b.jar")) Files.createFile(build.resolve(name));
    Files.writeString(build.resolve("robustj"), "#!/bin/sh\n");
    for (String list : List.of("robustj.classpath", "robustj.spark-classpath"))
      writeList(build.resolve(list), ":");
    writeList(build.resolve("robustj.spark-jars"), ",");
    Path place = Files.createDirectories(folder.resolve("shared")).toRealPath().resolve("robustj");
    End end =
        start(List.of("bash", build.resolve("cluster/robustj-install") + "", place + ""), Map.of());
    assertEquals(0, end.exitCode, end.toString());
    assertTrue(end.out.get(0).startsWith("robustj-classes: no " + place), end.toString());
    for (String name : List.of("bin/robustj", "bin/robustj-plan", "lib/robustj"))
      assertTrue(Files.isExecutable(place.resolve(name)), name);
    String jars = place.resolve("lib/a.jar") + "%s" + place.resolve("lib/b.jar");
    assertEquals(jars.formatted(","), Files.readString(place.resolve("lib/robustj.spark-jars")));
    assertEquals(jars.formatted(":"), Files.readString(place.resolve("lib/robustj.classpath")));
  }

  private static void writeList(Path list, String separator) throws IOException {
    Path build = list.getParent();
    Files.writeString(list, build.resolve("a.jar") + separator + build.resolve("b.jar"));
  }

  /** Options of Slurm, then the command. */
  private End run(Map<String, String> environment, String... words) throws Exception {
    int options = 0;
    while (options < words.length && words[options].startsWith("--")) options++;
    List<String> given = List.of(words);
    List<String> command = new ArrayList<>();
    command.add(Path.of("src/test/cluster/sbatch").toAbsolutePath().toString());
    command.addAll(given.subList(0, options));
    command.add(Path.of("src/main/cluster/robustj.sbatch").toAbsolutePath().toString());
    command.addAll(given.subList(options, words.length));
    return start(command, environment);
  }

  private End start(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("out.txt").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("ROBUSTJ"));
    String path = Path.of("src/test/cluster").toAbsolutePath() + ":" + folder + ":";
    builder.environment().merge("PATH", path, (usual, ours) -> ours + usual);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it did not end");
    } finally {
      process.destroyForcibly();
    }
    return new End(
        process.exitValue(),
        Files.readString(folder.resolve("out.txt"), StandardCharsets.UTF_8).lines().toList());
  }
}
