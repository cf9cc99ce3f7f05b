package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a cluster is, as Spark writes it.
 *
 * @param address as {@code local[4]} or {@code spark://head:7077}
 */
record Master(String address, Kind kind) {

  /** How long a master may take to accept a connection. */
  static final int PATIENCE_MILLIS = 5000;

  enum Kind {
    /** Threads of this process. */
    LOCAL("local(\\[(\\*|[1-9]\\d{0,3})\\])?", ""),
    /** Processes of this machine, begun and ended with this one; Spark's own means for tests. */
    LOCAL_CLUSTER("local-cluster\\[[1-9]\\d{0,2},[1-9]\\d{0,2},[1-9]\\d{2,6}\\]", ""),
    /** Spark's own masters; several of them stand in for each other. */
    STANDALONE("spark://[^\\s,:/]+:\\d{1,5}(,[^\\s,:/]+:\\d{1,5})*", ""),
    YARN("yarn", "org.apache.spark.scheduler.cluster.YarnClusterManager"),
    KUBERNETES("k8s://\\S+", "org.apache.spark.scheduler.cluster.k8s.KubernetesClusterManager");

    private final Pattern form;
    private final String needed;

    /**
     * @param needed class that Spark's distribution has for it; empty if its core suffices
     */
    Kind(String form, String needed) {
      this.form = Pattern.compile(form);
      this.needed = needed;
    }
  }

  static boolean isOne(String address) {
    return kinds(address).findFirst().isPresent();
  }

  /**
   * @param address that {@link #isOne}
   */
  static Master of(String address) {
    return new Master(address, kinds(address).findFirst().orElseThrow());
  }

  private static Stream<Kind> kinds(String address) {
    return Stream.of(Kind.values()).filter(kind -> kind.form.matcher(address).matches());
  }

  boolean isLocal() {
    return kind == Kind.LOCAL;
  }

  /** Of {@code local[4]}: 4; of plain {@code local}: 1; empty elsewhere and for all cores. */
  OptionalInt threads() {
    if (!isLocal()) return OptionalInt.empty();
    Matcher number = Pattern.compile("\\d+").matcher(address);
    if (number.find()) return OptionalInt.of(Integer.parseInt(number.group()));
    return address.contains("*") ? OptionalInt.empty() : OptionalInt.of(1);
  }

  /** Whether all masters are on this machine's loopback interface, where no network is needed. */
  boolean isLoopback() {
    return isLocal()
        || kind == Kind.LOCAL_CLUSTER
        || kind == Kind.STANDALONE
            && hosts().stream().allMatch(host -> host.matches("(127\\.[\\d.]+|localhost):\\d+"));
  }

  /**
   * Spark itself tries for a minute.
   *
   * @throws RobustJException if no master accepts a connection within 5 s, or if Spark's part for
   *     this kind is not on the class path
   */
  void requireReachable() {
    if (!kind.needed.isEmpty() && !isThere(kind.needed))
      throw new RobustJException(
          "The part of Spark for %s is not on RobustJ's class path; start RobustJ by spark-submit --master %s of a Spark that has it."
              .formatted(address, address));
    requireAnswer();
  }

  /** That something listens where a master or an API server should. */
  void requireAnswer() {
    if (kind == Kind.STANDALONE)
      requireAnswer(
          hosts(),
          "No Spark master answers at %s (%s); is it running, and is this its address, as its log"
              + " and its web page name it?");
    if (kind == Kind.KUBERNETES && !isBehindProxy())
      requireAnswer(
          List.of(apiServer()),
          "No Kubernetes answers at %s (%s); take the address that kubectl cluster-info names as"
              + " its control plane.");
  }

  private void requireAnswer(List<String> hosts, String otherwise) {
    String reason = "";
    for (String host : hosts) {
      reason = refusal(host);
      if (reason.isEmpty()) return;
    }
    throw new RobustJException(otherwise.formatted(address, reason));
  }

  private List<String> hosts() {
    return List.of(address.replaceFirst(".*://", "").split(","));
  }

  /** Host and port; Spark takes {@code https} where the address has no scheme. */
  String apiServer() {
    String place = address.substring("k8s://".length());
    boolean plain = place.startsWith("http://");
    String host = place.replaceFirst("^https?://", "").replaceFirst("/.*", "");
    return host.matches(".*:\\d{1,5}") ? host : host + (plain ? ":80" : ":443");
  }

  /** What Spark's client looks at, too. */
  private static boolean isBehindProxy() {
    return Stream.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
        .anyMatch(name -> System.getenv(name) != null);
  }

  /** Why there is no connection; empty if there is one. */
  static String refusal(String host) {
    int colon = host.lastIndexOf(':');
    int port = Integer.parseInt(host.substring(colon + 1));
    if (port < 1 || port > 65_535) return "there is no port " + port;
    InetSocketAddress place = new InetSocketAddress(host.substring(0, colon), port);
    if (place.isUnresolved()) return "no machine is called " + host.substring(0, colon);
    try (Socket socket = new Socket()) {
      socket.connect(place, PATIENCE_MILLIS);
      return "";
    } catch (IOException e) {
      return SystemReason.of(e);
    }
  }

  private static boolean isThere(String name) {
    ClassLoader loader = Master.class.getClassLoader();
    return loader.getResource(name.replace('.', '/') + ".class") != null;
  }
}
