package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

  @Test
  void samePlaceSameNumbers() {
    assertEquals(Seeds.random(1, 2, 3).nextLong(), Seeds.random(1, 2, 3).nextLong());
  }

  @Test
  void everyPlaceHasItsOwnStream() {
    Set<Long> first = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      first.add(Seeds.random(seed).nextLong());
      for (int i = 0; i < 30; i++) {
        first.add(Seeds.random(seed, i).nextLong());
        for (int j = 0; j < 30; j++) first.add(Seeds.random(seed, i, j).nextLong());
      }
    }
    assertEquals(10 * (1 + 30 + 900), first.size());
  }

  /**
   * The mean of the first numbers of 10 000 neighbouring places: .5 with a standard error of .0029;
   * the tolerance is five of them. A weak mix, such as seed + epoch, fails it or the test above.
   */
  @Test
  void neighbouringPlacesAreUnrelated() {
    double sum = 0;
    double products = 0;
    double before = .5;
    for (int i = 0; i < 10_000; i++) {
      double now = Seeds.random(7, i / 100, i % 100).nextDouble();
      sum += now;
      products += (now - .5) * (before - .5);
      before = now;
    }
    assertEquals(.5, sum / 10_000, .0145);
    // A product of two centred uniform numbers has the standard deviation 1 / 12.
    assertEquals(0, products / 10_000, 5 / 12. / 100);
  }

  /** The published FNV-1a test vectors for ASCII. */
  @Test
  void hashesTexts() {
    assertEquals(0xcbf29ce484222325L, Seeds.level(""));
    assertEquals(0xaf63dc4c8601ec8cL, Seeds.level("a"));
    assertEquals(0x85944171f73967e8L, Seeds.level("foobar"));
    assertNotEquals(Seeds.level("case_1"), Seeds.level("case_2"));
  }
}
