package io.github.robustj.testing;

import io.github.robustj.data.Calibration;
import io.github.robustj.omezarr.OmeImage;
import io.github.robustj.omezarr.OmeVersion;
import io.github.robustj.omezarr.OmeZarrWriter;
import io.github.robustj.omezarr.Placing;
import io.github.robustj.zarr.DataType;
import java.nio.file.Path;

/**
 * A made-up slide of 8 bit in OME-Zarr 0.4: bright round spots of several sizes on a grid that is
 * no multiple of any tile, each at a place of its own in its field, over a background of waves. It
 * is made block by block, so that it may be larger than memory.
 */
public final class MadeSlide {

  /** Side of the field of a spot in pixels. */
  private static final int FIELD = 47;

  private MadeSlide() {}

  /**
   * @param arguments the folder to write, which ends in {@code .ome.zarr}, and the side in pixels
   */
  public static void main(String[] arguments) {
    write(Path.of(arguments[0]), Integer.parseInt(arguments[1]), 1);
  }

  public static void write(Path folder, int side, int channels) {
    OmeImage image =
        new OmeImage(
            OmeVersion.V0_4,
            side,
            side,
            channels,
            1,
            DataType.UINT8,
            Placing.of(new Calibration(.0005, .0005, 1, "mm")));
    OmeZarrWriter.write(folder, image, "made-up", MadeSlide::block, done -> {});
  }

  private static float[] block(int channel, int slice, int top, int left, int height, int width) {
    float[] pixels = new float[height * width];
    for (int i = 0; i < pixels.length; i++)
      pixels[i] = value(left + i % width, top + i / width, channel);
    return pixels;
  }

  private static float value(int x, int y, int channel) {
    int seed = (x / FIELD) * 73_856_093 ^ (y / FIELD) * 19_349_663;
    int radius = 5 + (seed >>> 3 & 7);
    int dx = x % FIELD - 15 - (seed >>> 8 & 15);
    int dy = y % FIELD - 15 - (seed >>> 16 & 15);
    double wave = 40 + 20 * Math.sin(x / 97. + channel) * Math.sin(y / 131.);
    boolean inside = dx * dx + dy * dy < radius * radius;
    return (float) Math.rint(inside ? 190 + (seed >>> 24 & 31) : wave);
  }
}
