package io.github.robustj.data.reader.image;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.World;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images of ImageJ as ours. Intensities are those that ImageJ shows, after the calibration of the
 * values (Hounsfield units for CT).
 */
public final class ImagePlusConverter {

  private ImagePlusConverter() {}

  /**
   * Under the image's own title without extension; channels and slices as it has them.
   *
   * @throws RobustJException if the image has pixels that are no numbers, or is not what its file
   *     holds, see {@link ImageJFormats}
   */
  public static Image toImage(ImagePlus image) {
    Image ours = toImage(image, Names.stem(image.getTitle()), Role.IMAGE);
    ours.requireNumbers("The image " + image.getTitle());
    return ours;
  }

  /**
   * Channels stay channels, an RGB image has three, or one where they are equal; slices are slices,
   * and so are frames, one after the other. 32-bit pixels are shared with the image, others copied.
   */
  private static Image toImage(ImagePlus image, String name, Role role) {
    List<StoredPixels> planes = new ArrayList<>();
    for (int t = 1; t <= image.getNFrames(); t++)
      for (int z = 1; z <= image.getNSlices(); z++)
        for (int c = 1; c <= image.getNChannels(); c++)
          addPlanes(image.getStack().getProcessor(image.getStackIndex(c, z, t)), image, planes);
    boolean inverted = role == Role.IMAGE && image.getNChannels() == 1 && image.isInvertedLut();
    if (inverted) invert(image, planes);
    Calibration size = calibration(image);
    int slices = image.getNSlices() * image.getNFrames();
    List<String> notes = new ArrayList<>(TiffLayout.notes(image.getNSlices(), image.getNFrames()));
    if (inverted) notes.add(PlaneStack.INVERTED);
    notes.addAll(notes(size, slices));
    boolean print = image.getCalibration().getUnit().startsWith("inch");
    Image ours =
        new PlaneStack(image.getWidth(), image.getHeight(), planes.size() / slices, planes)
            .greyIfEqual()
            .image(name, size, print ? World.UNKNOWN : world(size), notes);
    Optional<CleanScaling> clean = clean(image);
    if (clean.isPresent()) ours = ours.attacked(clean.get());
    ours = ours.noted(Image.flatNote(size, slices));
    ImageJFormats.requireSame(image, ours, role);
    return ours;
  }

  /** Into planes of their own: shared ones are the image's. */
  private static void invert(ImagePlus image, List<StoredPixels> planes) {
    boolean plain = image.getBitDepth() < 32 && image.getCalibration().getCTable() == null;
    int largest = plain ? (1 << image.getBitDepth()) - 1 : 0;
    for (int i = 0; i < planes.size(); i++) {
      float[] inverted = planes.get(i).floats().clone();
      PlaneStack.invert(inverted, 0, inverted.length, largest);
      planes.set(i, StoredPixels.of(inverted));
    }
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
    String name = Names.stem(image.getTitle());
    return MaskImages.of(toImage(image, name, Role.LABELS), image.getTitle());
  }

  /**
   * The pixel size, in mm where ImageJ has it in another metric unit or inches; {@link
   * Calibration#PIXELS} where it is not set.
   */
  public static Calibration calibration(ImagePlus image) {
    ij.measure.Calibration given = image.getCalibration();
    if (!given.scaled()) return Calibration.PIXELS;
    return calibration(given.pixelWidth, given.pixelHeight, given.pixelDepth, given.getUnit());
  }

  /**
   * The same of sizes in a unit as ImageJ writes it. ImageJ takes 1 for a depth that was never set:
   * of pixels measured in mm or microns that may be meant, of a resolution for printing it is not.
   */
  static Calibration calibration(double x, double y, double z, String given) {
    if (!(x > 0 && y > 0) || Double.isInfinite(x) || Double.isInfinite(y))
      return Calibration.PIXELS;
    // Without a unit a file states at most how long pixels are for their width.
    if (given.isBlank()) return Calibration.PIXELS;
    if (given.equals("pixel") || given.equals("pixels")) {
      boolean plain = x == 1 && y == 1 && z == 1;
      return plain ? Calibration.PIXELS : new Calibration(x, y, z > 0 ? z : 1, "pixel");
    }
    double scale = millimetres(given);
    String unit = scale > 0 ? "mm" : unit(given);
    double s = scale > 0 ? scale : 1;
    boolean known = z > 0 && Double.isFinite(z) && (z != 1 || s == 1 || x == 1 && y == 1);
    return new Calibration(x * s, y * s, known ? z * s : 0, unit);
  }

  /** Where pixels of that size lie: a slice distance of 1 may be one that was never set. */
  static World world(Calibration size) {
    if (size.equals(Calibration.PIXELS)) return World.UNKNOWN;
    return World.of(new Calibration(size.x(), size.y(), size.z() == 1 ? 0 : size.z(), size.unit()));
  }

  /** For the log, of a stack with pixels of that size. */
  static List<String> notes(Calibration size, int slices) {
    boolean measured = size.unit().equals("mm") || size.unit().equals("micron");
    if (slices < 2 || !measured || size.z() != 1 || size.x() == 1 && size.y() == 1)
      return List.of();
    return List.of(
        "The slices are 1 %s apart, which is what ImageJ takes where no distance was set; volumes follow from it (Image > Properties sets it)."
            .formatted(size.unit()));
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

  private static void addPlanes(ImageProcessor plane, ImagePlus image, List<StoredPixels> planes) {
    float[] table = image.getCalibration().getCTable();
    if (plane instanceof ColorProcessor color)
      for (int channel = 1; channel <= 3; channel++)
        planes.add(new StoredPixels.Bytes((byte[]) color.getChannel(channel, null).getPixels()));
    else if (plane.getPixels() instanceof float[] shared)
      planes.add(new StoredPixels.Floats(shared));
    else if (plane.getPixels() instanceof byte[] bytes && table == null)
      planes.add(new StoredPixels.Bytes(bytes.clone()));
    else planes.add(StoredPixels.of(intensities(plane, table)));
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
