package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Line;
import ij.gui.OvalRoi;
import io.github.robustj.error.RobustJException;
import org.junit.jupiter.api.Test;

/** Regions and targets that a user selects or draws. */
class AimSourceTest extends FakeEngineContext {

  private final ImagePlus image = IJ.createImage("mine", "8-bit black", 8, 8, 3);

  @Test
  void theSelectionIsTheRegionInEverySlice() throws Throwable {
    OvalRoi disc = new OvalRoi(2, 2, 4, 4);
    image.setRoi(disc);
    ImagePlus perturbation = (ImagePlus) run("region_from_selection").getOutput("perturbation");
    for (int slice = 1; slice <= 3; slice++)
      for (int y = 0; y < 8; y++)
        for (int x = 0; x < 8; x++)
          assertEquals(
              disc.contains(x, y) ? 5 : 0,
              perturbation.getStack().getProcessor(slice).getf(x, y),
              x + ", " + y);
  }

  @Test
  void withoutTheOptionASelectionMeansNothing() throws Throwable {
    image.setRoi(new OvalRoi(2, 2, 4, 4));
    ImagePlus perturbation = (ImagePlus) run("").getOutput("perturbation");
    assertEquals(5, perturbation.getProcessor().getf(0, 0));
  }

  @Test
  void whatIsNotSelectedOrGivenTwiceIsNamed() {
    assertFails("region_from_selection", "no area selection");
    image.setRoi(new Line(0, 0, 3, 3));
    assertFails("region_from_selection", "no area selection");
    image.setRoi(new OvalRoi(2, 2, 4, 4));
    assertFails("region_from_selection region=/r.tif", "region is given twice");
    assertFails("target_from_overlay", "target=mask");
    assertFails("target=mask", "target_mask");
    assertFails("target=mask target_from_overlay", "nothing is drawn");
    assertFails("target=mask target_from_overlay target_mask=/t.tif", "given twice");
  }

  private org.scijava.module.Module run(String options) throws Throwable {
    WindowManager.setTempCurrentImage(image);
    return MacroCall.run(context, AttackCommand.class, "model=/m epsilon=5 " + options);
  }

  private void assertFails(String options, String words) {
    RobustJException e = assertThrows(RobustJException.class, () -> run(options));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
