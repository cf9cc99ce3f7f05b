package io.github.robustj.omezarr;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/** Writes images of numbers as OME-Zarr, block by block, with smaller copies of means. */
public final class OmeZarrWriter {

  private OmeZarrWriter() {}

  /** Makes the pixels of a block. */
  @FunctionalInterface
  public interface Source {

    /**
     * @param top first row and {@code left} first column
     * @return pixels row by row; whole types take the nearest whole number
     */
    float[] block(int channel, int slice, int top, int left, int height, int width);
  }

  /**
   * Memory is taken for a block of 2048 x 2048 pixels, whatever the image's size. An image that the
   * same call began, and was killed, is gone on with.
   *
   * @param run what decides about the pixels: the same text for the same pixels only
   * @param progress hears of the part that is done, 0 to 1; may throw to stop
   * @throws io.github.robustj.error.RobustJException if something else is in the folder, or it
   *     cannot be written
   */
  public static void write(
      Path folder, OmeImage image, String run, Source source, DoubleConsumer progress) {
    NewOmeZarr zarr = NewOmeZarr.open(folder, image, run);
    if (zarr.isFinished()) return;
    int high = OmeImage.block(image.height());
    int wide = OmeImage.block(image.width());
    long rows = (image.height() + high - 1L) / high;
    long columns = (image.width() + wide - 1L) / wide;
    double all = (double) rows * columns * image.channels() * image.slices();
    long done = 0;
    for (int c = 0; c < image.channels(); c++)
      for (int z = 0; z < image.slices(); z++)
        for (long row = 0; row < rows; row++)
          for (long column = 0; column < columns; column++) {
            StoredBlock at = zarr.block(c, z, row, column);
            if (!at.isStored())
              at.write(source.block(c, z, at.top(), at.left(), at.height(), at.width()));
            // The pyramid has a third of the pixels.
            progress.accept(.75 * ++done / all);
          }
    zarr.finish(false, new JsonObject(), part -> progress.accept(.75 + .25 * part));
  }
}
