package io.github.robustj.data;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import net.imglib2.img.array.ArrayImgs;

/** Images as network input and back. */
public final class Preprocessing {

  private Preprocessing() {}

  /** All slices, normalised: {@code [slice, y, x, channel]}. */
  public static Tensor images(Image image, Scaling scaling) {
    return slices(image, scaling, 0, image.slices());
  }

  /** The slices {@code from <= z < to}, normalised: {@code [slice, y, x, channel]}. */
  public static Tensor slices(Image image, Scaling scaling, int from, int to) {
    int width = image.width();
    int height = image.height();
    Tensor tensor = Tensor.zeros(to - from, height, width, image.channels());
    Resampling.Part whole = new Resampling.Part(width, height, 0, 0, width, height);
    for (int z = from; z < to; z++)
      normalize(image, z, whole, scaling, tensor.data(), (z - from) * tensor.sampleLength());
    return tensor;
  }

  /** The same of {@link Resampling#part}: {@code [1, y, x, channel]}. */
  public static Tensor part(Image image, int slice, Resampling.Part part, Scaling scaling) {
    return part(image, slice, part, scaling, null);
  }

  /**
   * The same.
   *
   * @param spare a tensor that nobody needs any more, which is filled if it has the size; or null
   */
  public static Tensor part(
      Image image, int slice, Resampling.Part part, Scaling scaling, Tensor spare) {
    if (!part.hasPixelsOf(image)) return images(Resampling.part(image, slice, part), scaling);
    int[] shape = {1, part.down(), part.across(), image.channels()};
    boolean fits = spare != null && Arrays.equals(spare.shape(), shape);
    Tensor tensor = fits ? spare : Tensor.zeros(shape);
    normalize(image, slice, part, scaling, tensor.data(), 0);
    return tensor;
  }

  private static void normalize(
      Image image, int slice, Resampling.Part part, Scaling scaling, float[] into, int first) {
    int channels = image.channels();
    int across = part.across();
    ChannelNormalizer[] each = new ChannelNormalizer[channels];
    for (int c = 0; c < channels; c++)
      each[c] = new ChannelNormalizer(PlaneRows.of(image, c, slice), scaling, c, across);
    for (int y = 0; y < part.down(); y++)
      for (ChannelNormalizer channel : each)
        channel.normalize(part.top() + y, part.left(), across, into, first + y * across * channels);
  }

  /**
   * An attacked image in the clean one's intensities. A pixel that the attack has changed takes the
   * intensity that is normalised to what it is now; where the clean one was clipped, that is far
   * from its own, and only so does the network see the change. The others keep their intensity.
   *
   * @param clean {@code [slice, y, x, channel]}, normalised
   * @param adversarial as many, within the range of the normalisation
   */
  public static Image attacked(Image image, Tensor clean, Tensor adversarial, Scaling scaling) {
    return map(
        image,
        (intensity, i, c) ->
            adversarial.data()[i] == clean.data()[i]
                ? intensity
                : scaling.intensity(adversarial.data()[i], c));
  }

  /** The perturbation alone, in the image's intensities. */
  public static Image perturbation(Tensor perturbation, Scaling scaling, Image like) {
    return map(like, (intensity, i, c) -> perturbation.data()[i] * scaling.scale()[c]);
  }

  /** The first image less the second, which has the same size. */
  public static Image difference(Image image, Image subtrahend) {
    float[] less = TensorImages.tensor(subtrahend).data();
    return map(image, (intensity, i, c) -> intensity - less[i]);
  }

  /** Both images, which have the same size, added. */
  public static Image sum(Image image, Image summand) {
    float[] more = TensorImages.tensor(summand).data();
    return map(image, (intensity, i, c) -> intensity + more[i]);
  }

  private interface PixelFunction {
    /**
     * @param index in a tensor {@code [slice, y, x, channel]}
     */
    float apply(float intensity, int index, int channel);
  }

  private static Image map(Image image, PixelFunction f) {
    int channels = image.channels();
    int length = image.width() * image.height();
    float[] mapped = new float[Math.toIntExact(image.pixels().size())];
    for (int z = 0; z < image.slices(); z++)
      for (int c = 0; c < channels; c++) {
        float[] plane = image.plane(c, z);
        int first = (z * channels + c) * length;
        for (int p = 0; p < length; p++)
          mapped[first + p] = f.apply(plane[p], (z * length + p) * channels + c, c);
      }
    return new Image(
        image.name(),
        ArrayImgs.floats(mapped, image.width(), image.height(), channels, image.slices()),
        image.calibration());
  }
}
