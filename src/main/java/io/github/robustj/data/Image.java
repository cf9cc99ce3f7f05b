package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * An image in its own intensities: axes x, y, channel, slice (always four; single ones have length
 * 1).
 *
 * @param name of the case, without folder and extension
 * @param pixels intensities as read, after the file's own slope and intercept
 * @param clean of an attacked image how its clean one was normalised; else empty
 * @param world where the pixels lie, as far as the file says it
 * @param notes what was done to the file's pixels to get these, a sentence each, for the log
 */
public record Image(
    String name,
    RandomAccessibleInterval<FloatType> pixels,
    Calibration calibration,
    Optional<CleanScaling> clean,
    World world,
    List<String> notes) {

  public Image {
    notes = List.copyOf(notes);
    if (pixels.numDimensions() != 4)
      throw new IllegalArgumentException(
          "an image has the axes x, y, channel, slice; got " + pixels.numDimensions() + " axes");
  }

  /** An image that was not attacked, of unknown place, with nothing to tell. */
  public Image(String name, RandomAccessibleInterval<FloatType> pixels, Calibration calibration) {
    this(name, pixels, calibration, Optional.empty());
  }

  /** Of unknown place, with nothing to tell. */
  public Image(
      String name,
      RandomAccessibleInterval<FloatType> pixels,
      Calibration calibration,
      Optional<CleanScaling> clean) {
    this(name, pixels, calibration, clean, World.UNKNOWN, List.of());
  }

  /** The same, attacked. */
  public Image attacked(CleanScaling scaling) {
    return new Image(name, pixels, calibration, Optional.of(scaling), world, notes);
  }

  /**
   * One slice under another name, with nothing to tell; a view.
   *
   * @param z counted from 0
   */
  public Image slice(String other, int z) {
    long[] least = {0, 0, 0, z};
    long[] most = {width() - 1, height() - 1, channels() - 1, z};
    return new Image(other, Views.zeroMin(Views.interval(pixels, least, most)), calibration);
  }

  /** The slices {@code from <= z < to}, else as it is; a view. */
  public Image slices(int from, int to) {
    if (from == 0 && to == slices()) return this;
    long[] least = {0, 0, 0, from};
    long[] most = {width() - 1, height() - 1, channels() - 1, to - 1};
    RandomAccessibleInterval<FloatType> some = Views.zeroMin(Views.interval(pixels, least, most));
    return new Image(name, some, calibration, clean, world, notes);
  }

  /** With another name and size of the pixels. */
  public Image as(String other, Calibration size) {
    return new Image(other, pixels, size, clean, world, notes);
  }

  /** With one more thing to tell; as it is if that is empty. */
  public Image noted(String note) {
    if (note.isEmpty()) return this;
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Image(name, pixels, calibration, clean, world, all);
  }

  /**
   * A grey image as one of three equal channels, which is what colour is to a network that was
   * trained on it; as it is if another number is wanted or it is not grey.
   */
  public Image repeated(int channels) {
    if (channels() != 1 || channels != 3) return this;
    RandomAccessibleInterval<FloatType> grey = Views.hyperSlice(pixels, 2, pixels.min(2));
    RandomAccessibleInterval<FloatType> three =
        Views.moveAxis(Views.stack(Collections.nCopies(3, grey)), 3, 2);
    return new Image(name, three, calibration, clean, world, notes)
        .noted(
            "The image is grey and the network sees colours; it was given as three equal"
                + " channels.");
  }

  /**
   * @param source where the image comes from, for the message: a file or a title
   * @throws RobustJException if a pixel is NaN or infinite
   */
  public void requireNumbers(Object source) {
    if (StoredPixels.areWhole(pixels)) return;
    for (FloatType pixel : Views.iterable(pixels))
      if (!Float.isFinite(pixel.get()))
        throw new RobustJException(
            "%s has pixels that are not numbers (%s); replace them, by 0 for instance."
                .formatted(source, pixel.get()));
  }

  /**
   * The image with a pixel size where it has none; as it is where it has one.
   *
   * @param pixelSize side of a pixel in mm; 0 for none
   */
  public Image calibrated(double pixelSize) {
    if (pixelSize <= 0 || !calibration.equals(Calibration.PIXELS)) return this;
    return as(name, new Calibration(pixelSize, pixelSize, 0, "mm"));
  }

  /** For the log, of slices that lie in the world without a known distance; else empty. */
  public static String flatNote(Calibration size, int slices) {
    return size.isFlat() && slices > 1
        ? "How far apart the slices are is not stated, so that volumes are not measured (NaN)."
        : "";
  }

  /**
   * The intensities of one plane, row by row.
   *
   * @param channel,slice counted from 0
   */
  public float[] plane(int channel, int slice) {
    PlaneRows rows = PlaneRows.of(this, channel, slice);
    float[] values = new float[width() * height()];
    for (int y = 0; y < height(); y++) rows.read(y, 0, values, y * width(), width());
    return values;
  }

  public int width() {
    return (int) pixels.dimension(0);
  }

  public int height() {
    return (int) pixels.dimension(1);
  }

  public int channels() {
    return (int) pixels.dimension(2);
  }

  public int slices() {
    return (int) pixels.dimension(3);
  }
}
