package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * What runs jobs on several processes or machines; found by {@link ServiceLoader}. All of them see
 * the same files under the same paths, so that jobs name files instead of holding their pixels.
 */
public interface Cluster {

  /** What it is called in sentences, as {@code Spark}. */
  String name();

  /**
   * Whether this is the address of such a cluster, judged by its form alone, as {@code
   * spark://HOST:PORT}.
   */
  boolean takes(String master);

  /**
   * Connects, or begins one of this machine's own.
   *
   * @param master one that it {@link #takes}
   * @param log hears what users should know
   * @throws RobustJException if it cannot be reached or used; nothing of it is left running then
   */
  Opened open(String master, Consumer<String> log);

  /** An open one: {@link Engine#runAll} divides jobs among its processes. */
  interface Opened extends Engine, AutoCloseable {

    /** How many jobs can run at the same time now, at least 1; for words and for dividing. */
    int atOnce();

    /** Ends what was begun for it. */
    @Override
    void close();
  }

  /**
   * Opens the cluster of an address with what is on the class path.
   *
   * @throws RobustJException if nothing there knows such an address, and as {@link #open}
   */
  static Opened at(String master, Consumer<String> log) {
    List<Cluster> known =
        ServiceLoader.load(Cluster.class, Cluster.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    if (known.isEmpty())
      throw new RobustJException(
          "The option cluster is \"%s\", but RobustJ's part for Spark is not on the class path; start RobustJ by its launcher, built with mvn -Pspark package, or by spark-submit."
              .formatted(master));
    return known.stream()
        .filter(cluster -> cluster.takes(master))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The option cluster is \"%s\" but must be local[N], spark://HOST:PORT, yarn or k8s://ADDRESS."
                        .formatted(master)))
        .open(master, log);
  }
}
