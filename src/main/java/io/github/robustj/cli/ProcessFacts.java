package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says about this process. */
final class ProcessFacts {

  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessFacts() {}

  static double millisSinceStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  /**
   * Resident memory, Java's and native, after a garbage collection; NaN where the system does not
   * tell.
   */
  static double memoryMib() {
    System.gc();
    return field("VmRSS:");
  }

  /** The most memory that was ever resident; NaN where the system does not tell. */
  static double peakMemoryMib() {
    return field("VmHWM:");
  }

  private static double field(String name) {
    if (!Files.isReadable(STATUS)) return Double.NaN;
    try {
      for (String line : Files.readAllLines(STATUS))
        if (line.startsWith(name)) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      return Double.NaN;
    } catch (IOException e) {
      throw new RobustJException("The memory use cannot be read from " + STATUS + ".", e);
    }
  }
}
