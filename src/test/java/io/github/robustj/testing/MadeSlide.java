package io.github.robustj.testing;

import io.github.robustj.data.Calibration;
import io.github.robustj.omezarr.OmeImage;
import io.github.robustj.omezarr.OmeVersion;
import io.github.robustj.omezarr.OmeZarrWriter;
import io.github.robustj.omezarr.Placing;
import io.github.robustj.zarr.DataType;
import io.github.robustj.zarr.NewArray;
import io.github.robustj.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A made-up slide of 8 bit in OME-Zarr 0.4: bright round spots of several sizes on a grid that is
 * no multiple of any tile, each at a place of its own in its field, over a background of waves. It
 * is made block by block, so that it may be larger than memory.
 */
public final class MadeSlide {

  /** Side of the field of a spot in pixels. */
  private static final int FIELD = 47;

  private static final int CHUNK = 512;

  private static final String ATTRIBUTES =
      """
      {"multiscales": [{"version": "0.4", "name": "made-up",
        "axes": [{"name": "y", "type": "space"}, {"name": "x", "type": "space"}],
        "datasets": [{"path": "0",
          "coordinateTransformations": [{"type": "scale", "scale": [1, 1]}]}]}]}
      """;

  private MadeSlide() {}

  /**
   * @param arguments the folder to write, which ends in {@code .ome.zarr}, the side in pixels and,
   *     for a sparse slide, the side of what is not empty
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int side = Integer.parseInt(arguments[1]);
    if (arguments.length > 2) writeSparse(folder, side, Integer.parseInt(arguments[2]));
    else write(folder, side, 1);
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

  /**
   * A slide as scanners leave them: the chunks in the middle have files, and all others are zeros
   * that nobody has written. It has one level.
   *
   * @param tissue side of the square in the middle
   */
  public static void writeSparse(Path folder, int side, int tissue) throws IOException {
    ZarrArray array =
        ZarrArray.create(
            folder.resolve("0"),
            new NewArray(
                2,
                new long[] {side, side},
                new int[] {CHUNK, CHUNK},
                Optional.empty(),
                DataType.UINT8,
                List.of("y", "x")));
    for (int y = (side - tissue) / 2 / CHUNK; y * CHUNK < (side + tissue) / 2; y++)
      for (int x = (side - tissue) / 2 / CHUNK; x * CHUNK < (side + tissue) / 2; x++)
        array.write(DataType.UINT8.bytes(block(0, 0, y * CHUNK, x * CHUNK, CHUNK, CHUNK)), y, x);
    Files.writeString(folder.resolve(".zattrs"), ATTRIBUTES);
    Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
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
