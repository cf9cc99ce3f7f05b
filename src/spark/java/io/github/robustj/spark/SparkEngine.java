package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Cluster;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Outcome;
import io.github.robustj.model.ThreadLimit;
import io.github.robustj.worker.Engines;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Jobs as tasks of Spark. A single one is run where the command was started, which knows all files
 * already.
 */
final class SparkEngine implements Cluster.Opened {

  /** For the first executor; a cluster that is busy may take longer, which is waited for later. */
  private static final long PATIENCE_MILLIS = 30_000;

  private static final long POLL_MILLIS = 200;

  /** Executors in this process and the driver's side of all others are there once. */
  private static final AtomicBoolean OPEN = new AtomicBoolean();

  private final JavaSparkContext spark;
  private final Master master;
  private final RunningParts running;
  private final int cpus;

  private SparkEngine(JavaSparkContext spark, Master master, RunningParts running) {
    this.spark = spark;
    this.master = master;
    this.running = running;
    cpus = SparkSettings.cpus(spark.getConf());
  }

  static SparkEngine open(Master master, Consumer<String> log) {
    if (!OPEN.compareAndSet(false, true)) throw SparkFailures.inUse(null);
    boolean opened = false;
    try {
      SparkEngine engine = begin(master, log);
      opened = true;
      return engine;
    } finally {
      if (!opened) OPEN.set(false);
    }
  }

  private static SparkEngine begin(Master master, Consumer<String> log) {
    SparkSettings.quietLog();
    SparkConf conf = SparkSettings.of(master);
    SparkSettings.requireScratch(conf);
    master.threads().ifPresent(cores -> prepare(SparkSettings.threads(conf, cores), cores));
    RunningParts running = new RunningParts();
    JavaSparkContext spark = context(master, conf);
    SparkEngine engine = new SparkEngine(spark, master, running);
    if (!master.isLocal() && !hasExecutor(spark, master))
      log.accept(
          "%s has given no executor yet and is waited for; it may be busy, or executors ask for more memory or cores than its machines have (spark.executor.memory, spark.executor.cores)."
              .formatted(master.address()));
    return engine;
  }

  /** Here the engine loads its native code while Spark starts. */
  private static void prepare(int threads, int cores) {
    ThreadLimit.set(threads, cores);
    Engines.standard().prepare();
  }

  private static JavaSparkContext context(Master master, SparkConf conf) {
    JavaSparkContext spark = null;
    try {
      spark = new JavaSparkContext(conf);
      // Where no master has answered as one, Spark has ended itself by now.
      if (!spark.sc().isStopped()) return spark;
      throw SparkFailures.opening(master, null);
    } catch (RobustJException said) {
      throw said;
    } catch (Exception | LinkageError e) {
      if (spark != null) spark.stop();
      throw SparkFailures.opening(master, e);
    }
  }

  /**
   * Waits a while for the first one.
   *
   * @throws RobustJException if Spark has ended itself meanwhile, as it does where no master
   *     answers, or none of the executors lives
   */
  private static boolean hasExecutor(JavaSparkContext spark, Master master) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!ExecutorCores.current().awaitOne(POLL_MILLIS)) {
      if (spark.sc().isStopped())
        throw isTaken(spark)
            ? SparkFailures.noExecutor(master)
            : SparkFailures.opening(master, null);
      if (System.nanoTime() > end) return false;
    }
    return true;
  }

  /** Whether a master has taken the run and named it; Spark names it otherwise itself. */
  private static boolean isTaken(JavaSparkContext spark) {
    return spark.sc().applicationId().startsWith("app-");
  }

  @Override
  public int atOnce() {
    return Math.max(1, ExecutorCores.current().slots(cpus));
  }

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    return Engines.standard().run(job, listener);
  }

  /**
   * One that ends its executor twice, the second time with nothing else running there, is left out;
   * what ran beside it is run again.
   *
   * @throws RobustJException also if nothing can be done on an executor, or the cluster ends the
   *     run
   */
  @Override
  public <R> void runAll(
      List<? extends Job<R>> jobs, JobListener listener, BiConsumer<Integer, Outcome<R>> found) {
    if (jobs.isEmpty()) return;
    PartSubmitter submitter = new PartSubmitter(spark, running.begin(), jobs);
    try {
      master.threads().ifPresent(SparkEngine::share);
      TaskSize size = new TaskSize(!master.isLocal());
      new RunOfParts<>(submitter, running, size, this::atOnce, jobs, listener, found).run();
    } finally {
      running.end();
      // What comes next here, as the last step of an evaluation, is alone.
      if (master.isLocal()) share(1);
    }
  }

  /** So many jobs share the threads of this process. */
  private static void share(int jobs) {
    if (!ThreadLimit.isNone()) ThreadLimit.set(ThreadLimit.threads(), jobs);
  }

  /** Of which cluster, in sentences. */
  @Override
  public String toString() {
    return "Spark at " + master.address();
  }

  @Override
  public void close() {
    spark.stop();
    if (master.isLocal()) ThreadLimit.lift();
    OPEN.set(false);
  }
}
