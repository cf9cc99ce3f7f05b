package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelImagesTest {

  @Test
  void smallValuesGiveEightBitsInTheContoursColours() {
    ImagePlus image = LabelImages.of(Examples.prediction(Examples.mask("012")));
    assertEquals("case-labels", image.getTitle());
    assertEquals(8, image.getBitDepth());
    assertEquals(2, image.getProcessor().get(2, 0));
    assertEquals(0x000000, shown(image, 0));
    assertEquals(0xE69F00, shown(image, 1));
    assertEquals(0x56B4E9, shown(image, 2));
    assertEquals(2, image.getCalibration().pixelHeight);
    assertEquals("mm", image.getCalibration().getUnit());
    assertEquals(255, image.getDisplayRangeMax());
  }

  @Test
  void largeValuesGiveSixteenBits() {
    List<LabelClass> classes =
        List.of(
            new LabelClass(0, "background"),
            new LabelClass(500, "liver"),
            new LabelClass(40000, "spleen"));
    int[] labels = {0, 500, 40000, 0};
    ImagePlus image = of("ct", Examples.mask(labels, 2, 1, 2), classes);
    assertEquals(16, image.getBitDepth());
    assertEquals(2, image.getStackSize());
    assertEquals(500, image.getStack().getProcessor(1).get(1, 0));
    assertEquals(40000, image.getStack().getProcessor(2).get(0, 0));
    assertEquals(0xE69F00, shown(image, 1));
    image.setSlice(2);
    assertEquals(0x56B4E9, shown(image, 0));
    assertEquals(0x000000, shown(image, 1));
  }

  @Test
  void aValueOfNoClassOrBeyondSixteenBitsIsRefused() {
    assertThrows(RobustJException.class, () -> of("x", Examples.mask("3"), Examples.CLASSES));
    List<LabelClass> huge = List.of(new LabelClass(0, "background"), new LabelClass(70000, "cyst"));
    RobustJException e =
        assertThrows(RobustJException.class, () -> of("x", Examples.mask("0"), huge));
    assertTrue(e.getMessage().contains("cyst has the label value 70000"), e.getMessage());
  }

  private static ImagePlus of(String title, Mask mask, List<LabelClass> classes) {
    return LabelImages.of(new LabelledImage(title, mask, classes, Calibration.PIXELS));
  }

  private static int shown(ImagePlus image, int x) {
    return image.getBufferedImage().getRGB(x, 0) & 0xFFFFFF;
  }
}
