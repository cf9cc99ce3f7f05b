package io.github.robustj.spark;

import io.github.robustj.cli.Main;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The command line for {@code spark-submit}, which knows the cluster already: {@code spark-submit
 * --class io.github.robustj.spark.Submit ... robustj-spark.jar evaluate --model ...}.
 */
public final class Submit {

  /** As {@code spark-submit} sets them. */
  private static final String MASTER = "spark.master";

  private static final String DEPLOY_MODE = "spark.submit.deployMode";

  private static final String OPTION = "--cluster";

  private Submit() {}

  /** Takes what {@code robustj} takes, and ends as that does. */
  public static void main(String[] arguments) {
    try {
      SparkVersion.require();
    } catch (RobustJException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(1);
    }
    int code = Main.run(with(System.getProperty(MASTER, ""), arguments));
    if (code != 0 || !isEndedByYarn(System.getProperties())) System.exit(code);
  }

  /**
   * Whether the driver runs in YARN's application master. For that a driver that ends its process
   * itself has failed and is started again; one that is done must return.
   */
  static boolean isEndedByYarn(Properties properties) {
    return properties.getProperty(MASTER, "").equals("yarn")
        && properties.getProperty(DEPLOY_MODE, "").equals("cluster");
  }

  /**
   * The arguments with the cluster's address.
   *
   * @param master empty if there is none
   */
  static String[] with(String master, String... arguments) {
    boolean named =
        Stream.of(arguments).anyMatch(a -> a.equals(OPTION) || a.startsWith(OPTION + "="));
    if (named || master.isEmpty() || arguments.length == 0) return arguments;
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(OPTION);
    all.add(master);
    return all.toArray(String[]::new);
  }
}
