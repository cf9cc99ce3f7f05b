package io.github.robustj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a process may use of its machine. */
class ThreadLimitTest {

  @AfterEach
  void lift() {
    ThreadLimit.lift();
  }

  @Test
  void withoutOneAllCoresAreUsedByOneJob() {
    assertTrue(ThreadLimit.isNone());
    assertEquals(Runtime.getRuntime().availableProcessors(), ThreadLimit.threads());
    assertEquals(1, ThreadLimit.jobs());
    assertEquals(List.of(), ThreadLimit.options());
  }

  @Test
  void aLimitIsHandedToOtherProcesses() {
    ThreadLimit.set(3, 2);
    assertEquals(3, ThreadLimit.threads());
    assertEquals(2, ThreadLimit.jobs());
    assertEquals(
        List.of("-Drobustj.threads=3", "-Drobustj.jobs=2", "-XX:ActiveProcessorCount=3"),
        ThreadLimit.options());
    assertThrows(IllegalArgumentException.class, () -> ThreadLimit.set(0, 1));
  }
}
