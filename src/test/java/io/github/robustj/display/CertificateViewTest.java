package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class CertificateViewTest {

  /** Three slices of two pixels, of which the second has both certified. */
  @Test
  void aMapOpensWhereMostIsCertified() {
    float[] radii = {0, 0, .2f, .2f, .2f, 0};
    Image map = new Image("case", ArrayImgs.floats(radii, 2, 1, 1, 3), Calibration.PIXELS);
    ImagePlus shown = CertificateView.map(map, .2);
    assertEquals("Certified radius of case", shown.getTitle());
    assertEquals(2, shown.getCurrentSlice());
    assertEquals(.2, shown.getDisplayRangeMax(), 1e-6);
  }
}
