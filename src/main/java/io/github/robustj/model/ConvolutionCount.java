package io.github.robustj.model;

/**
 * Multiplications and additions of a U-Net's convolutions, on images whose sides are multiples of
 * {@link NetworkSpec#multiple}, with outputs as large as the image. All else that a network
 * computes is a few per cent of it.
 *
 * @param spec with a stride of 1
 * @param height of the image in pixels
 * @param width of the image in pixels
 */
public record ConvolutionCount(NetworkSpec spec, int height, int width) {

  private static final int KERNEL = 9;

  /** Of one image, without the heads that only training looks at. */
  public double prediction() {
    return decoded() + head(0);
  }

  /** Of one image, its outputs and the gradient of the image. */
  public double gradient() {
    return 2 * prediction();
  }

  /** Of one image, its outputs and the gradients of all weights, but not of the image. */
  public double training() {
    double all = decoded();
    for (int level = 0; level < heads(); level++) all += head(level);
    return 3 * all - convolution(0, spec.inputChannels(), spec.features(0));
  }

  private int heads() {
    return spec.deepSupervision() ? Math.max(1, spec.depth() - 1) : 1;
  }

  /** Before the heads. */
  private double decoded() {
    double sum = 0;
    for (int level = 0; level <= spec.depth(); level++) {
      int features = spec.features(level);
      int before = level == 0 ? spec.inputChannels() : spec.features(level - 1);
      sum += convolution(level, before, features) + convolution(level, features, features);
      if (level == spec.depth()) break;
      sum += convolution(level, 2 * features, features) + convolution(level, features, features);
      // Each pixel of the transposed convolution comes from one of the level below.
      sum += 2 * pixels(level) * spec.features(level + 1) * features;
    }
    return sum;
  }

  private double head(int level) {
    return 2 * pixels(level) * spec.features(level) * spec.outputChannels();
  }

  /** Of 3 x 3 pixels, with as many outputs as the level has pixels. */
  private double convolution(int level, int in, int out) {
    return 2 * pixels(level) * KERNEL * in * out;
  }

  private double pixels(int level) {
    return (double) (height >> level) * (width >> level);
  }
}
