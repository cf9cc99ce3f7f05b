package io.github.robustj.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident memory of this process, Java's and native, as Linux tells it. */
final class ProcessMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  private ProcessMemory() {}

  /** From now on the peak is that of what follows, after a garbage collection. */
  static void beginPeak() {
    System.gc();
    try {
      if (Files.isWritable(RESET)) Files.writeString(RESET, "5");
    } catch (IOException notPermitted) {
      // Then the peak stays that of the process from its start.
    }
  }

  /** The most memory that was resident since then, in MiB; NaN where the system does not tell. */
  static double peakMib() {
    return field("VmHWM:");
  }

  /** What is resident after a garbage collection, in MiB; NaN where the system does not tell. */
  static double currentMib() {
    System.gc();
    return field("VmRSS:");
  }

  private static double field(String name) {
    if (!Files.isReadable(STATUS)) return Double.NaN;
    try {
      for (String line : Files.readAllLines(STATUS))
        if (line.startsWith(name)) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      return Double.NaN;
    } catch (IOException notPermitted) {
      return Double.NaN;
    }
  }
}
