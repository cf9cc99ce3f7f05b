package io.github.robustj.data.reader;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Images of ImageJ as ours. Intensities are those that ImageJ shows, after the calibration of the
 * values (Hounsfield units for CT).
 */
public final class ImagePlusConverter {

  private ImagePlusConverter() {}

  /**
   * Under the image's own title without extension; see {@link #toImage(ImagePlus, String)}.
   *
   * @throws RobustJException if the image has both slices and frames, or pixels that are no numbers
   */
  public static Image toImage(ImagePlus image) {
    Image ours = toImage(image, Names.stem(image.getTitle()));
    ours.requireNumbers("The image " + image.getTitle());
    return ours;
  }

  /**
   * Channels stay channels, an RGB image has three; slices are slices, and so are the frames of a
   * time series without slices. 32-bit pixels are shared with the image, others copied.
   */
  static Image toImage(ImagePlus image, String name) {
    int slices = slices(image);
    float[] values = image.getCalibration().getCTable();
    List<float[]> planes = new ArrayList<>();
    for (int z = 1; z <= slices; z++)
      for (int c = 1; c <= image.getNChannels(); c++) addPlanes(plane(image, c, z), values, planes);
    PlanarImg<FloatType, FloatArray> pixels =
        PlanarImgs.floats(image.getWidth(), image.getHeight(), planes.size() / slices, slices);
    for (int i = 0; i < planes.size(); i++) pixels.setPlane(i, new FloatArray(planes.get(i)));
    return new Image(name, pixels, calibration(image), clean(image));
  }

  private static Optional<CleanScaling> clean(ImagePlus image) {
    return Optional.ofNullable(image.getProp(CleanScaling.KEY))
        .map(text -> CleanScaling.parse(text, "The image " + image.getTitle()));
  }

  /**
   * A label image.
   *
   * @throws RobustJException if a value is not a whole number from 0 to 2^24, or the channels of a
   *     colour image differ
   */
  public static Mask toMask(ImagePlus image) {
    return Masks.of(toImage(image, Names.stem(image.getTitle())), image.getTitle());
  }

  /**
   * The pixel size, in mm where ImageJ has it in another metric unit or inches; {@link
   * Calibration#PIXELS} where it is not set.
   */
  public static Calibration calibration(ImagePlus image) {
    ij.measure.Calibration given = image.getCalibration();
    boolean usable = given.scaled() && given.pixelWidth > 0 && given.pixelHeight > 0;
    if (!usable) return Calibration.PIXELS;
    double depth = given.pixelDepth > 0 ? given.pixelDepth : 1;
    double scale = millimetres(given.getUnit());
    String unit = scale > 0 ? "mm" : unit(given.getUnit());
    double s = scale > 0 ? scale : 1;
    return new Calibration(given.pixelWidth * s, given.pixelHeight * s, depth * s, unit);
  }

  /** Length of a unit in mm, 0 for microns and units that are none of length. */
  private static double millimetres(String unit) {
    return switch (unit) {
      case "mm", "millimeter", "millimeters" -> 1;
      case "cm", "centimeter", "centimeters" -> 10;
      case "m", "meter", "meters" -> 1000;
      case "inch", "inches" -> 25.4;
      default -> 0;
    };
  }

  private static String unit(String unit) {
    boolean micron = unit.equals("um") || unit.equals("\u00b5m") || unit.equals("\u03bcm");
    return micron || unit.equals("microns") ? "micron" : unit;
  }

  private static int slices(ImagePlus image) {
    if (image.getNSlices() > 1 && image.getNFrames() > 1)
      throw new RobustJException(
          "The image %s has both slices and frames; duplicate one time point or one slice of it."
              .formatted(image.getTitle()));
    return image.getNSlices() * image.getNFrames();
  }

  private static ImageProcessor plane(ImagePlus image, int channel, int slice) {
    boolean time = image.getNFrames() > 1;
    int index = image.getStackIndex(channel, time ? 1 : slice, time ? slice : 1);
    return image.getStack().getProcessor(index);
  }

  private static void addPlanes(ImageProcessor plane, float[] values, List<float[]> planes) {
    if (plane instanceof ColorProcessor color)
      for (int channel = 1; channel <= 3; channel++)
        planes.add(intensities(color.getChannel(channel, null), null));
    else if (plane.getPixels() instanceof float[] shared) planes.add(shared);
    else planes.add(intensities(plane, values));
  }

  /**
   * @param values intensity of each stored value; null where they are the same, as ImageJ has it
   */
  private static float[] intensities(ImageProcessor plane, float[] values) {
    float[] intensities = new float[plane.getPixelCount()];
    for (int i = 0; i < intensities.length; i++) {
      int stored = plane.get(i);
      intensities[i] = values == null ? stored : values[stored];
    }
    return intensities;
  }
}
