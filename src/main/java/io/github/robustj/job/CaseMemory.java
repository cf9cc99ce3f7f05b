package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.model.Backend;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.ThreadLimit;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many cases an evaluation measures at the same time where the user does not say it, and the
 * memory that they need. On the CPU a network of moderate size leaves cores idle between its
 * operations, and so does what is computed in Java; a GPU is busy with one.
 *
 * @param java bytes of Java's memory that one case needs at most
 * @param network the same of memory that the network's own numbers take while it differentiates
 */
record CaseMemory(long java, long network) {

  /**
   * For each value of an image: it, its attacked ones, what the network makes of it, candidates.
   */
  private static final long BYTES = 400;

  /**
   * Of the network, for each pixel that it sees and each feature of its first level: what its
   * levels keep for the gradient, two convolutions with normalisation and activation on the way
   * down and on the way up, of half as many pixels times features from level to level. Measured:
   * 114.
   */
  private static final long PER_FEATURE = 128;

  /** Features that a network of another program is taken to have. */
  private static final int FEATURES_OF_OTHERS = 64;

  /**
   * @param largest values of the largest image, all slices together
   */
  static CaseMemory of(NetworkSpec spec, long largest) {
    long values = Math.max(1, largest);
    long pixels =
        Math.min(
            values / spec.inputChannels(),
            (long) OpenModel.BATCH * OpenModel.TILE * OpenModel.TILE);
    long features = spec.isForeign() ? FEATURES_OF_OTHERS : spec.width();
    long seen = pixels >> 2 * spec.firstLevel();
    return new CaseMemory(BYTES * values, PER_FEATURE * features * seen);
  }

  /**
   * @param chosen by the user; 0 to choose here
   */
  CasesAtOnce cases(int chosen, Backend backend, Attack attack) {
    if (chosen > 0) return new CasesAtOnce(chosen);
    if (!backend.device().startsWith("CPU") || isOfUsers(attack)) return CasesAtOnce.ONE;
    int jobs = ThreadLimit.jobs();
    long heap = Runtime.getRuntime().maxMemory();
    return new CasesAtOnce(
        automatic(ThreadLimit.threads() / jobs, heap / 2 / jobs, (machine() - heap) / 2 / jobs));
  }

  /**
   * @param room of Java for all of them, in bytes
   * @param around the same of the machine beside Java
   */
  int automatic(int cores, long room, long around) {
    long fitting = Math.min(room / Math.max(1, java), around / Math.max(1, network));
    return (int) Math.max(1, Math.min(cores, fitting));
  }

  /** What is said before the cases are measured; nothing of one after another. */
  Optional<String> words(CasesAtOnce cases) {
    if (cases.most() == 1) return Optional.empty();
    double bytes = (double) cases.most() * (java + network);
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d cases are measured at the same time (parallel_cases), in at most %.2f GB of memory",
            cases.most(),
            bytes / 1e9));
  }

  /** Of the machine, or of the container that this runs in, in bytes; no limit where none tells. */
  private static long machine() {
    try {
      ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
      return (Long)
          ManagementFactory.getPlatformMBeanServer().getAttribute(system, "TotalMemorySize");
    } catch (JMException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /** Of a jar that was added, which may count on a single thread. */
  private static boolean isOfUsers(Attack attack) {
    return attack.getClass().getClassLoader() != Attack.class.getClassLoader();
  }
}
