package io.github.robustj.data;

import io.github.robustj.tensor.Tensor;
import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Tensors {@code [slice, y, x, channel]} as images and back, value by value, not normalised. */
public final class TensorImages {

  private TensorImages() {}

  /** The values as pixels of unknown size. */
  public static Image image(String name, Tensor tensor) {
    int height = tensor.shape(1);
    int width = tensor.shape(2);
    int channels = tensor.shape(3);
    float[] pixels = new float[tensor.data().length];
    for (int k = 0; k < pixels.length; k++)
      pixels[planar(k, height, width, channels)] = tensor.data()[k];
    return new Image(
        name,
        ArrayImgs.floats(pixels, width, height, channels, tensor.samples()),
        Calibration.PIXELS);
  }

  /** The pixels as values. */
  public static Tensor tensor(Image image) {
    Tensor tensor = Tensor.zeros(image.slices(), image.height(), image.width(), image.channels());
    float[] planes = new float[tensor.data().length];
    Cursor<FloatType> pixel = Views.flatIterable(image.pixels()).cursor();
    for (int i = 0; i < planes.length; i++) planes[i] = pixel.next().get();
    for (int k = 0; k < planes.length; k++)
      tensor.data()[k] = planes[planar(k, image.height(), image.width(), image.channels())];
    return tensor;
  }

  /** Where the k-th value of a tensor stands when channels are planes. */
  private static int planar(int k, int height, int width, int channels) {
    int pixel = k / channels;
    int slice = pixel / (height * width);
    return (slice * channels + k % channels) * height * width + pixel % (height * width);
  }
}
