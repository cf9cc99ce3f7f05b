package io.github.robustj.display;

import ij.ImagePlus;
import ij.ImageStack;
import io.github.robustj.data.Image;
import java.util.Optional;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Images of one channel as 8- or 16-bit images of ImageJ. */
final class IntegerImages {

  private IntegerImages() {}

  /**
   * The same intensities with pixel sizes, in ImageJ's usual display range.
   *
   * @param bits that a pixel has in the image's file
   * @return nothing for other than 8 or 16 bits, several channels, or a value that is no whole
   *     number of that size
   */
  static Optional<ImagePlus> of(Image image, int bits) {
    boolean known = bits == 8 || bits == 16;
    if (!known || image.channels() > 1 || !fits(image, (1 << bits) - 1)) return Optional.empty();
    ImageStack stack = new ImageStack(image.width(), image.height());
    for (int slice = 0; slice < image.slices(); slice++) {
      float[] values = Planes.intensities(image, 0, slice);
      stack.addSlice(
          null, bits == 8 ? AdversarialImage.bytes(values) : AdversarialImage.shorts(values));
    }
    ImagePlus plus = new ImagePlus(image.name(), stack);
    plus.setCalibration(Calibrations.of(image.calibration()));
    plus.resetDisplayRange();
    return Optional.of(plus);
  }

  private static boolean fits(Image image, int most) {
    for (FloatType pixel : Views.iterable(image.pixels())) {
      float value = pixel.get();
      if (value < 0 || value > most || value != Math.rint(value)) return false;
    }
    return true;
  }
}
