package io.github.robustj.spark;

import io.github.robustj.job.Cluster;
import java.util.function.Consumer;

/** Apache Spark 4: in this process, or on the machines of a cluster. */
public final class SparkCluster implements Cluster {

  @Override
  public String name() {
    return "Spark";
  }

  @Override
  public boolean takes(String master) {
    return Master.isOne(master);
  }

  @Override
  public Opened open(String master, Consumer<String> log) {
    SparkVersion.require();
    Master where = Master.of(master);
    where.requireReachable();
    return SparkEngine.open(where, log);
  }
}
