package io.github.robustj.display;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.reader.image.ImageReader;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Optional;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Images as ImageJ images: a stack, or a hyperstack where there are several channels. */
public final class Images {

  private static final Normalization WHOLE =
      new Normalization(Normalization.Kind.UNIT_RANGE, 0, 100);

  private static final Color[] PRIMARIES = {Color.RED, Color.GREEN, Color.BLUE};

  private Images() {}

  /**
   * The intensities as they are, in 32 bit, with pixel sizes. The display range of each channel are
   * two percentiles of its values over all slices, 0.5 and 99.5: a few bright pixels do not darken
   * the rest. In an image of three channels, which may be a colour picture, it is that of all
   * values.
   */
  public static ImagePlus of(Image image) {
    return of(image, image);
  }

  /**
   * A file's image in the type that the file has, as far as that holds what was read: 8 or 16 bit,
   * RGB; else in 32 bit.
   *
   * @param read what {@link ImageReader#read} has read there
   */
  public static ImagePlus ofFile(Path file, Image read) {
    return ImageReader.typed(file, read)
        .or(() -> integers(read, ImageReader.bits(file)))
        .orElseGet(() -> of(read));
  }

  /** The image in the display range of another one with as many channels. */
  static ImagePlus of(Image image, Image shown) {
    ImagePlus stack = stack(image.name(), image);
    LUT[] luts = new LUT[image.channels()];
    Scaling range = Normalizer.fit(shown, luts.length == 3 ? WHOLE : Normalization.DEFAULT);
    for (int c = 0; c < luts.length; c++) {
      luts[c] = LUT.createLutFromColor(image.channels() == 3 ? PRIMARIES[c] : Color.WHITE);
      luts[c].min = range.low()[c];
      luts[c].max = range.high()[c] > luts[c].min ? range.high()[c] : luts[c].min + 1;
    }
    return colored(
        stack, luts, image.channels() == 3 ? CompositeImage.COMPOSITE : CompositeImage.GRAYSCALE);
  }

  /** The title of an image, without the file extension it may have. */
  static String name(ImagePlus image) {
    String title = image.getTitle();
    String known = "\\.(tiff?|png|jpe?g|gif|bmp|dcm|zip|nii(\\.gz)?)$";
    String name = title.replaceFirst("(?i)" + known, "");
    return name.isEmpty() ? title : name;
  }

  /** The pixels without any display settings. */
  static ImagePlus stack(String title, Image image) {
    ImageStack stack = new ImageStack(image.width(), image.height());
    for (int slice = 0; slice < image.slices(); slice++)
      for (int channel = 0; channel < image.channels(); channel++)
        stack.addSlice(null, image.plane(channel, slice));
    ImagePlus plus = new ImagePlus(title, stack);
    plus.setDimensions(image.channels(), image.slices(), 1);
    plus.setCalibration(calibration(image.calibration()));
    image.clean().ifPresent(clean -> plus.setProp(CleanScaling.KEY, clean.text()));
    return plus;
  }

  /** The image shown with a look-up table and its range per channel. */
  static ImagePlus colored(ImagePlus stack, LUT[] luts, int compositeMode) {
    if (luts.length == 1) {
      stack.setLut(luts[0]);
      stack.setDisplayRange(luts[0].min, luts[0].max);
      return stack;
    }
    CompositeImage composite = new CompositeImage(stack, compositeMode);
    composite.setLuts(luts);
    return composite;
  }

  /**
   * The same intensities with pixel sizes, in ImageJ's usual display range.
   *
   * @param bits that a pixel has in the image's file
   * @return nothing for other than 8 or 16 bits, several channels, or a value that is no whole
   *     number of that size
   */
  static Optional<ImagePlus> integers(Image image, int bits) {
    boolean known = bits == 8 || bits == 16;
    if (!known || image.channels() > 1 || !fits(image, (1 << bits) - 1)) return Optional.empty();
    ImageStack stack = new ImageStack(image.width(), image.height());
    for (int slice = 0; slice < image.slices(); slice++) {
      float[] values = image.plane(0, slice);
      stack.addSlice(
          null, bits == 8 ? AdversarialImage.bytes(values) : AdversarialImage.shorts(values));
    }
    ImagePlus plus = new ImagePlus(image.name(), stack);
    plus.setCalibration(calibration(image.calibration()));
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

  static ij.measure.Calibration calibration(Calibration size) {
    ij.measure.Calibration calibration = new ij.measure.Calibration();
    calibration.pixelWidth = size.x();
    calibration.pixelHeight = size.y();
    // ImageJ has no word for a depth that nobody knows; 1 is what it takes then.
    calibration.pixelDepth = size.isFlat() ? 1 : size.z();
    calibration.setUnit(size.unit());
    return calibration;
  }
}
