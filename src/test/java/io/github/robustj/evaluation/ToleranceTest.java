package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.evaluation.MinimalPerturbations.Tolerance;
import org.junit.jupiter.api.Test;

class ToleranceTest {

  private final Tolerance four = new Tolerance(new float[] {1, Float.POSITIVE_INFINITY, 3, 0});

  @Test
  void countsWhatIsNotBrokenYet() {
    assertEquals(.75, four.within(0));
    assertEquals(.75, four.within(.5));
    assertEquals(.5, four.within(1));
    assertEquals(.25, four.within(1e9));
  }

  /** Steps from .75 to .5 at 1 and to .25 at 3: the area up to 4 is .75 + 2 * .5 + .25. */
  @Test
  void theAreaIsThatUnderTheSteps() {
    assertEquals(2, four.area(4), 1e-12);
    double sum = 0;
    for (int i = 0; i < 4000; i++) sum += four.within((i + .5) / 1000) / 1000;
    assertEquals(sum, four.area(4), 1e-9);
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Tolerance(new float[0]));
    assertThrows(IllegalArgumentException.class, () -> new Tolerance(new float[] {-1}));
    assertThrows(IllegalArgumentException.class, () -> new Tolerance(new float[] {Float.NaN}));
  }
}
