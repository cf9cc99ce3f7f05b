package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.worker.JobBytes;
import java.util.List;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** Gives parts of a run to Spark, each as a job of one task. */
final class PartSubmitter {

  /** What Spark's messages need beside the part itself. */
  private static final long MARGIN = 1 << 20;

  private final JavaSparkContext spark;
  private final long run;
  private final List<? extends Job<?>> jobs;

  /**
   * @param run its number
   */
  PartSubmitter(JavaSparkContext spark, long run, List<? extends Job<?>> jobs) {
    this.spark = spark;
    this.run = run;
    this.jobs = jobs;
  }

  /**
   * @param alone whether nothing else may run in its process meanwhile
   * @return a list of one
   * @throws RobustJException if it is too large to travel, or the cluster has ended the run
   */
  JavaFutureAction<List<PartResult>> submit(int part, boolean alone) {
    JobPaths paths = new JobPaths();
    byte[] bytes = JobBytes.ofJob(paths.absolute(jobs.get(part)));
    requireSmall(bytes);
    try {
      return spark
          .parallelize(List.of(bytes), 1)
          .map(new PartTask(run, part, alone, paths.existing()))
          .collectAsync();
    } catch (IllegalStateException stopped) {
      throw SparkFailures.ended(stopped);
    }
  }

  private void requireSmall(byte[] bytes) {
    long most = ((long) spark.getConf().getInt("spark.rpc.message.maxSize", 128) << 20) - MARGIN;
    if (bytes.length > most)
      throw new RobustJException(
          "A part of %d MiB is too large to be sent to an executor, %d MiB at most; give its images as files in a shared folder, or raise spark.rpc.message.maxSize."
              .formatted(bytes.length >> 20, most >> 20));
  }

  /** Whether the cluster has ended the run. */
  boolean isStopped() {
    return spark.sc().isStopped();
  }
}
