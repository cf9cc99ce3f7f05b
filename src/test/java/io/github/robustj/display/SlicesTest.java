package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.data.Annotation.Mask;
import java.util.List;
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

  @Test
  void aStackIsTurnedToASliceOrFrame() {
    ImagePlus slices = IJ.createHyperStack("slices", 4, 4, 2, 5, 1, 8);
    slices.setPosition(2, 1, 1);
    Slices.turn(slices, 4);
    assertEquals(4, Slices.shown(slices));
    assertEquals(List.of(2, 4, 1), List.of(slices.getC(), slices.getZ(), slices.getT()));
    ImagePlus frames = IJ.createHyperStack("frames", 4, 4, 1, 1, 5, 8);
    Slices.turn(frames, 3);
    assertEquals(3, Slices.shown(frames));
    assertEquals(3, frames.getT());
  }

  @Test
  void aSingleImageShowsItsOnlySlice() {
    ImagePlus image = IJ.createImage("single", "8-bit", 4, 4, 1);
    Slices.turn(image, 1);
    assertEquals(1, Slices.shown(image));
  }
}
