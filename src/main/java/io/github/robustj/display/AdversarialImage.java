package io.github.robustj.display;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackResult;

/**
 * The adversarial image as an ImageJ image that can stand in for the input: same type, dimensions,
 * calibration, look-up tables and display range, titled {@code <title>-adversarial}.
 */
public final class AdversarialImage {

  private static final String SUFFIX = "-adversarial";

  private AdversarialImage() {}

  /**
   * The adversarial image in the type of the input (8, 16 or 32 bit, RGB). Integer types hold the
   * nearest value in their range, so a perturbation below half a grey level is lost there; {@link
   * #unrounded} keeps it, and {@code RoundedAttack} measures what is left. Where the input has a
   * linear calibration function the intensities are taken through its inverse.
   *
   * @throws RobustJException if the input has not the size of the result
   */
  public static ImagePlus of(ImagePlus input, AttackResult result) {
    Image adversarial = result.adversarial();
    if (isColoured(input, adversarial)) return coloured(input, adversarial);
    check(input, adversarial);
    ImageStack source = input.getStack();
    ImageStack stack = new ImageStack(input.getWidth(), input.getHeight());
    for (int plane = 0; plane < source.size(); plane++)
      stack.addSlice(source.getSliceLabel(plane + 1), pixels(input, adversarial, plane));
    ImagePlus image = new ImagePlus(Images.name(input) + SUFFIX, stack);
    image.setDimensions(input.getNChannels(), input.getNSlices(), input.getNFrames());
    image.setOpenAsHyperStack(input.isHyperStack());
    image.setCalibration(input.getCalibration());
    ImagePlus shown = likeShown(image, input);
    adversarial.clean().ifPresent(clean -> shown.setProp(CleanScaling.KEY, clean.text()));
    return shown;
  }

  /**
   * The adversarial image in 32 bit, exactly as the model saw it, in intensities; its display range
   * is that of the input.
   */
  public static ImagePlus unrounded(ImagePlus input, AttackResult result) {
    check(input, result.adversarial());
    ImagePlus image = Images.of(result.adversarial());
    image.setTitle(Images.name(input) + SUFFIX);
    showAs(image, input);
    return image;
  }

  /** Gives intensities in 32 bit the brightness of the input, so that both can be compared. */
  public static void showAs(ImagePlus image, ImagePlus input) {
    if (image instanceof CompositeImage composite) {
      if (input.getType() == ImagePlus.COLOR_RGB) showWhole(composite);
      return;
    }
    if (input.getType() == ImagePlus.COLOR_RGB) return;
    IntensityScale scale = IntensityScale.of(input);
    double from = scale.intensity(input.getDisplayRangeMin());
    double to = scale.intensity(input.getDisplayRangeMax());
    image.setDisplayRange(Math.min(from, to), Math.max(from, to));
  }

  /** The whole range of 8 bit, as ImageJ shows an RGB image. */
  private static void showWhole(CompositeImage image) {
    LUT[] luts = image.getLuts();
    for (LUT lut : luts) {
      lut.min = 0;
      lut.max = 255;
    }
    image.setLuts(luts);
  }

  /** Whether a network for colours has seen a grey image: the channels are no longer equal. */
  private static boolean isColoured(ImagePlus input, Image adversarial) {
    boolean grey = input.getType() != ImagePlus.COLOR_RGB && input.getNChannels() == 1;
    return grey && adversarial.channels() == 3;
  }

  /** RGB where the input has 8 bit, else three channels of 32 bit. */
  private static ImagePlus coloured(ImagePlus input, Image adversarial) {
    check(input, adversarial);
    String title = Images.name(input) + SUFFIX;
    if (input.getBitDepth() > 8) {
      ImagePlus image = Images.of(adversarial);
      image.setTitle(title);
      return image;
    }
    ImageStack stack = new ImageStack(input.getWidth(), input.getHeight());
    for (int slice = 0; slice < adversarial.slices(); slice++)
      stack.addSlice(null, rgb(adversarial, slice));
    ImagePlus image = new ImagePlus(title, stack);
    image.setDimensions(1, input.getNSlices(), input.getNFrames());
    image.setCalibration(input.getCalibration());
    return image;
  }

