package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is of Spark, and what is not, in the jars and lists that a build makes. */
@Tag("packaged")
class PackagedSparkTest {

  private static final Path TARGET = Path.of("target");

  /**
   * The launcher's class path without a cluster: all that comes with Spark would slow its start.
   */
  private static final String PLAIN =
      "(RobustJ_|scijava-common|parsington|classgraph|ij|ij1-patcher|javassist|imglib2|gson|error_prone_annotations|commons-math3|picocli|freemarker|snakeyaml|aircompressor|tensorflow-core-api|tensorflow-core-native|ndarray|javacpp|protobuf-java)-[0-9].*\\.jar";

  @Test
  void thePartForClustersIsInAJarOfItsOwnAlone() throws IOException {
    List<String> plugin = entries(jar("RobustJ_-.*(?<!-spark)\\.jar"));
    List<String> spark = entries(jar("RobustJ_-.*-spark\\.jar"));
    assertTrue(plugin.size() > 500);
    assertEquals(List.of(), plugin.stream().filter(PackagedSparkTest::isOfSpark).toList());
    assertTrue(spark.contains("io/github/robustj/spark/SparkCluster.class"));
    assertTrue(spark.contains("io/github/robustj/spark/log4j2.properties"));
    assertTrue(spark.contains("META-INF/services/io.github.robustj.job.Cluster"));
    assertEquals(
        List.of(),
        spark.stream()
            .filter(name -> !isOfSpark(name) && !name.matches("META-INF/(MANIFEST.MF|maven/.*)"))
            .toList());
  }

  @Test
  void onlyClustersHaveSparkOnTheirClassPath() throws IOException {
    List<String> plain = names("robustj.classpath", File.pathSeparator);
    assertEquals(List.of(), plain.stream().filter(name -> !name.matches(PLAIN)).toList());
    List<String> cluster = names("robustj.spark-classpath", File.pathSeparator);
    assertTrue(cluster.containsAll(plain));
    assertTrue(cluster.stream().anyMatch(name -> name.startsWith("spark-core_2.13-")));
    assertTrue(cluster.stream().anyMatch(name -> name.endsWith("-spark.jar")));
    assertTrue(cluster.size() > 100);
  }

  /** Executors have TensorFlow from their engine, and Spark from Spark. */
  @Test
  void executorsAreBroughtWhatTheyNeedAndNoMore() throws IOException {
    List<String> brought = names("robustj.spark-jars", ",");
    assertTrue(brought.stream().allMatch(name -> name.matches(PLAIN)), brought.toString());
    assertTrue(brought.stream().noneMatch(name -> name.matches("(tensorflow|javacpp).*")));
    for (String needed : List.of("RobustJ_", "gson", "imglib2", "ij", "commons-math3", "picocli"))
      assertTrue(brought.stream().anyMatch(name -> name.startsWith(needed + "-")), needed);
  }

  /** By its name for them, where they are of a file that the launcher names. */
  @Test
  void theLauncherHasTheClassesOfSparkFromTheBuild() throws Exception {
    assumeTrue(Files.exists(TARGET.resolve("robustj.spark.jsa")), "a build on Unix makes it");
    ProcessBuilder builder =
        new ProcessBuilder("target/robustj", "evaluate", "--help", "--cluster", "local");
    builder.environment().put("ROBUSTJ_JAVA_OPTS", "-Xlog:class+load");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.contains("robustj.cli.Main source: shared objects file (top)"), said);
  }

  private static boolean isOfSpark(String entry) {
    return entry.startsWith("io/github/robustj/spark/")
        || entry.equals("META-INF/services/io.github.robustj.job.Cluster");
  }

  private static List<String> names(String list, String separator) throws IOException {
    Path file = TARGET.resolve(list);
    assumeTrue(Files.exists(file), "mvn package makes " + file);
    return Stream.of(Files.readString(file).strip().split(separator))
        .map(entry -> Path.of(entry).getFileName().toString())
        .toList();
  }

  private static List<String> entries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  private static Path jar(String name) throws IOException {
    try (Stream<Path> list = Files.list(TARGET)) {
      List<Path> jars = list.filter(p -> p.getFileName().toString().matches(name)).toList();
      assumeTrue(jars.size() == 1, "mvn package makes the jar");
      return jars.get(0);
    }
  }
}
