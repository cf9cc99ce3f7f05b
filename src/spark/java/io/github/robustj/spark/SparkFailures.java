package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why Spark has failed a task, or itself, in words a user can act on.
 *
 * @param message of Spark, many lines long
 */
record SparkFailures(String message) {

  /** Spark's own word for it, which it has no other way to tell by. */
  private static final String LOST = "ExecutorLostFailure";

  private static final Pattern REASON = Pattern.compile(LOST + " .*?Reason: *([^\\n]*)");

  /** Where Spark tells in which task, and then what that threw. */
  private static final Pattern THROWN = Pattern.compile("\\(TID \\d+\\) \\([^)]*\\): ([^\\n]*)");

  /** As Linux, macOS and Windows word it. */
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|not enough space on the disk");

  private static final Pattern OPENS = Pattern.compile("IllegalAccess|InaccessibleObject");

  /** Whose memory Spark finds too small for itself, how much that is, and its least, in bytes. */
  private static final Pattern SMALL =
      Pattern.compile("\\[INVALID_(DRIVER|EXECUTOR)_MEMORY] \\D*(\\d+) must be at least (\\d+)");

  /** What an API server of Kubernetes says to an account that has not the rights. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("Message: ([^\\n]*?)\\.? Received status: Status\\([^\\n]*code=403");

  static SparkFailures of(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      all.append(cause).append('\n');
    return new SparkFailures(all.toString());
  }

  boolean isLostExecutor() {
    return message.contains(LOST);
  }

  /** Of a part that was tried twice. */
  String sentence() {
    if (FULL.matcher(message).find())
      return "An executor has no space left on its disk; free some there, or name another folder in"
          + " spark.local.dir.";
    Matcher reason = REASON.matcher(message);
    if (reason.find())
      return "It ended the executor that ran it twice (%s), the second time with nothing else running there, and was left out; it may need more memory than executors have (spark.executor.memory), and their logs say more."
          .formatted(brief(reason.group(1)));
    Matcher thrown = THROWN.matcher(message);
    return "Spark could not run it (%s); the logs of the executors say more."
        .formatted(brief(thrown.find() ? thrown.group(1) : message));
  }

  /**
   * Whether this process was told to end: Spark then ends itself, which is no fault of the cluster.
   */
  static boolean isEnding() {
    Thread none = new Thread(() -> {});
    try {
      // Java tells it in no other way.
      Runtime.getRuntime().addShutdownHook(none);
      Runtime.getRuntime().removeShutdownHook(none);
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  /**
   * @param failure null if Spark has ended without one
   * @throws CancellationException if this process was told to end
   */
  static RobustJException opening(Master master, Throwable failure) {
    if (isEnding()) throw new CancellationException("cancelled");
    SparkFailures why = of(failure);
    if (OPENS.matcher(why.message).find())
      return new RobustJException(
          "Java does not let Spark in; start RobustJ by its launcher or by spark-submit.", failure);
    if (why.message.contains("Only one SparkContext")) return inUse(failure);
    Matcher small = SMALL.matcher(why.message);
    if (small.find()) return small(small, failure);
    if (master.kind() == Master.Kind.STANDALONE)
      return new RobustJException(
          "What answers at %s is no Spark master that takes this Spark %s%s; the driver and the whole cluster must have the same version."
              .formatted(master.address(), SparkVersion.here(), in(why)),
          failure);
    Matcher forbidden = FORBIDDEN.matcher(why.message);
    if (forbidden.find())
      return new RobustJException(
          "Kubernetes does not allow it (%s); give that account the role edit in that namespace, or name others in spark.kubernetes.namespace and spark.kubernetes.authenticate.driver.serviceAccountName."
              .formatted(forbidden.group(1)),
          failure);
    return new RobustJException(
        "Spark could not be begun at %s%s.".formatted(master.address(), in(root(failure))),
        failure);
  }

  /** What all else followed from: what Spark says first is of its own parts. */
  private static SparkFailures root(Throwable failure) {
    Throwable last = failure;
    while (last != null && last.getCause() != null) last = last.getCause();
    return of(last);
  }

  private static RobustJException small(Matcher words, Throwable failure) {
    boolean here = words.group(1).equals("DRIVER");
    return new RobustJException(
        "%s %d MB of memory, but Spark needs %d; give more by %s."
            .formatted(
                here ? "Java has" : "An executor is to have",
                Long.parseLong(words.group(2)) >> 20,
                Long.parseLong(words.group(3)) >> 20,
                here
                    ? "ROBUSTJ_JAVA_OPTS=-Xmx1g"
                    : "-Dspark.executor.memory=1g in ROBUSTJ_JAVA_OPTS"),
        failure);
  }

  /**
   * Where a master has given up on a run before it had an executor.
   *
   * @throws CancellationException if this process was told to end
   */
  static RobustJException noExecutor(Master master) {
    if (isEnding()) throw new CancellationException("cancelled");
    return new RobustJException(
        "Every executor that %s began ended before it was ready; the logs of its workers and stderr in their work folders say why, as a full disk, too little memory or no Java."
            .formatted(master.address()));
  }

  static RobustJException inUse(Throwable failure) {
    return new RobustJException(
        "This process uses Spark already; end what uses it, or use another process.", failure);
  }

  private static String in(SparkFailures why) {
    return why.message.isEmpty() ? "" : " (" + brief(why.message) + ")";
  }

  /**
   * Of a run that its cluster has ended.
   *
   * @throws CancellationException if this process was told to end
   */
  static RobustJException ended(Throwable failure) {
    if (isEnding()) throw new CancellationException("cancelled");
    return new RobustJException(
        "The cluster has ended the run (%s); what was finished is kept, run the command again. The log of its master says more."
            .formatted(brief(of(failure).message)),
        failure);
  }

  /** The first line, without the class that it may begin with. */
  private static String brief(String text) {
    String first = text.lines().findFirst().orElse("").replaceFirst("^[\\w.$]+: ", "").strip();
    first = first.replaceFirst("[.;]$", "");
    return first.length() <= 160 ? first : first.substring(0, 160) + "...";
  }
}
