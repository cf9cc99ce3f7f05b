package io.github.robustj.data.reader.image;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Writes NIfTI-1 images, {@code .nii.gz}, little-endian. Written for a NIfTI image, a result gets
 * that image's pixel size and place in space, so that other programs show the two in register;
 * without one it gets a pixel size alone.
 */
public final class NiftiWriter {

  private NiftiWriter() {}

  /**
   * 32-bit floats of an image with one channel.
   *
   * @throws RobustJException if the image has several channels or the file cannot be written
   */
  public static void write(Path file, Image image) {
    RandomAccessibleInterval<FloatType> pixels = onlyChannel(file, image);
    write(file, NiftiBytes.of(file, pixels, NiftiType.FLOAT32, image.calibration()), pixels);
  }

  /**
   * 32-bit floats of an image with one channel, in the place of the NIfTI image {@code source}; one
   * that was brought to another resolution has its own pixel size alone.
   *
   * @throws RobustJException if the image has several channels, {@code source} cannot be read, or
   *     the file cannot be written
   */
  public static void write(Path file, Image image, Path source) {
    RandomAccessibleInterval<FloatType> pixels = onlyChannel(file, image);
    byte[] header = NiftiBytes.of(file, pixels, NiftiType.FLOAT32, image.calibration());
    boolean resized = image.clean().map(CleanScaling::resized).orElse(false);
    byte[] placed = resized ? header : NiftiBytes.placed(header, source);
    String clean = image.clean().map(c -> CleanScaling.KEY + ": " + c.text()).orElse("");
    write(file, clean.isEmpty() ? placed : NiftiBytes.commented(placed, clean), pixels);
  }

  /**
   * 32-bit label values.
   *
   * @throws RobustJException if the file cannot be written
   */
  public static void write(Path file, Mask mask, Calibration calibration) {
    byte[] header = NiftiBytes.of(file, mask.labels(), NiftiType.INT32, calibration);
    writeLabels(file, header, mask);
  }

  /**
   * 32-bit label values in the place of the NIfTI image {@code source}.
   *
   * @throws RobustJException if {@code source} cannot be read or the file cannot be written
   */
  public static void write(Path file, Mask mask, Path source) {
    byte[] header = NiftiBytes.of(file, mask.labels(), NiftiType.INT32, Calibration.PIXELS);
    writeLabels(file, NiftiBytes.placed(header, source), mask);
  }

  private static RandomAccessibleInterval<FloatType> onlyChannel(Path file, Image image) {
    if (image.channels() == 1) return Views.hyperSlice(image.pixels(), 2, image.pixels().min(2));
    throw new RobustJException(
        "%s cannot be written: NIfTI holds one channel and the image %s has %d; use TIFF."
            .formatted(file, image.name(), image.channels()));
  }

  private static void write(Path file, byte[] header, RandomAccessibleInterval<FloatType> pixels) {
    compress(
        file,
        header,
        out -> {
          for (FloatType pixel : Views.flatIterable(pixels))
            out.writeInt(Integer.reverseBytes(Float.floatToIntBits(pixel.get())));
        });
  }

  private static void writeLabels(Path file, byte[] header, Mask mask) {
    compress(
        file,
        header,
        out -> {
          for (IntType label : Views.flatIterable(mask.labels()))
            out.writeInt(Integer.reverseBytes(label.get()));
        });
  }

  private interface Pixels {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static void compress(Path file, byte[] header, Pixels pixels) {
    AtomicFiles.write(file, raw -> compress(raw, header, pixels));
  }

  private static void compress(OutputStream raw, byte[] header, Pixels pixels) throws IOException {
    GZIPOutputStream gzip = new GZIPOutputStream(raw, 1 << 16);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(gzip, 1 << 16));
    out.write(header);
    pixels.writeTo(out);
    out.flush();
    gzip.finish();
  }
}
