package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which regions lie on a stack of three slices of 6 x 5 pixels. */
class RegionsTest {

  private static final Image STACK =
      new Image("stack", ArrayImgs.floats(6, 5, 1, 3), Calibration.PIXELS);

  private static Mask mask(long... size) {
    return new Mask(ArrayImgs.ints(size));
  }

  @Test
  void oneSliceStandsForAll() {
    assertDoesNotThrow(() -> Regions.requireOn(STACK, mask(6, 5, 1)));
    assertDoesNotThrow(() -> Regions.requireOn(STACK, mask(6, 5, 3)));
  }

  @ParameterizedTest
  @CsvSource({"6, 5, 2", "5, 6, 1", "6, 6, 3"})
  void othersAreRefused(long width, long height, long slices) {
    String sentence =
        assertThrows(
                RobustJException.class, () -> Regions.requireOn(STACK, mask(width, height, slices)))
            .getMessage();
    assertTrue(sentence.startsWith("The region is %d x %d x %d".formatted(width, height, slices)));
  }
}
