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

  /** The most memory that was resident, in MiB; NaN where the system does not tell. */
  static double peakMib() {
    try {
      if (!Files.isReadable(STATUS)) return Double.NaN;
      for (String line : Files.readAllLines(STATUS))
        if (line.startsWith("VmHWM:")) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      return Double.NaN;
    } catch (IOException notPermitted) {
      return Double.NaN;
    }
  }
}
