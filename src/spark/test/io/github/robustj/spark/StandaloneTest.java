package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Cluster;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.spark.ClusterJobs.Halts;
import io.github.robustj.spark.ClusterJobs.HaltsOnce;
import io.github.robustj.spark.ClusterJobs.Leaves;
import io.github.robustj.spark.ClusterJobs.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers, whose executors die. */
@Tag("slow")
class StandaloneTest {

  @TempDir static Path processes;
  private static StandaloneCluster machines;
  private static Cluster.Opened cluster;

  @TempDir Path folder;

  @BeforeAll
  static void begin() throws Exception {
    machines = StandaloneCluster.begin(processes);
    machines.worker(2);
    machines.worker(2);
    System.setProperty("spark.executor.extraClassPath", StandaloneCluster.classPath());
    System.setProperty("spark.executor.memory", "512m");
    cluster = Cluster.at(machines.address(), System.err::println);
  }

  @AfterAll
  static void end() {
    if (cluster != null) cluster.close();
    machines.close();
    System.clearProperty("spark.executor.extraClassPath");
    System.clearProperty("spark.executor.memory");
  }

  @Test
  void jobsAreDividedAmongTheMachines() {
    Map<Integer, String> failures = new TreeMap<>();
    Map<Integer, Place> found = run(leaves(0, 40, 100), failures);
    assertEquals(40, found.size());
    Set<Long> processes = found.values().stream().map(Place::process).collect(Collectors.toSet());
    assertEquals(2, processes.size());
    assertTrue(!processes.contains(ProcessHandle.current().pid()));
    // An executor has two cores here, whatever the machine has.
    found.values().forEach(place -> assertEquals(2, place.threads()));
    assertEquals(4, cluster.atOnce());
  }

  /** The first time something runs beside it, which is run again and comes to its end. */
  @Test
  void whatEndsExecutorsTwiceIsLeftOutAndNothingElse() {
    List<Job<Place>> jobs = new ArrayList<>(leaves(0, 30, 150));
    jobs.add(2, new Halts(100, folder, 100));
    Map<Integer, String> failures = new TreeMap<>();
    Map<Integer, Place> found = run(jobs, failures);
    assertEquals(30, found.size());
    assertEquals(Set.of(2), failures.keySet());
    assertTrue(
        failures.get(2).startsWith("It ended the executor that ran it twice ("), failures.get(2));
    assertEquals(2, ClusterJobs.count(folder, 100));
    int begun = 0;
    for (int i = 0; i < 30; i++) {
      int times = ClusterJobs.count(folder, i);
      assertTrue(times == 1 || times == 2, i + " was begun " + times + " times");
      begun += times;
    }
    // One slot beside it, on the one executor that had others.
    assertTrue(begun <= 31, begun + " were begun");
  }

  @Test
  void whatDiesOnceIsRunAgain() {
    List<Job<Place>> jobs = new ArrayList<>(leaves(0, 8, 50));
    jobs.add(new HaltsOnce(100, folder, 20));
    Map<Integer, String> failures = new TreeMap<>();
    assertEquals(9, run(jobs, failures).size());
    assertEquals(Map.of(), failures);
  }

  /** As the system kills one that takes too much memory. */
  @Test
  void aKilledExecutorCostsItsRunningPartsOnly() throws Exception {
    List<Job<Place>> jobs = new ArrayList<>(leaves(0, 40, 200));
    Map<Integer, Place> found = new TreeMap<>();
    Map<Integer, String> failures = new TreeMap<>();
    boolean[] killed = new boolean[1];
    cluster.runAll(
        jobs,
        JobListener.SILENT,
        (i, outcome) -> {
          outcome.failure().ifPresent(e -> failures.put(i, e.getMessage()));
          outcome.result().ifPresent(place -> found.put(i, place));
          if (!killed[0] && found.size() == 10)
            killed[0] = ProcessHandle.of(outcome.get().process()).get().destroyForcibly();
        });
    assertTrue(killed[0]);
    assertEquals(Map.of(), failures);
    assertEquals(40, found.size());
    int begun = folder.toFile().list().length;
    assertTrue(begun >= 40 && begun <= 42, begun + " were begun");
  }

  private List<Leaves> leaves(int from, int count, long millis) {
    List<Leaves> jobs = new ArrayList<>();
    for (int i = from; i < from + count; i++) jobs.add(new Leaves(i, folder, millis));
    return jobs;
  }

  private static Map<Integer, Place> run(
      List<? extends Job<Place>> jobs, Map<Integer, String> failures) {
    Map<Integer, Place> found = new TreeMap<>();
    cluster.runAll(
        jobs,
        JobListener.SILENT,
        (i, outcome) -> {
          outcome.failure().ifPresent(e -> failures.put(i, e.getMessage()));
          outcome.result().ifPresent(place -> found.put(i, place));
        });
    return found;
  }
}
