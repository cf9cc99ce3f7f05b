package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtOnceTest {

  /** Room in MiB: a slice of 512 x 512 takes 100 of them, a volume of 100 such 10 000. */
  @ParameterizedTest
  @CsvSource({
    "1, 4000, 262144, 1",
    "2, 4000, 262144, 2",
    "16, 4000, 262144, 4",
    "16, 250, 262144, 2",
    "16, 50, 262144, 1",
    "16, 4000, 26214400, 1",
    "2, 4000, 0, 2",
  })
  void asManyAsCoresAndMemoryAllow(int cores, long mebibytes, long values, int expected) {
    assertEquals(expected, AtOnce.automatic(cores, mebibytes << 20, values));
  }
}
