package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.data.Image;
import org.junit.jupiter.api.Test;

class ImagesTest {

  @Test
  void aVolumeIsAStackWithSizesAndRange() {
    ImagePlus image = Images.of(Examples.image("brain", new float[] {-4, 0, 7, 1}, 2, 1, 1, 2));
    assertEquals("brain", image.getTitle());
    assertArrayEquals(new int[] {2, 1, 1, 2, 1}, image.getDimensions());
    assertArrayEquals(new float[] {7, 1}, (float[]) image.getStack().getPixels(2));
    assertEquals(3, image.getCalibration().pixelDepth);
    // Percentiles 0.5 and 99.5 of -4, 0, 1, 7, interpolated, in 32 bit.
    assertEquals(-4 + .005 * 3 * 4, image.getDisplayRangeMin(), 1e-6);
    assertEquals(1 + (.995 * 3 - 2) * 6, image.getDisplayRangeMax(), 1e-6);
  }

  @Test
  void aBrightPixelDoesNotDarkenTheRest() {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) values[i] = i % 100;
    values[17] = 1e6f;
    assertEquals(99, Images.of(Examples.image("mri", values, 50, 20, 1, 1)).getDisplayRangeMax());
  }

  @Test
  void aConstantImageHasARangeAllTheSame() {
    ImagePlus image = Images.of(Examples.image("flat", new float[] {3, 3}, 2, 1, 1, 1));
    assertEquals(3, image.getDisplayRangeMin());
    assertEquals(4, image.getDisplayRangeMax());
  }

  @Test
  void channelsAreChannels() {
    float[] values = {0, 1, 2, 3, 4, 5};
    ImagePlus image = Images.of(Examples.image("cells", values, 1, 1, 3, 2));
    assertArrayEquals(new int[] {1, 1, 3, 2, 1}, image.getDimensions());
    image.setPosition(2, 2, 1);
    assertEquals(4, image.getProcessor().getf(0));
    assertEquals(1, image.getDisplayRangeMin());
    assertEquals(4, image.getDisplayRangeMax());
  }

  @Test
  void titlesLoseTheirFileExtensionOnly() {
    assertEquals("a.b", Images.name(IJ.createImage("a.b.nii.gz", 1, 1, 1, 8)));
    assertEquals("IM-0001.0002", Images.name(IJ.createImage("IM-0001.0002", 1, 1, 1, 8)));
    assertEquals(".tif", Images.name(IJ.createImage(".tif", 1, 1, 1, 8)));
  }

  @Test
  void perturbationsAreWhiteAtZeroAndSymmetric() {
    Image change = Examples.image("brain", new float[] {0, -2, 2, 8, -8}, 5, 1, 1, 1);
    ImagePlus image = PerturbationImage.of("brain", change);
    assertEquals("brain-perturbation", image.getTitle());
    assertEquals(-8, image.getDisplayRangeMin());
    assertEquals(8, image.getDisplayRangeMax());
    assertEquals(0xFFFFFF, shown(image, 0));
    assertTrue(blue(shown(image, 1)) > red(shown(image, 1)), "lowered is blue");
    assertTrue(red(shown(image, 2)) > blue(shown(image, 2)), "raised is red");
  }

  @Test
  void noPerturbationIsWhiteNotUndefined() {
    ImagePlus image = PerturbationImage.of("x", Examples.image("x", new float[2], 2, 1, 1, 1));
    assertEquals(1, image.getDisplayRangeMax());
    assertEquals(0xFFFFFF, shown(image, 1));
  }

  @Test
  void perturbationsOfChannelsShareOneRange() {
    Image change = Examples.image("rgb", new float[] {1, 0, -4}, 1, 1, 3, 1);
    ImagePlus image = PerturbationImage.of("rgb", change);
    for (int channel = 1; channel <= 3; channel++) {
      image.setPosition(channel, 1, 1);
      assertEquals(4, image.getDisplayRangeMax());
      assertEquals(-4, image.getDisplayRangeMin());
    }
  }

  private static int shown(ImagePlus image, int x) {
    return image.getBufferedImage().getRGB(x, 0) & 0xFFFFFF;
  }

  private static int red(int rgb) {
    return rgb >> 16;
  }

  private static int blue(int rgb) {
    return rgb & 255;
  }
}
