package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.option.Keys;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final BiPredicate<String, String> STANDARD =
      (name, value) -> name.equals("depth") && value.equals("4");

  @Test
  void whatOnlyOneSideHasCountsAsItsDefaultOnTheOther() {
    Map<String, String> old = Map.of("steps", "20");
    assertEquals(Set.of(), differing(old, Map.of("steps", "20", "depth", "4")));
    assertEquals(Set.of(), differing(Map.of("steps", "20", "depth", "4"), old));
    assertEquals(Set.of("depth"), differing(old, Map.of("steps", "20", "depth", "5")));
    assertEquals(Set.of("depth"), differing(Map.of("depth", "4"), Map.of("depth", "5")));
    assertEquals(Set.of("other", "steps"), differing(old, Map.of("steps", "21", "other", "4")));
  }

  private static Set<String> differing(Map<String, String> then, Map<String, String> now) {
    return Settings.differing(then, now, STANDARD);
  }

  @Test
  void defaultsAreToldFromTheTableHoweverTheyAreWritten() {
    BiPredicate<String, String> standard = Keys.standard(TrainingTable.ALL);
    assertTrue(standard.test("augment_corruptions", "none"));
    assertTrue(standard.test("seed", "1.0") == standard.test("seed", "1"));
    assertFalse(standard.test("augment_corruptions", "mr"));
    assertFalse(standard.test("no_option", "none"));
  }

  /** Commas between values of a list do not end it. */
  @Test
  void runsThatDifferInsideAListAreTwo() {
    Run one = new Run("attack", List.of(), "epsilons=[1, 2], steps=20");
    Run other = new Run("attack", List.of(), "epsilons=[1, 3], steps=20");
    Path here = Path.of("").toAbsolutePath();
    assertTrue(one.repeats(one, here, here, STANDARD));
    assertFalse(one.repeats(other, here, here, STANDARD));
    assertEquals("epsilons was [1, 3] and is now [1, 2]", one.differences(other, STANDARD));
  }
}
