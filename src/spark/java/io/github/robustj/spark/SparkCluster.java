package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Cluster;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;

/** Apache Spark 4: in this process, or on the machines of a cluster. */
public final class SparkCluster implements Cluster {

  /** A variable of Spark's own. */
  private static final String OWN_ADDRESS = "SPARK_LOCAL_IP";

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
    requireOwnAddress();
    return SparkEngine.open(where, log);
  }

  /** Spark asks for it before anything else, also where it stays in one process. */
  private static void requireOwnAddress() {
    if (System.getenv(OWN_ADDRESS) != null) return;
    try {
      InetAddress.getLocalHost();
    } catch (UnknownHostException e) {
      throw new RobustJException(
          "Spark needs an address of this machine, but its own name has none (%s); add it to /etc/hosts, or set %s to the address, as 127.0.0.1 where all runs on this machine."
              .formatted(e.getMessage(), OWN_ADDRESS),
          e);
    }
  }
}
