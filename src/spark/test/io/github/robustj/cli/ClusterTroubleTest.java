package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.job.Cluster;
import io.github.robustj.spark.StandaloneCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is said on a real Spark where something is wrong with a machine or with the data, and that
 * the same line goes on once it is mended. Disks that are full are small ones in memory, which only
 * root can make.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ClusterTroubleTest {

  private static final String CLASSES = "spark.executor.extraClassPath";
  private static final String HOME = "spark.executorEnv.ROBUSTJ_HOME";

  @TempDir static Path folder;
  private static StandaloneCluster machines;
  private Process worker;
  private Path to;

  @BeforeAll
  static void begin() throws Exception {
    MatrixVerb.write(folder.resolve("data"));
    machines = StandaloneCluster.begin(folder.resolve("machines"));
    System.setProperty("spark.executor.memory", "512m");
    System.setProperty(
        "spark.executor.extraJavaOptions", String.join(" ", StandaloneCluster.QUICK));
    System.setProperty("spark.executor.cores", "1");
    System.setProperty("spark.robustj.threads", "" + Runtime.getRuntime().availableProcessors());
  }

  @AfterAll
  static void end() {
    machines.close();
    List.of("memory", "cores", "extraJavaOptions")
        .forEach(key -> System.clearProperty("spark.executor." + key));
    System.clearProperty("spark.robustj.threads");
  }

  @BeforeEach
  void place() throws IOException {
    System.setProperty(CLASSES, StandaloneCluster.classPath());
    to = Files.createTempDirectory(folder, "case");
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (worker != null) worker.destroyForcibly().waitFor();
    System.clearProperty(CLASSES);
    System.clearProperty(HOME);
  }

  /** Everything else is done, and the same line does only what was left out. */
  @ParameterizedTest
  @EnumSource(names = {"MASKS", "COMPARE"})
  void whatEndsItsExecutorTwiceIsLeftOut(MatrixVerb verb) throws Exception {
    worker = machines.worker(2);
    try (Cluster.Opened cluster = Cluster.at(machines.address(), line -> {})) {
      String said =
          failed(CommandLineCall.with(new HaltingEngine(cluster, 1), line(verb, "--shard", "1/1")));
      assertTrue(said.contains("It ended the executor that ran it twice ("), said);
      assertTrue(said.matches("(?s).*1 of \\d+ parts failed: .*"), said);
      CommandLineCall again = done(CommandLineCall.with(cluster, line(verb, "--shard", "1/1")));
      assertTrue(again.err().matches("(?s).*3 of 4 parts were finished before.*"), again.err());
    }
    done(CommandLineCall.of("merge", "--out", verb.out(to).toString()));
    assertSameAsWhole(verb);
  }

  @Test
  void anExecutorWithoutEngine() throws Exception {
    worker = machines.worker(1);
    System.setProperty(
        CLASSES,
        Arrays.stream(StandaloneCluster.classPath().split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*(tensorflow-|ndarray|javacpp).*"))
            .collect(Collectors.joining(File.pathSeparator)));
    System.setProperty(HOME, Files.createDirectories(to.resolve("home")).toString());
    String said = failed(cluster(MatrixVerb.MASKS));
    assertTrue(said.contains("nothing can be done: No engine is installed"), said);
    assertEquals(List.of(), files());
    // Nothing was found yet, so another command is welcome.
    System.setProperty(CLASSES, StandaloneCluster.classPath());
    done(cluster(MatrixVerb.MASKS, "--tile", "64"));
  }

  @Test
  void dataThatOnlyTheDriverHas() throws Exception {
    requireRoot();
    Path data = folder.resolve("data/volumes");
    worker = machines.worker(1, "mount -t tmpfs none '%s'".formatted(data));
    String said = failed(cluster(MatrixVerb.MASKS));
    assertTrue(said.contains(data + "/"), said);
    assertTrue(said.contains("is not there, but it is where the run was started"), said);
    assertEquals(List.of(), files());
    worker.destroyForcibly().waitFor();
    worker = machines.worker(1);
    done(cluster(MatrixVerb.MASKS));
    assertSameAsWhole(MatrixVerb.MASKS);
  }

  /** Where a worker cannot even make the folder of an executor. */
  @Test
  void aFullDiskOfAWorker() throws Exception {
    requireRoot();
    worker =
        machines.worker(
            1,
            "mkdir -p '%1$s'\nmount -t tmpfs -o size=4k,nr_inodes=1 none '%1$s'"
                .formatted(machines.nextWork()));
    String said = failed(cluster(MatrixVerb.MASKS));
    assertTrue(
        said.contains(
            "Every executor that %s began ended before it was ready".formatted(machines.address())),
        said);
    assertEquals(List.of(), files());
  }

  @Test
  void aFullDiskOfTheResults() throws Exception {
    requireRoot();
    worker = machines.worker(1);
    Path out = Files.createDirectories(to.resolve("r"));
    shell("mount", "-t", "tmpfs", "-o", "size=1400k", "none", out.toString());
    try {
      String said = failed(cluster(MatrixVerb.MASKS));
      assertTrue(said.contains(out + "/"), said);
      assertTrue(said.contains("could not be written: the disk is full; free some space"), said);
      assertTrue(files().stream().allMatch(file -> file.matches("r/parts/(run.json|.*\\.part)")));
      shell("mount", "-o", "remount,size=100m", out.toString());
      CommandLineCall again = done(cluster(MatrixVerb.MASKS));
      assertTrue(again.err().contains("were finished before"), again.err());
      assertSameAsWhole(MatrixVerb.MASKS);
    } finally {
      shell("umount", out.toString());
    }
  }

  @Test
  void aDamagedChunk() throws Exception {
    worker = machines.worker(1);
    Path chunk;
    try (Stream<Path> all = Files.walk(folder.resolve("data/slide.ome.zarr/0"))) {
      chunk =
          all.filter(p -> p.getFileName().toString().matches("\\d+"))
              .filter(Files::isRegularFile)
              .sorted()
              .skip(1)
              .findFirst()
              .get();
    }
    byte[] bytes = Files.readAllBytes(chunk);
    Files.write(chunk, Arrays.copyOf(bytes, bytes.length / 2));
    String said;
    try {
      said = failed(cluster(MatrixVerb.BLOCKS));
    } finally {
      Files.write(chunk, bytes);
    }
    assertTrue(said.contains(chunk.toString()), said);
    assertFalse(said.contains("an error of its own"), said);
    done(cluster(MatrixVerb.BLOCKS));
    assertSameAsWhole(MatrixVerb.BLOCKS);
  }

  @ParameterizedTest
  @EnumSource(names = {"POINTS", "BOXES"})
  void aDamagedImage(MatrixVerb verb) throws Exception {
    worker = machines.worker(1);
    Path images = folder.resolve(verb == MatrixVerb.POINTS ? "data/heads" : "data/cells");
    Path image = images.resolve("0_damaged.png");
    Files.writeString(image, "no image");
    try {
      String said = failed(cluster(verb));
      assertTrue(said.contains("1 of 5 images failed: 0_damaged.png"), said);
    } finally {
      Files.delete(image);
    }
    done(cluster(verb, "--overwrite"));
  }

  private CommandLineCall cluster(MatrixVerb verb, String... more) {
    return CommandLineCall.of(
        line(
            verb,
            Stream.concat(Stream.of(more), Stream.of("--cluster", machines.address()))
                .toArray(String[]::new)));
  }

  private String[] line(MatrixVerb verb, String... more) {
    return verb.line(folder.resolve("data"), to, more).toArray(String[]::new);
  }

  /** Of the results, without Spark's and RobustJ's own. */
  private List<String> files() throws IOException {
    Path out = to.resolve("r");
    if (!Files.exists(out)) return List.of();
    return List.copyOf(DividedFiles.in(out).keySet().stream().map(name -> "r/" + name).toList());
  }

  private void assertSameAsWhole(MatrixVerb verb) throws IOException {
    Path whole = Files.createTempDirectory(folder, "whole");
    done(CommandLineCall.of(verb.line(folder.resolve("data"), whole).toArray(String[]::new)));
    Map<String, String> found = new HashMap<>(DividedFiles.timeless(verb.out(to)));
    found.remove("parts/run.json");
    DividedFiles.assertSame(DividedFiles.timeless(verb.out(whole)), found);
  }

  private static void requireRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "mounts need root");
  }

  private static void shell(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static CommandLineCall done(CommandLineCall call) {
    assertEquals(Program.DONE, call.exitCode(), call.err());
    return call;
  }

  private static String failed(CommandLineCall call) {
    assertEquals(Program.FAILED, call.exitCode(), call.err());
    return call.err();
  }
}
