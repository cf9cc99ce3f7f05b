package io.github.robustj.testing;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.NiftiWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import net.imglib2.img.array.ArrayImgs;

/** Files that no reader can accept. */
public final class Broken {

  private static final int DIMENSIONS = 42;

  private Broken() {}

  /** The file as a copy that was interrupted half-way leaves it. */
  public static void cutOff(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  /** A NIfTI image of 40 x 40 pixels, cut off in the middle of its compressed pixels. */
  public static Path gzip(Path file) throws IOException {
    NiftiWriter.write(file, ramp());
    cutOff(file);
    return file;
  }

  /** A NIfTI image whose header states 30 000 pixels in each direction. */
  public static Path huge(Path file) throws IOException {
    Path small = Files.createTempFile("small", ".nii.gz");
    NiftiWriter.write(small, ramp());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(small))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int axis = 0; axis < 3; axis++) bytes.putShort(DIMENSIONS + 2 * axis, (short) 30_000);
      Files.write(file, bytes.array());
    }
    Files.delete(small);
    return file;
  }

  /** A 32-bit TIFF of 40 x 40 pixels, one of which is NaN. */
  public static Path notANumber(Path file) {
    FloatProcessor pixels = new FloatProcessor(40, 40);
    pixels.setf(7, 9, Float.NaN);
    IJ.saveAsTiff(new ImagePlus("nan", pixels), file.toString());
    return file;
  }

  private static Image ramp() {
    float[] values = new float[1600];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(i * .7);
    return new Image("ramp", ArrayImgs.floats(values, 40, 40, 1, 1), Calibration.PIXELS);
  }
}
