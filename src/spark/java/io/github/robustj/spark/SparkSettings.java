package io.github.robustj.spark;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.file.SystemReason;
import io.github.robustj.worker.WorkerSettings;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.util.Utils;

/**
 * How Spark is set up. What users say, by {@code spark-submit}, its {@code spark-defaults.conf} or
 * Java's {@code -Dspark.NAME=VALUE}, comes before what is only usual here.
 */
final class SparkSettings {

  /** With how many threads every executor computes; as many as it has cores, if missing. */
  static final String THREADS = "spark.robustj.threads";

  /** How many threads a run without a cluster has where this one was started. */
  private static final String SINGLE = "spark.robustj.single";

  /** log4j's own name of it. */
  private static final String LOG_FILE = "log4j2.configurationFile";

  /** Names of the memory beyond Java's heap, as users may have said it. */
  private static final List<String> OVERHEADS =
      List.of("spark.executor.memoryOverhead", "spark.executor.memoryOverheadFactor");

  /** An older name, which Spark sets itself for the driver that it starts in a pod. */
  private static final String KUBERNETES_FACTOR = "spark.kubernetes.memoryOverheadFactor";

  private static final String USUAL_FACTOR = "0.1";

  private static final String ENGINE_MEMORY = "2g";

  /** Each part that ends its executors ends two. */
  private static final String MOST_FAILURES = "100";

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final String LOOPBACK = "127.0.0.1";

  private SparkSettings() {}

  static SparkConf of(Master master) {
    SparkConf conf = new SparkConf(true).setMaster(master.address());
    // Parts that end their executors are counted here, by part.
    conf.set("spark.task.maxFailures", "1");
    extend(conf, "spark.plugins", ReportsPlugin.class.getName());
    extend(conf, "spark.extraListeners", ExecutorCores.class.getName());
    conf.set(SINGLE, Integer.toString(CORES));
    conf.setIfMissing("spark.app.name", "RobustJ");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // Under spark-submit, whose usual profile says hundreds of lines.
    if (!isLogSetUp()) conf.setIfMissing("spark.log.level", "ERROR");
    if (master.isLoopback()) {
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
    }
    if (!master.isLocal()) executors(conf, master.kind());
    return conf;
  }

  /**
   * Where it cannot make one, Spark ends the process.
   *
   * @throws RobustJException if no folder can be made where Spark puts its scratch files
   */
  static void requireScratch(SparkConf conf) {
    String[] places = Utils.getConfiguredLocalDirs(conf);
    IOException reason = null;
    for (String place : places)
      try {
        Files.delete(Files.createTempDirectory(Files.createDirectories(Path.of(place)), "robustj"));
        return;
      } catch (IOException e) {
        reason = e;
      }
    throw new RobustJException(
        "No folder can be made in %s, where Spark puts its scratch files (%s); free some space there, or name another folder in spark.local.dir."
            .formatted(String.join(" or ", places), SystemReason.of(reason)),
        reason);
  }

  /**
   * With how many threads a process computes that has so many cores.
   *
   * @param cores that Spark lends; there may be fewer
   */
  static int threads(SparkConf conf, int cores) {
    return Math.max(1, conf.getInt(THREADS, Math.min(cores, CORES)));
  }

  /** What users should know of that many threads; empty if a run without a cluster has as many. */
  static Optional<String> difference(SparkConf conf, int threads) {
    int single = conf.getInt(SINGLE, threads);
    if (threads == single) return Optional.empty();
    return Optional.of(
        "Threads of a process of the cluster: %d; of a run without a cluster here: %d. Results may differ in their last digits; -D%s=%d in ROBUSTJ_JAVA_OPTS makes them equal."
            .formatted(threads, single, THREADS, single));
  }

  /** How many cores a part takes. */
  static int cpus(SparkConf conf) {
    return Math.max(1, conf.getInt("spark.task.cpus", 1));
  }

  private static void executors(SparkConf conf, Master.Kind kind) {
    // An image has its own folder for it.
    if (kind != Master.Kind.KUBERNETES) {
      Path home = Extensions.home().toAbsolutePath().normalize();
      conf.setIfMissing("spark.executorEnv." + Extensions.HOME_VARIABLE, home.toString());
    }
    if (kind == Master.Kind.KUBERNETES || kind == Master.Kind.YARN) containers(conf);
    conf.setIfMissing("spark.executorEnv.TF_CPP_MIN_LOG_LEVEL", "2");
    // Of the user or the launcher: parts must be computed as the last step here is.
    String convolutions = System.getenv(WorkerSettings.ONEDNN_VARIABLE);
    if (convolutions != null)
      conf.setIfMissing("spark.executorEnv." + WorkerSettings.ONEDNN_VARIABLE, convolutions);
    List<Path> own = new ArrayList<>(EngineFolder.ownClassPath());
    own.add(ownJar());
    // Spark brings jars to executors; folders of classes, as developers have them, are only named.
    String jars = paths(own.stream().filter(Files::isRegularFile), ",");
    String folders = paths(own.stream().filter(Files::isDirectory), File.pathSeparator);
    if (!jars.isEmpty()) conf.set("spark.jars", together(conf.get("spark.jars", ""), jars));
    if (!folders.isEmpty()) conf.setIfMissing("spark.executor.extraClassPath", folders);
  }

  /** Where executors have limits that hold for all of their processes. */
  private static void containers(SparkConf conf) {
    // Of the engine, which is a process of its own; Spark's usual 384 MB hold none.
    boolean said = OVERHEADS.stream().anyMatch(conf::contains);
    if (!said && conf.get(KUBERNETES_FACTOR, USUAL_FACTOR).equals(USUAL_FACTOR))
      conf.set("spark.executor.memoryOverhead", ENGINE_MEMORY);
    // Spark's usual limit, of some failures in all, would end a run for its third bad part.
    conf.setIfMissing("spark.executor.maxNumFailures", MOST_FAILURES);
  }

  private static Path ownJar() {
    try {
      return Path.of(
          SparkSettings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String paths(Stream<Path> all, String separator) {
    return all.map(path -> path.toAbsolutePath().toString())
        .distinct()
        .collect(Collectors.joining(separator));
  }

  private static void extend(SparkConf conf, String key, String value) {
    conf.set(key, together(conf.get(key, ""), value));
  }

  /** The names of both lists, each once: {@code spark-submit} may have been given the same jars. */
  private static String together(String given, String ours) {
    List<String> all = new ArrayList<>();
    for (String one : (given + "," + ours).split(","))
      if (!one.isBlank() && all.stream().noneMatch(known -> name(known).equals(name(one))))
        all.add(one);
    return String.join(",", all);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Spark's log says errors only, where nobody has set it up otherwise. Called before any class of
   * Spark is loaded.
   */
  static void quietLog() {
    boolean submitted = System.getProperty("SPARK_SUBMIT") != null;
    if (!submitted && !isLogSetUp())
      System.setProperty(LOG_FILE, "classpath:io/github/robustj/spark/log4j2.properties");
  }

  /** As in Spark's {@code conf/}, which is on the class path of {@code spark-submit}. */
  private static boolean isLogSetUp() {
    ClassLoader loader = SparkSettings.class.getClassLoader();
    return System.getProperty(LOG_FILE) != null
        || Stream.of("properties", "xml", "yaml", "json")
            .anyMatch(ending -> loader.getResource("log4j2." + ending) != null);
  }
}
