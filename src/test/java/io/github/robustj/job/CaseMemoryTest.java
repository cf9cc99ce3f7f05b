package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.model.NetworkSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseMemoryTest {

  private static final NetworkSpec USUAL = new NetworkSpec(1, 3, 16, 4, true);

  /**
   * Room in MiB, of Java and beside it: a slice of 512 x 512 takes 100 of the one and 512 of the
   * other, a volume of 100 such 10 000 and, in batches of 16, 8192.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 4000, 9000, 262144, 1",
    "2, 4000, 9000, 262144, 2",
    "16, 4000, 9000, 262144, 16",
    "64, 9000, 99000, 262144, 64",
    "16, 250, 9000, 262144, 2",
    "16, 50, 9000, 262144, 1",
    "16, 4000, 1600, 262144, 3",
    "16, 4000, -1, 262144, 1",
    "16, 4000, 9000, 26214400, 1",
    "16, 99000, 17000, 26214400, 2",
    "2, 4000, 9000, 0, 2",
  })
  void asManyAsCoresAndMemoryAllow(int cores, long java, long around, long values, int expected) {
    CaseMemory needed = CaseMemory.of(USUAL, values);
    assertEquals(expected, needed.automatic(cores, java << 20, around << 20));
  }

  /** Of the network at half resolution a quarter of the pixels, of three channels a third. */
  @Test
  void onlyPixelsThatAreSeenTakeMemory() {
    CaseMemory objects = CaseMemory.of(new NetworkSpec(3, 6, 16, 4, false, 4), 3 * 64 * 64);
    assertEquals(new CaseMemory(400 * 3 * 64 * 64, 128 * 16 * 32 * 32), objects);
  }

  @Test
  void memoryIsStatedBeforeItIsTaken() {
    CaseMemory needed = new CaseMemory(300_000_000, 1_200_000_000);
    assertEquals(Optional.empty(), needed.words(CasesAtOnce.ONE));
    assertEquals(
        "2 cases are measured at the same time (parallel_cases), in at most 3.00 GB of memory",
        needed.words(new CasesAtOnce(8).of(2)).orElseThrow());
  }
}
