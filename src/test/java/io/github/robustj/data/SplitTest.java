package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

  @ParameterizedTest
  @CsvSource({
    "10, .2, 2",
    "10, .01, 1",
    "10, 0, 0",
    "10, 1, 9",
    "2, .1, 1",
    "1, .5, 0",
    "0, .5, 0"
  })
  void wholeGroupsAreKeptAside(int groups, double share, int expected) {
    List<CaseFiles> cases = cases(groups);
    for (long seed = 0; seed < 20; seed++) {
      Split split = Split.byGroup(cases, share, seed);
      Set<String> both = groups(split.training());
      both.retainAll(groups(split.validation()));
      assertEquals(Set.of(), both);
      assertEquals(expected, groups(split.validation()).size());
      assertEquals(cases.size(), split.training().size() + split.validation().size());
    }
  }

  @Test
  void theDrawDependsOnNamesAndSeedOnly() {
    List<CaseFiles> cases = cases(10);
    List<CaseFiles> shuffled = new ArrayList<>(cases);
    Collections.shuffle(shuffled, new Random(5));
    assertNotEquals(cases, shuffled);
    Set<Set<String>> draws = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      Set<String> drawn = groups(Split.byGroup(cases, .3, seed).validation());
      assertEquals(drawn, groups(Split.byGroup(shuffled, .3, seed).validation()));
      draws.add(drawn);
    }
    assertTrue(draws.size() > 10, "20 seeds gave " + draws.size() + " of 120 possible draws");
  }

  /** Three cases of every patient. */
  private static List<CaseFiles> cases(int groups) {
    List<CaseFiles> cases = new ArrayList<>();
    for (int i = 0; i < 3 * groups; i++)
      cases.add(new CaseFiles("case" + i, "patient" + i / 3, List.of(), Path.of("label" + i)));
    return cases;
  }

  private static Set<String> groups(List<CaseFiles> cases) {
    return cases.stream().map(CaseFiles::group).collect(Collectors.toSet());
  }
}
