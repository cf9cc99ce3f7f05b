package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Annotation.Mask;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class SlicesTest {

  @Test
  void theFullestSliceHasMostPixelsNotLargestLabels() {
    int[] labels = {0, 0, 9, 0, 1, 1, 2, 0};
    assertEquals(3, Slices.fullest(new Mask(ArrayImgs.ints(labels, 2, 1, 4))));
  }

  @Test
  void anEmptyMaskShowsItsFirstSlice() {
    assertEquals(1, Slices.fullest(new Mask(ArrayImgs.ints(2, 2, 3))));
  }
}
