package io.github.robustj.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.function.Executable;

/** Limits of time that do not depend on what else the machine does. */
public final class CpuTime {

  private CpuTime() {}

  /** That this thread computes for less than so many seconds. */
  public static void assertBelow(int seconds, Executable work) throws Throwable {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    work.execute();
    double taken = (clock.getCurrentThreadCpuTime() - start) / 1e9;
    assertTrue(taken < seconds, taken + " s");
  }
}