  private static void check(ImagePlus input, Image adversarial) {
    // An RGB picture is one plane to ImageJ and, unless it was read as grey, three channels to us.
    boolean once = input.getType() == ImagePlus.COLOR_RGB || isColoured(input, adversarial);
    int channels = once ? 1 : adversarial.channels();
    if (input.getWidth() != adversarial.width()
        || input.getHeight() != adversarial.height()
        || input.getStackSize() != channels * adversarial.slices())
      throw new RobustJException(
          String.format(
              "The image %s is now %d x %d with %d planes, but what was attacked is %d x %d with %d"
                  + " channels and %d slices; run the attack again on the image as it is.",
              input.getTitle(),
              input.getWidth(),
              input.getHeight(),
              input.getStackSize(),
              adversarial.width(),
              adversarial.height(),
              adversarial.channels(),
              adversarial.slices()));
  }

  private static Object pixels(ImagePlus input, Image adversarial, int plane) {
    if (input.getType() == ImagePlus.COLOR_RGB) return rgb(adversarial, plane);
    int channels = adversarial.channels();
    float[] values = adversarial.plane(plane % channels, plane / channels);
    IntensityScale scale = IntensityScale.of(input);
    for (int i = 0; i < values.length; i++) values[i] = (float) scale.stored(values[i]);
    return switch (input.getBitDepth()) {
      case 8 -> bytes(values);
      case 16 -> shorts(values);
      default -> values;
    };
  }

  private static int[] rgb(Image adversarial, int slice) {
    int[] pixels = new int[adversarial.width() * adversarial.height()];
    for (int c = 0; c < 3; c++) {
      float[] values = adversarial.plane(c % adversarial.channels(), slice);
      for (int i = 0; i < values.length; i++) pixels[i] = pixels[i] << 8 | nearest(values[i], 255);
    }
    return pixels;
  }

  static byte[] bytes(float[] values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) pixels[i] = (byte) nearest(values[i], 255);
    return pixels;
  }

  static short[] shorts(float[] values) {
    short[] pixels = new short[values.length];
    for (int i = 0; i < values.length; i++) pixels[i] = (short) nearest(values[i], 65535);
    return pixels;
  }

  private static int nearest(float value, int largest) {
    return Math.min(Math.max(Math.round(value), 0), largest);
  }

  private static ImagePlus likeShown(ImagePlus image, ImagePlus input) {
    if (input.getType() == ImagePlus.COLOR_RGB) return image;
    if (input instanceof CompositeImage shown) {
      CompositeImage composite = new CompositeImage(image, shown.getMode());
      composite.copyLuts(input);
      return composite;
    }
    image.setLut(input.getProcessor().getLut());
    image.setDisplayRange(input.getDisplayRangeMin(), input.getDisplayRangeMax());
    return image;
  }

  /**
   * How the stored pixel values of an ImagePlus become intensities: {@code intensity = offset +
   * slope * stored}. Only a linear calibration function counts (DICOM rescaling, signed 16 bit);
   * with another function, or none, the stored values are the intensities.
   *
   * @param slope never 0
   */
  public record IntensityScale(double offset, double slope) {

    private static final IntensityScale STORED = new IntensityScale(0, 1);

    public IntensityScale {
      if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(offset))
        throw new IllegalArgumentException("no inverse for offset " + offset + ", slope " + slope);
    }

    /**
     * The scale of an image; a flat line, which has no inverse, counts as none. With an inverting
     * look-up table the intensities fall as the stored values rise, as {@link
     * io.github.robustj.data.reader.image.ImagePlusConverter} has them.
     */
    public static IntensityScale of(ImagePlus image) {
      IntensityScale scale = calibrated(image);
      boolean grey = image.getNChannels() == 1 && image.getType() != ImagePlus.COLOR_RGB;
      if (!grey || !image.isInvertedLut()) return scale;
      boolean plain = image.getBitDepth() < 32 && image.getCalibration().getCTable() == null;
      int largest = plain ? (1 << image.getBitDepth()) - 1 : 0;
      return new IntensityScale(largest - scale.offset, -scale.slope);
    }

    private static IntensityScale calibrated(ImagePlus image) {
      Calibration calibration = image.getCalibration();
      if (calibration.getFunction() != Calibration.STRAIGHT_LINE) return STORED;
      double[] line = calibration.getCoefficients();
      return line == null || line[1] == 0 ? STORED : new IntensityScale(line[0], line[1]);
    }

    public double intensity(double stored) {
      return offset + slope * stored;
    }

    /** The inverse of {@link #intensity}; neither rounded nor clipped. */
    public double stored(double intensity) {
      return (intensity - offset) / slope;
    }
  }
}
