package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Cluster;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark's own words, as Spark 4.1 has them, in one sentence each. */
class SparkFailuresTest {

  private static final String ABORTED =
      "Job aborted due to stage failure: Task 0 in stage 4.0 failed 1 times, most recent failure:"
          + " Lost task 0.0 in stage 4.0 (TID 4) (127.0.0.1 executor 1): ";

  @Test
  void aLostExecutor() {
    SparkFailures failure =
        of(
            "ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason:"
                + " Command exited with code 7\n"
                + "Driver stacktrace:");
    assertTrue(failure.isLostExecutor());
    assertEquals(
        "It ended the executor that ran it twice (Command exited with code 7), the second time with"
            + " nothing else running there, and was left out; it may need more memory than"
            + " executors have (spark.executor.memory), and their logs say more.",
        failure.sentence());
  }

  @Test
  void aFullDisk() {
    SparkFailures failure =
        of("java.io.IOException: No space left on device\n\tat java.base/sun.nio.ch...");
    assertFalse(failure.isLostExecutor());
    assertEquals(
        "An executor has no space left on its disk; free some there, or name another folder in"
            + " spark.local.dir.",
        failure.sentence());
  }

  @Test
  void somethingElse() {
    assertEquals(
        "Spark could not run it (a.jar is not there); the logs of the executors say more.",
        of("java.io.FileNotFoundException: a.jar is not there\n\tat x.Y").sentence());
  }

  @Test
  void whatAnswersIsNoMaster() {
    assertEquals(
        "What answers at spark://head:7077 is no Spark master that takes this Spark %s; the driver and the whole cluster must have the same version."
            .formatted(SparkVersion.here()),
        SparkFailures.opening(Master.of("spark://head:7077"), null).getMessage());
  }

  /** Whatever the master, which is not reached then. */
  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "spark://head:7077", "yarn"})
  void tooLittleMemory(String master) {
    String words =
        "[INVALID_%s_MEMORY] %s memory 314572800 must be at least 471859200.\n"
            + "Please increase heap size";
    assertEquals(
        "Java has 300 MB of memory, but Spark needs 450; give more by ROBUSTJ_JAVA_OPTS=-Xmx1g.",
        opening(master, words.formatted("DRIVER", "System")));
    assertEquals(
        "An executor is to have 300 MB of memory, but Spark needs 450; give more by"
            + " -Dspark.executor.memory=1g in ROBUSTJ_JAVA_OPTS.",
        opening(master, words.formatted("EXECUTOR", "Executor")));
  }

  /** What Spark 4.1 and its client of Kubernetes say of an answer 403. */
  @Test
  void anAccountWithoutTheRights() {
    String said =
        "pods is forbidden: User \"system:serviceaccount:lab:default\" cannot create resource"
            + " \"pods\" in API group \"\" in the namespace \"lab\"";
    assertEquals(
        "Kubernetes does not allow it (%s); give that account the role edit in that namespace, or name others in spark.kubernetes.namespace and spark.kubernetes.authenticate.driver.serviceAccountName."
            .formatted(said),
        SparkFailures.opening(
                Master.of("k8s://https://head:6443"),
                unscheduled(
                    "Failure executing: GET at: https://head:6443/api/v1/namespaces/lab/pods. Message: %s. Received status: Status(apiVersion=v1, code=403, details=StatusDetails(causes=[]))."
                        .formatted(said)))
            .getMessage());
  }

  @Test
  void ofWrappedFailuresTheFirstCauseIsNamed() {
    assertEquals(
        "Spark could not be begun at k8s://https://head:6443 (No pod was found named x).",
        SparkFailures.opening(
                Master.of("k8s://https://head:6443"), unscheduled("No pod was found named x."))
            .getMessage());
  }

  private static Throwable unscheduled(String words) {
    return new IllegalStateException(
        "External scheduler cannot be instantiated",
        new InvocationTargetException(new IllegalStateException(words)));
  }

  private static String opening(String master, String words) {
    Throwable failure = new IllegalArgumentException(words);
    return SparkFailures.opening(Master.of(master), failure).getMessage();
  }

  /** Spark ends itself then, and nothing is wrong with its master or its run. */
  @Test
  void aProcessThatIsToldToEndIsCancelled() throws Exception {
    assertFalse(SparkFailures.isEnding());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(List.of("cancelled", "cancelled"), said.lines().toList());
  }

  /** What is said in a process that ends. */
  static final class Ending {

    private static final List<Supplier<RobustJException>> SAID =
        List.of(
            () -> SparkFailures.opening(Master.of("spark://head:7077"), null),
            () -> SparkFailures.ended(new IllegalStateException("stopped")));

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> SAID.forEach(Ending::say)));
    }

    private static void say(Supplier<RobustJException> one) {
      try {
        System.out.println(one.get().getMessage());
      } catch (CancellationException cancelled) {
        System.out.println(cancelled.getMessage());
      }
    }
  }

  private static SparkFailures of(String thrown) {
    return SparkFailures.of(new ExecutionException(new RuntimeException(ABORTED + thrown)));
  }

  /** Spark itself would end the process. A later run is not hindered. */
  @Test
  void aPlaceForScratchFilesThatTakesNoneIsASentence(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    System.setProperty("spark.local.dir", file.resolve("deep").toString());
    try {
      for (int i = 0; i < 2; i++) {
        String said =
            assertThrows(RobustJException.class, () -> Cluster.at("local[1]", line -> {}))
                .getMessage();
        assertTrue(said.contains(file.resolve("deep").toString()), said);
        assertTrue(said.contains("another folder in spark.local.dir"), said);
      }
    } finally {
      System.clearProperty("spark.local.dir");
    }
  }
}
