package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Cluster;
import io.github.robustj.job.Engine;
import io.github.robustj.spark.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every verb on 1, 2 and 4 executors of one core of a real Spark, whatever happens to them or to
 * the driver, writes the files of the undivided run, bit for bit.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class ClusterMatrixTest {

  private static final int TERMINATED = 143;
  private static final int KILLED = 137;

  @TempDir static Path folder;
  private static StandaloneCluster machines;
  private static Process worker;
  private static final Map<String, String> SETTINGS = new HashMap<>();
  private static final Map<MatrixVerb, Map<String, String>> WHOLE = new EnumMap<>(MatrixVerb.class);

  @BeforeAll
  static void begin() throws Exception {
    MatrixVerb.write(folder.resolve("data"));
    machines = StandaloneCluster.begin(folder.resolve("machines"));
    worker = machines.worker(4);
    SETTINGS.put("spark.executor.extraClassPath", StandaloneCluster.classPath());
    SETTINGS.put("spark.executor.memory", "512m");
    SETTINGS.put("spark.executor.extraJavaOptions", String.join(" ", StandaloneCluster.QUICK));
    SETTINGS.put("spark.executor.cores", "1");
    // As many as the undivided run has.
    SETTINGS.put("spark.robustj.threads", "" + Runtime.getRuntime().availableProcessors());
    SETTINGS.forEach(System::setProperty);
  }

  @AfterAll
  static void end() {
    machines.close();
    SETTINGS.put("spark.cores.max", "");
    SETTINGS.keySet().forEach(System::clearProperty);
  }

  /** With two, one is killed in the middle of every verb, and the master begins another. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void executors(int count) {
    System.setProperty("spark.cores.max", "" + count);
    try (Cluster.Opened cluster = Cluster.at(machines.address(), System.err::println)) {
      assertAll(Stream.of(MatrixVerb.values()).map(verb -> () -> same(verb, cluster, count)));
    }
  }

  private static void same(MatrixVerb verb, Cluster.Opened cluster, int count) throws Exception {
    Path to = folder.resolve(verb + "-" + count);
    Engine engine = count == 1 ? cluster : new ShuffledEngine(cluster, count);
    CompletableFuture<Boolean> killed =
        CompletableFuture.supplyAsync(() -> count != 2 || kill(to, cluster));
    CommandLineCall share = done(CommandLineCall.with(engine, line(verb, to, "--shard", "1/1")));
    assertTrue(killed.get(1, TimeUnit.MINUTES), share.err());
    done(CommandLineCall.of("merge", "--out", verb.out(to).toString()));
    Map<String, String> files = DividedFiles.timeless(to);
    String run = files.keySet().stream().filter(n -> n.endsWith("parts/run.json")).findAny().get();
    assertTrue(files.remove(run).contains("\"joined\": true"));
    assertSameAsWhole(verb, files);
  }

  /** By SIGTERM, then by SIGKILL; the same line goes on. */
  @ParameterizedTest
  @EnumSource
  void aDriverThatIsEndedTwice(MatrixVerb verb) throws Exception {
    Path to = folder.resolve(verb + "-ended");
    System.setProperty("spark.cores.max", "1");
    SETTINGS.put("spark.cores.max", "1");
    String[] line = line(verb, to, "--cluster", machines.address());
    MatrixDriver told = MatrixDriver.begin(folder, SETTINGS, List.of(line));
    told.awaitMore(to, 0);
    told.process().destroy();
    assertEquals(TERMINATED, told.exitCode(), told.text());
    long before = MatrixVerb.kept(to);
    assertTrue(before > 0, told.text());
    MatrixDriver killed = MatrixDriver.begin(folder, SETTINGS, List.of(line));
    killed.awaitMore(to, before);
    killed.process().destroyForcibly();
    assertEquals(KILLED, killed.exitCode(), killed.text());
    assertTrue(MatrixVerb.kept(to) > before, killed.text());
    CommandLineCall last = done(CommandLineCall.of(line));
    if (verb != MatrixVerb.BLOCKS)
      assertTrue(last.err().contains("were finished before"), last.err());
    assertSameAsWhole(verb, DividedFiles.timeless(to));
  }

  private static boolean kill(Path to, Cluster.Opened cluster) {
    try {
      while (MatrixVerb.kept(to) == 0 || cluster.atOnce() < 2) Thread.sleep(5);
      Optional<ProcessHandle> one =
          worker.toHandle().descendants().filter(ClusterMatrixTest::isExecutor).findFirst();
      return one.isPresent() && one.get().destroyForcibly();
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static boolean isExecutor(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend");
  }

  private static void assertSameAsWhole(MatrixVerb verb, Map<String, String> found)
      throws IOException {
    if (!WHOLE.containsKey(verb)) {
      Path to = folder.resolve(verb + "-whole");
      done(CommandLineCall.of(line(verb, to)));
      WHOLE.put(verb, DividedFiles.timeless(to));
    }
    DividedFiles.assertSame(WHOLE.get(verb), found);
  }

  private static String[] line(MatrixVerb verb, Path to, String... more) {
    return verb.line(folder.resolve("data"), to, more).toArray(String[]::new);
  }

  private static CommandLineCall done(CommandLineCall call) {
    assertEquals(Program.DONE, call.exitCode(), call.err());
    return call;
  }
}
