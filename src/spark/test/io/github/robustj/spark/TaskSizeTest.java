package io.github.robustj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TaskSizeTest {

  private static final double SECOND = 1e9;

  @Test
  void fourSecondsOfWorkAreATask() {
    assertEquals(1, TaskSize.of(5 * SECOND, 1000, 2));
    assertEquals(1, TaskSize.of(3 * SECOND, 1000, 2));
    assertEquals(4, TaskSize.of(SECOND, 1000, 2));
    assertEquals(16, TaskSize.of(SECOND / 1000, 1000, 2));
  }

  /** However many places and parts: the last tasks are of one part, and all parts are given. */
  @Test
  void theLastPartsAreGivenAlone() {
    for (int slots : new int[] {1, 2, 7, 100})
      for (int waiting = 1; waiting < 1000; waiting++) {
        int size = TaskSize.of(SECOND / 100, waiting, slots);
        assertTrue(size >= 1 && size <= waiting, waiting + " for " + slots);
        if (waiting < 8 * slots) assertEquals(1, size, waiting + " for " + slots);
      }
  }

  @Test
  void theFirstPartsAndThoseAfterAFailureAreGivenAlone() {
    TaskSize size = new TaskSize(false);
    assertEquals(1, size.of(0, 1000, 2));
    assertEquals(1, size.of(1, 1000, 2));
    assertEquals(16, size.of(1_000_000, 1000, 2));
    size.one();
    assertEquals(1, size.of(1_000_000, 1000, 2));
    assertEquals(1, new TaskSize(true).of(1_000_000, 1000, 2));
  }
}
