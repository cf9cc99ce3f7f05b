package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is usual on which kind of cluster. */
class SparkSettingsTest {

  private static final String HOME = "spark.executorEnv.ROBUSTJ_HOME";
  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String FAILURES = "spark.executor.maxNumFailures";

  /** An image has a folder of its own for it. */
  @Test
  void executorsTakeTheDriversEngineWhereTheyShareADisk() {
    assertTrue(at("spark://head:7077").contains(HOME));
    assertTrue(at("yarn").contains(HOME));
    assertFalse(at("k8s://https://head:6443").contains(HOME));
  }

  /** Else the last step of a run, which is the driver's, computes in another way than its parts. */
  @Test
  void executorsConvolveAsTheDriverUnlessTheUserSaysOtherwise() {
    String key = "spark.executorEnv.TF_ENABLE_ONEDNN_OPTS";
    String here = System.getenv("TF_ENABLE_ONEDNN_OPTS");
    for (String master : List.of("spark://head:7077", "yarn", "k8s://https://head:6443"))
      assertEquals(here, at(master).get(key, null));
    System.setProperty(key, "0");
    try {
      assertEquals("0", at("yarn").get(key));
    } finally {
      System.clearProperty(key);
    }
  }

  /** The limit of a container is that of the engine's process, too. */
  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://head:6443"})
  void containersHaveMemoryForTheEngineAndMayEnd(String master) {
    assertEquals("2g", at(master).get(OVERHEAD));
    assertEquals("100", at(master).get(FAILURES));
    assertFalse(at("spark://head:7077").contains(OVERHEAD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OVERHEAD,
        "spark.executor.memoryOverheadFactor",
        "spark.kubernetes.memoryOverheadFactor"
      })
  void whatUsersSayComesFirst(String key) {
    System.setProperty(key, "3");
    System.setProperty(FAILURES, "7");
    try {
      SparkConf conf = at("k8s://https://head:6443");
      assertEquals("3", conf.get(key));
      assertEquals(key.equals(OVERHEAD), conf.contains(OVERHEAD));
      assertEquals("7", conf.get(FAILURES));
    } finally {
      System.clearProperty(key);
      System.clearProperty(FAILURES);
    }
  }

  /** As {@code spark-submit --deploy-mode cluster} hands it to the driver's pod. */
  @Test
  void theUsualFactorOfKubernetesIsNobodysWord() {
    String key = "spark.kubernetes.memoryOverheadFactor";
    System.setProperty(key, "0.1");
    try {
      assertEquals("2g", at("k8s://https://head:6443").get(OVERHEAD));
    } finally {
      System.clearProperty(key);
    }
  }

  private static SparkConf at(String master) {
    return SparkSettings.of(Master.of(master));
  }
}
