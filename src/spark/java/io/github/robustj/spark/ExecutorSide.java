package io.github.robustj.spark;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.ThreadLimit;
import io.github.robustj.worker.Engines;
import io.github.robustj.worker.WorkerSettings;
import java.io.IOException;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * What an executor has once: its line to the driver, and its engine, which is begun with the first
 * part and stays open. That is a process of its own with the engine's folder, as in Fiji, unless
 * TensorFlow Java is on the class path: native code that crashes then takes no executor along, and
 * none of Spark's libraries meets one of TensorFlow's.
 */
final class ExecutorSide {

  /** Spark's name of the one executor of {@code local[4]}. */
  private static final String DRIVER = "driver";

  /** Spark's usual name of that kind of resource, if it knows of any. */
  private static final String GPU = "gpu";

  private static volatile PluginContext line;
  private static Engine engine;

  private ExecutorSide() {}

  static void begin(PluginContext context) {
    line = context;
  }

  static void end() {
    boolean own = line != null && !line.executorID().equals(DRIVER);
    if (own) Engines.stop();
  }

  static String executor() {
    return line.executorID();
  }

  /** As sentences name it. */
  static String place() {
    return executor().equals(DRIVER)
        ? "this process"
        : "executor %s on %s"
            .formatted(executor(), SparkEnv.get().blockManager().blockManagerId().host());
  }

  /**
   * @param listener hears what users should know of the first use
   * @throws RobustJException if there is no engine, or one that is not whole
   */
  static synchronized Engine engine(JobListener listener) {
    if (engine == null) {
      if (!executor().equals(DRIVER)) limit((Integer) ask(new Report.Cores(executor())));
      ResourceInformation gpus = line.resources().get(GPU);
      if (gpus != null) WorkerSettings.useGpus(List.of(gpus.addresses()));
      SparkSettings.difference(line.conf(), ThreadLimit.threads()).ifPresent(listener::log);
      Engine found = Engines.standard();
      if (found != Engine.inProcess()) WorkerSettings.of(EngineFolder.standard());
      engine = found;
    }
    return engine;
  }

  private static void limit(int cores) {
    SparkConf conf = line.conf();
    ThreadLimit.set(
        SparkSettings.threads(conf, cores), Math.max(1, cores / SparkSettings.cpus(conf)));
  }

  static Object ask(Report question) {
    try {
      return line.ask(question);
    } catch (Exception e) {
      throw new IllegalStateException("the driver does not answer", e);
    }
  }

  /** Lost where the driver is: this executor then ends, too. */
  static void tell(Report report) {
    try {
      line.send(report);
    } catch (IOException gone) {
      TaskContext.get().killTaskIfInterrupted();
    }
  }
}
