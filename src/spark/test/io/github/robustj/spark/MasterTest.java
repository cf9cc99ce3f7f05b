package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Cluster;
import io.github.robustj.spark.Master.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of clusters, good and bad, and what answers there. */
class MasterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "local LOCAL",
        "local[4] LOCAL",
        "local[*] LOCAL",
        "local-cluster[2,1,1024] LOCAL_CLUSTER",
        "spark://head:7077 STANDALONE",
        "spark://a.example.org:7077,b.example.org:7078 STANDALONE",
        "yarn YARN",
        "k8s://https://10.0.0.1:6443 KUBERNETES"
      })
  void addressesTellTheirKind(String address, Kind kind) {
    assertTrue(Master.isOne(address));
    assertEquals(kind, Master.of(address).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "local[0]",
        "local[-1]",
        "local[two]",
        "local[2",
        "local 2",
        "spark://head",
        "spark://:7077",
        "spark//head:7077",
        "spark://head:7077/",
        "mesos://head:5050",
        "Yarn",
        "k8s:"
      })
  void othersAreRefusedInOneSentence(String address) {
    assertFalse(Master.isOne(address));
    String said =
        assertThrows(RobustJException.class, () -> Cluster.at(address, line -> {})).getMessage();
    assertEquals(
        "The option cluster is \"%s\" but must be local[N], spark://HOST:PORT, yarn or k8s://ADDRESS."
            .formatted(address),
        said);
  }

  @Test
  void localThreadsAreCounted() {
    assertEquals(OptionalInt.of(1), Master.of("local").threads());
    assertEquals(OptionalInt.of(12), Master.of("local[12]").threads());
    assertEquals(OptionalInt.empty(), Master.of("local[*]").threads());
    assertEquals(OptionalInt.empty(), Master.of("spark://node12:7077").threads());
  }

  @Test
  void nobodyListensThere() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String address = "spark://127.0.0.1:" + free;
    long start = System.nanoTime();
    String said =
        assertThrows(RobustJException.class, () -> Cluster.at(address, line -> {})).getMessage();
    assertEquals(
        "No Spark master answers at %s (Connection refused); is it running, and is this its address, as its log and its web page name it?"
            .formatted(address),
        said);
    assertTrue(System.nanoTime() - start < 2_000_000L * Master.PATIENCE_MILLIS);
  }

  @Test
  void thereIsNoSuchMachineOrPort() {
    assertEquals(
        "No Spark master answers at spark://no-such-machine.invalid:7077 (no machine is called"
            + " no-such-machine.invalid); is it running, and is this its address, as its log and"
            + " its web page name it?",
        refusal("spark://no-such-machine.invalid:7077"));
    assertTrue(refusal("spark://127.0.0.1:70777").contains("(there is no port 70777)"));
  }

  /** Spark's client of Kubernetes itself tries for two minutes. */
  @Test
  void noApiServerListensThere() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
      assertEquals("", Master.refusal("127.0.0.1:" + free));
    }
    assertEquals(
        "No Kubernetes answers at k8s://https://127.0.0.1:%d (Connection refused); take the address that kubectl cluster-info names as its control plane."
            .formatted(free),
        assertThrows(
                RobustJException.class,
                () -> Master.of("k8s://https://127.0.0.1:" + free).requireAnswer())
            .getMessage());
  }

  @Test
  void anApiServerHasAPort() {
    for (String[] one :
        new String[][] {
          {"k8s://https://head:6443", "head:6443"},
          {"k8s://https://head", "head:443"},
          {"k8s://https://head/k8s/clusters/c-1", "head:443"},
          {"k8s://http://head", "head:80"},
          {"k8s://head:6443", "head:6443"},
          {"k8s://head", "head:443"}
        }) assertEquals(one[1], Master.of(one[0]).apiServer(), one[0]);
  }

  /** Several masters stand in for each other: one that answers is enough. */
  @Test
  void oneOfSeveralSuffices() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      Master.of("spark://127.0.0.1:1,127.0.0.1:" + socket.getLocalPort()).requireReachable();
    }
  }

  /** Only Spark's whole distribution has those. */
  @Test
  void yarnNeedsSparkSubmit() {
    assertEquals(
        "The part of Spark for yarn is not on RobustJ's class path; start RobustJ by spark-submit"
            + " --master yarn of a Spark that has it.",
        refusal("yarn"));
  }

  @Test
  void anotherSparkIsNamed() {
    String said =
        assertThrows(RobustJException.class, () -> SparkVersion.require(Optional.of("3.5.6")))
            .getMessage();
    assertEquals(
        "This is Spark 3.5.6, but RobustJ needs Spark 4 (built for Scala 2.13); use the"
            + " spark-submit and the cluster of such a version.",
        said);
    assertThrows(RobustJException.class, () -> SparkVersion.require(Optional.empty()));
    SparkVersion.require(Optional.of("4.0.1"));
    SparkVersion.require();
  }

  @Test
  void sparkSubmitKnowsTheCluster() {
    assertEquals(
        "evaluate --out o --cluster yarn",
        String.join(" ", Submit.with("yarn", "evaluate", "--out", "o")));
    assertEquals(
        "evaluate --cluster=local[2]",
        String.join(" ", Submit.with("yarn", "evaluate", "--cluster=local[2]")));
    assertEquals("--version", String.join(" ", Submit.with("", "--version")));
  }

  /** YARN's application master takes a driver that ends its process for one that failed. */
  @Test
  void onlyYarnsOwnDriverReturnsWhenItIsDone() {
    for (String[] given :
        new String[][] {
          {"yarn", "cluster", "true"},
          {"yarn", "client", "false"},
          {"spark://head:7077", "cluster", "false"},
          {"k8s://https://head:443", "client", "false"}
        }) {
      Properties properties = new Properties();
      properties.setProperty("spark.master", given[0]);
      properties.setProperty("spark.submit.deployMode", given[1]);
      assertEquals(Boolean.valueOf(given[2]), Submit.isEndedByYarn(properties), given[0]);
    }
    assertFalse(Submit.isEndedByYarn(new Properties()));
  }

  private static String refusal(String address) {
    return assertThrows(RobustJException.class, () -> Master.of(address).requireReachable())
        .getMessage();
  }
}
