package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.worker.JobBytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** Gives parts of a run to Spark, in jobs of one task. */
final class PartSubmitter {

  /** What Spark's messages need beside the part itself. */
  private static final long MARGIN = 1 << 20;

  /** Parts of one task together. */
  private static final long LITTLE = 1 << 18;

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
   * A new task, without parts.
   *
   * @param alone whether nothing else may run in its process meanwhile
   */
  Task task(boolean alone) {
    return new Task(alone);
  }

  /** Parts that are run one after the other, at one place. */
  final class Task {

    private final boolean alone;
    private final List<PartTask.Part> parts = new ArrayList<>();
    private long bytes;

    private Task(boolean alone) {
      this.alone = alone;
    }

    /**
     * Takes a part, unless there are others and it is large.
     *
     * @throws RobustJException if it is too large to travel
     */
    boolean takes(int place) {
      JobPaths paths = new JobPaths();
      byte[] job = JobBytes.ofJob(paths.absolute(jobs.get(place)));
      requireSmall(job);
      if (!parts.isEmpty() && bytes + job.length > LITTLE) return false;
      bytes += job.length;
      return parts.add(new PartTask.Part(place, paths.existing(), job));
    }

    /**
     * @return the results, in the order of the parts
     * @throws RobustJException if the cluster has ended the run
     */
    JavaFutureAction<List<PartResult>> submit() {
      try {
        return spark.parallelize(parts, 1).mapPartitions(new PartTask(run, alone)).collectAsync();
      } catch (IllegalStateException stopped) {
        throw SparkFailures.ended(stopped);
      }
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
