package io.github.robustj.data;

import io.github.robustj.tensor.Tensor;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Images as network input and back. */
public final class Preprocessing {

  private Preprocessing() {}

  /** All slices, normalised: {@code [slice, y, x, channel]}. */
  public static Tensor images(Image image, Scaling scaling) {
    return slices(image, scaling, 0, image.slices());
  }

  /** The slices {@code from <= z < to}, normalised: {@code [slice, y, x, channel]}. */
  public static Tensor slices(Image image, Scaling scaling, int from, int to) {
    int channels = image.channels();
    Tensor tensor = Tensor.zeros(to - from, image.height(), image.width(), channels);
    RandomAccess<FloatType> pixel = image.pixels().randomAccess();
    int i = 0;
    for (int z = from; z < to; z++)
      for (int y = 0; y < image.height(); y++)
        for (int x = 0; x < image.width(); x++)
          for (int c = 0; c < channels; c++)
            tensor.data()[i++] = scaling.normalize(at(image, pixel, x, y, c, z), c);
    return tensor;
  }

  /**
   * A clean image with a perturbation added. Intensities that the normalisation clipped keep their
   * distance to the clip: only the perturbation changes them.
   *
   * @param perturbation {@code [slice, y, x, channel]} in normalised intensities
   */
  public static Image perturbed(Image clean, Tensor perturbation, Scaling scaling) {
    return map(
        clean, perturbation, (intensity, change, c) -> intensity + change * scaling.scale()[c]);
  }

  /** The perturbation alone, in the image's intensities. */
  public static Image perturbation(Tensor perturbation, Scaling scaling, Image like) {
    return map(like, perturbation, (intensity, change, c) -> change * scaling.scale()[c]);
  }

  private interface PixelFunction {
    float apply(float intensity, float change, int channel);
  }

  private static Image map(Image image, Tensor tensor, PixelFunction f) {
    int width = image.width();
    int height = image.height();
    int channels = image.channels();
    float[] mapped = new float[tensor.data().length];
    RandomAccess<FloatType> pixel = image.pixels().randomAccess();
    int i = 0;
    for (int z = 0; z < image.slices(); z++)
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          for (int c = 0; c < channels; c++)
            mapped[((z * channels + c) * height + y) * width + x] =
                f.apply(at(image, pixel, x, y, c, z), tensor.data()[i++], c);
    return new Image(
        image.name(),
        ArrayImgs.floats(mapped, width, height, channels, image.slices()),
        image.calibration());
  }

  private static float at(Image image, RandomAccess<FloatType> pixel, int x, int y, int c, int z) {
    pixel.setPosition(image.pixels().min(0) + x, 0);
    pixel.setPosition(image.pixels().min(1) + y, 1);
    pixel.setPosition(image.pixels().min(2) + c, 2);
    pixel.setPosition(image.pixels().min(3) + z, 3);
    return pixel.get().get();
  }
}
