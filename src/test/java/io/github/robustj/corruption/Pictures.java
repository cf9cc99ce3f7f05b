package io.github.robustj.corruption;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;

/** Images for tests of corruptions. */
final class Pictures {

  /** An intensity at each place. */
  interface Values {
    double at(int x, int y, int slice, int channel);
  }

  private Pictures() {}

  static Image image(int width, int height, int channels, int slices, Values values) {
    float[] all = new float[width * height * channels * slices];
    int i = 0;
    for (int z = 0; z < slices; z++)
      for (int c = 0; c < channels; c++)
        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++) all[i++] = (float) values.at(x, y, z, c);
    return new Image(
        "case", ArrayImgs.floats(all, width, height, channels, slices), Calibration.PIXELS);
  }

  /** A left half of one intensity and a right half of another. */
  static Image halves(int side, double left, double right) {
    return image(side, side, 1, 1, (x, y, z, c) -> x < side / 2 ? left : right);
  }

  /** Even numbers from 0 to 1. */
  static Image random(int width, int height, int channels, int slices, long seed) {
    Random random = new Random(seed);
    return image(width, height, channels, slices, (x, y, z, c) -> random.nextDouble());
  }

  /** The pixels as {@link Planes#values}. */
  static float[][] pixels(Image image) {
    return Planes.of(image).values();
  }
}
