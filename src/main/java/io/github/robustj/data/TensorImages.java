package io.github.robustj.data;

import io.github.robustj.tensor.Tensor;
import net.imglib2.img.array.ArrayImgs;

/** Tensors {@code [slice, y, x, channel]} as images and back, value by value, not normalised. */
public final class TensorImages {

  private TensorImages() {}

  /** The values as pixels of unknown size. */
  public static Image image(String name, Tensor tensor) {
    int channels = tensor.shape(3);
    int length = tensor.shape(1) * tensor.shape(2);
    float[] pixels = new float[tensor.data().length];
    for (int plane = 0; plane < tensor.samples() * channels; plane++)
      for (int p = 0; p < length; p++)
        pixels[plane * length + p] = tensor.data()[index(plane, p, length, channels)];
    return new Image(
        name,
        ArrayImgs.floats(pixels, tensor.shape(2), tensor.shape(1), channels, tensor.samples()),
        Calibration.PIXELS);
  }

  /** The pixels as values. */
  public static Tensor tensor(Image image) {
    int channels = image.channels();
    Tensor tensor = Tensor.zeros(image.slices(), image.height(), image.width(), channels);
    for (int plane = 0; plane < image.slices() * channels; plane++) {
      float[] values = image.plane(plane % channels, plane / channels);
      for (int p = 0; p < values.length; p++)
        tensor.data()[index(plane, p, values.length, channels)] = values[p];
    }
    return tensor;
  }

  /**
   * Where a pixel stands in a tensor.
   *
   * @param plane of {@code slice * channels + channel}
   */
  private static int index(int plane, int pixel, int length, int channels) {
    return (plane / channels * length + pixel) * channels + plane % channels;
  }
}
