package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The update of margins, row by row of METHODS' table; sums in float, so 1e-6. */
class MarginsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "grows by delta,                 2, false, 2,   2.5",
    "grows up to the maximum,        9.8, false, 9.8, 10",
    "broke at the sphere: it stays,  2, true, 2,    2",
    "broke inside: it comes back,    2, true, 1,    1.5",
    "broke at once: not below floor, .3, true, 0,   .25",
    "grows from nothing,             0, false, 0,   .5"
  })
  void movesAtTheEndOfAnEpoch(
      String why, float margin, boolean broke, double perturbation, float expected) {
    MarginRule rule = new MarginRule(.5, .25, 10, false);
    assertEquals(expected, rule.next(margin, broke, perturbation), 1e-6);
  }

  /** {@code max(E - delta, delta)}, cut to E. */
  @ParameterizedTest
  @CsvSource({"3, 2.5", ".7, .5", ".5, .5", ".2, .2", "0, 0"})
  void theStartIsOneStepInside(float margin, float start) {
    assertEquals(start, new MarginRule(.5, 0, 10, false).start(margin), 1e-6);
  }

  @Test
  void onlySamplesSeenMoveAndTheReportCountsThem() {
    Margins margins = new Margins(4, new MarginRule(1, 0, 10, false));
    margins.update(0, false, 1);
    margins.update(2, true, .5);
    margins.endEpoch();
    assertArrayEquals(new float[] {2, 1, .75f, 1}, margins.values(), 1e-6f);
    assertEquals(4.75 / 4, margins.report().get("margin_mean"), 1e-6);
    assertEquals(.5, margins.report().get("margin_growing"));
    assertEquals(.5, margins.report().get("margin_frozen"));
    assertEquals(.75, margins.report().get("perturbation_norm"), 1e-6);
    // Of .75, 1, 1, 2: the ninth decile lies at place 2.7.
    assertEquals(.75, margins.report().get("margin_q0"), 1e-6);
    assertEquals(1, margins.report().get("margin_q50"), 1e-6);
    assertEquals(1.7, margins.report().get("margin_q90"), 1e-6);
    assertEquals(2, margins.report().get("margin_q100"), 1e-6);
    margins.endEpoch();
    assertArrayEquals(new float[] {2, 1, .75f, 1}, margins.values(), 1e-6f);
    assertTrue(margins.report().get("margin_growing").isNaN());
  }

  @Test
  void radiiAndStartsFollowTheGivenOrder() {
    Margins margins = new Margins(3, new MarginRule(1, 0, 10, false));
    margins.update(1, false, 0);
    margins.endEpoch();
    assertArrayEquals(new float[] {2, 1}, margins.radii(1, 0));
    assertArrayEquals(new float[] {1, 1}, margins.starts(1, 0));
  }

  /** In the middle of an epoch, too: what was seen so far counts at its end. */
  @Test
  void goesOnWhereItsStateWasTaken() {
    MarginRule rule = new MarginRule(1, 0, 10, false);
    Margins margins = new Margins(3, rule);
    margins.update(0, false, 1);
    margins.endEpoch();
    margins.update(0, true, .3);
    margins.update(1, false, 1);
    Margins resumed = new Margins(3, rule);
    resumed.restore(margins.state());
    margins.endEpoch();
    resumed.endEpoch();
    assertArrayEquals(margins.values(), resumed.values());
    assertEquals(margins.report(), resumed.report());
  }

  @Test
  void aStateOfOtherDataIsRefused() {
    Margins margins = new Margins(3, new MarginRule(1, 0, 10, false));
    Map<String, Tensor> other = new Margins(4, new MarginRule(1, 0, 10, false)).state();
    String message =
        assertThrows(RobustJException.class, () -> margins.restore(other)).getMessage();
    assertTrue(message.contains("3 training slices"), message);
    assertThrows(RobustJException.class, () -> margins.restore(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1, margin_step", "2, 0, 1, margin_max", "1, 3, 2, margin_floor"})
  void impossibleRulesAreRefusedByTheirKey(double delta, double floor, double max, String key) {
    String message =
        assertThrows(RobustJException.class, () -> new MarginRule(delta, floor, max, false))
            .getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
  }
}
