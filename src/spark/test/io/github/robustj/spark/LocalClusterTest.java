package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Cluster;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Outcome;
import io.github.robustj.spark.ClusterJobs.IsEnded;
import io.github.robustj.spark.ClusterJobs.Leaves;
import io.github.robustj.spark.ClusterJobs.Place;
import io.github.robustj.spark.ClusterJobs.Refuses;
import io.github.robustj.spark.ClusterJobs.Says;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark in this process. */
class LocalClusterTest {

  /** What users set as {@code -Dspark.NAME} counts; in MiB. */
  private static final String MOST = "spark.rpc.message.maxSize";

  private static Cluster.Opened cluster;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    System.setProperty(MOST, "2");
    cluster = Cluster.at("local[2]", line -> {});
  }

  @AfterAll
  static void close() {
    cluster.close();
    System.clearProperty(MOST);
  }

  @Test
  void everyJobIsRunOnceAndToldOfOnceInTwoThreads() {
    List<Leaves> jobs = IntStream.range(0, 24).mapToObj(i -> new Leaves(i, folder, 20)).toList();
    Map<Integer, Place> found = new TreeMap<>();
    Heard heard = new Heard();
    Thread caller = Thread.currentThread();
    cluster.runAll(
        jobs,
        heard,
        (i, outcome) -> {
          assertEquals(caller, Thread.currentThread());
          assertEquals(null, found.put(i, outcome.get()));
        });
    assertEquals(24, found.size());
    found.forEach((i, place) -> assertEquals(i, place.number()));
    jobs.forEach(job -> assertEquals(1, ClusterJobs.count(folder, job.number())));
    assertEquals(2, cluster.atOnce());
    found.values().forEach(place -> assertEquals(2, place.threads()));
    heard.requireRising();
    assertTrue(heard.lines.containsAll(List.of("job 0", "job 23")), heard.lines.toString());
  }

  @Test
  void whatIsRefusedIsToldOnceAndNotTriedAgain() {
    List<Job<Place>> jobs = new ArrayList<>();
    for (int i = 0; i < 8; i++)
      jobs.add(i % 3 == 1 ? new Refuses(i, folder) : new Leaves(i, folder, 1));
    Ends ends = ends(jobs);
    assertEquals(
        Map.of(1, "Number 1 is refused.", 4, "Number 4 is refused.", 7, "Number 7 is refused."),
        ends.failures);
    assertEquals(Set.of(0, 2, 3, 5, 6), ends.done);
    assertEquals(1, ClusterJobs.count(folder, 4));
  }

  /** As a cluster does with those of low priority. */
  @Test
  void whatEndsWithItsExecutorIsRunOnceMore() {
    List<Job<Place>> jobs =
        List.of(new IsEnded(0, folder, 1), new IsEnded(1, folder, 2), new Leaves(2, folder, 1));
    Ends ends = ends(jobs);
    assertEquals(Set.of(0, 2), ends.done);
    assertEquals(
        Map.of(
            1,
            "It was ended twice with its executor, the second time on this process, and was left"
                + " out; run the command again."),
        ends.failures);
    assertEquals(2, ClusterJobs.count(folder, 0));
    assertEquals(2, ClusterJobs.count(folder, 1));
    assertEquals(1, ClusterJobs.count(folder, 2));
  }

  /** Also of parts that share a task of Spark, as small ones do. */
  @Test
  void amongManyOnlyThatOneIsRunOnceMore() {
    List<Job<Place>> jobs = new ArrayList<>();
    for (int i = 0; i < 80; i++)
      jobs.add(i == 30 || i == 50 ? new IsEnded(i, folder, 1) : new Leaves(i, folder, 1));
    Ends ends = ends(jobs);
    assertEquals(Map.of(), ends.failures);
    assertEquals(80, ends.done.size());
    for (int i = 0; i < 80; i++)
      assertEquals(i == 30 || i == 50 ? 2 : 1, ClusterJobs.count(folder, i), "part " + i);
  }

  @Test
  void aCancelledRunEndsWithinSecondsAndBeginsNoMore() {
    List<Leaves> jobs =
        IntStream.range(0, 50).mapToObj(i -> new Leaves(i, folder, 60_000)).toList();
    long start = System.nanoTime();
    JobListener soon =
        new JobListener() {
          @Override
          public boolean cancelled() {
            return ClusterJobs.count(folder, 0) > 0 && ClusterJobs.count(folder, 1) > 0;
          }
        };
    assertThrows(CancellationException.class, () -> cluster.runAll(jobs, soon, (i, outcome) -> {}));
    assertTrue(System.nanoTime() - start < 10_000_000_000L);
    int begun = folder.toFile().list().length;
    assertTrue(begun <= 3, begun + " were begun");
    // And the next run is not disturbed.
    List<Place> found = new ArrayList<>();
    cluster.runAll(
        List.of(new Leaves(100, folder, 1)), JobListener.SILENT, (i, o) -> found.add(o.get()));
    assertEquals(1, found.size());
  }

  @Test
  void whatTheCallerThrowsEndsTheRun() {
    List<Leaves> jobs = IntStream.range(0, 20).mapToObj(i -> new Leaves(i, folder, 30)).toList();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                cluster.runAll(
                    jobs,
                    JobListener.SILENT,
                    (Integer i, Outcome<Place> o) -> {
                      throw new IllegalStateException("full");
                    }));
    assertEquals("full", thrown.getMessage());
    assertTrue(folder.toFile().list().length < 20);
  }

  @Test
  void whatIsTooLargeToTravelIsSaidBeforeItIsSent() {
    List<Says> jobs = List.of(new Says("x".repeat(3 << 20)));
    String said =
        assertThrows(
                RobustJException.class,
                () -> cluster.runAll(jobs, JobListener.SILENT, (i, outcome) -> {}))
            .getMessage();
    assertEquals(
        "A part of 3 MiB is too large to be sent to an executor, 1 MiB at most; give its images as"
            + " files in a shared folder, or raise spark.rpc.message.maxSize.",
        said);
  }

  /** Another one in this process would share its executor. */
  @Test
  void thereIsOneSparkInAProcess() {
    String said =
        assertThrows(RobustJException.class, () -> Cluster.at("local[1]", line -> {})).getMessage();
    assertEquals(
        "This process uses Spark already; end what uses it, or use another process.", said);
    everyJobIsRunOnceAndToldOfOnceInTwoThreads();
  }

  /** What a run says of itself. */
  private static final class Heard implements JobListener {
    final List<String> lines = new ArrayList<>();
    final List<Double> fractions = new ArrayList<>();
    String last = "";

    @Override
    public void progress(double fraction, String message) {
      fractions.add(fraction);
      last = message;
    }

    @Override
    public void log(String line) {
      lines.add(line);
    }

    void requireRising() {
      for (int i = 1; i < fractions.size(); i++)
        assertTrue(fractions.get(i) >= fractions.get(i - 1) - 1e-9, fractions.toString());
      assertEquals(1, fractions.get(fractions.size() - 1));
      assertEquals("24 of 24 parts done, 0 running", last);
    }
  }

  /** The sentences of jobs that failed, and the numbers of the others. */
  private record Ends(Map<Integer, String> failures, Set<Integer> done) {}

  private static Ends ends(List<Job<Place>> jobs) {
    Ends ends = new Ends(new TreeMap<>(), new HashSet<>());
    cluster.runAll(
        jobs,
        JobListener.SILENT,
        (i, outcome) -> {
          outcome.failure().ifPresent(e -> ends.failures.put(i, e.getMessage()));
          if (outcome.result().isPresent()) ends.done.add(i);
        });
    return ends;
  }
}
