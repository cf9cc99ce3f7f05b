package io.github.robustj.data;

import java.util.random.RandomGenerator;

/**
 * Cuts a training patch out of a slice and changes it at random, after nnU-Net: mirroring left to
 * right, rotation by up to 15 degrees and scaling by .8 to 1.25 in one resampling (images linearly
 * and reflected outside, targets by nearest neighbour and left out outside), gamma .7 to 1.5,
 * Gaussian noise of up to .1 of the patch's standard deviation, each with probability .3 (mirroring
 * .5). Intensities stay within the slice's bounds.
 */
record Augmenter(Augmentation augmentation, RandomGenerator random) {

  private static final double PROBABILITY = .3;
  private static final double SMALLEST_GAMMA = .7;
  private static final double LARGEST_GAMMA = 1.5;
  private static final double NOISE = .1;

  static boolean happens(RandomGenerator random) {
    return random.nextDouble() < PROBABILITY;
  }

  /**
   * A patch of a slice: {@code image [y, x, channel]}, targets as {@link Targets} gives them, what
   * it shows.
   */
  record Patch(int height, int width, float[] image, float[] targets, View view) {

    static Patch of(Slice slice, Placement from, int height, int width) {
      float[] image =
          from.isCopy() ? copied(slice, from, height, width) : mixed(slice, from, height, width);
      float[] targets = slice.targets().cut(slice, from, height, width);
      return new Patch(
          height, width, image, targets, new View(slice.height(), slice.width(), from));
    }

    private static float[] mixed(Slice slice, Placement from, int height, int width) {
      int channels = slice.channels();
      float[] image = new float[height * width * channels];
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
          double dy = y - (height - 1) / 2.0;
          double dx = x - (width - 1) / 2.0;
          double sy = from.sourceY(dy, dx);
          double sx = from.sourceX(dy, dx);
          int i = y * width + x;
          for (int c = 0; c < channels; c++) image[i * channels + c] = slice.linear(sy, sx, c);
        }
      return image;
    }

    /** What {@link #mixed} gives where every pixel of the patch lies on one of the slice. */
    private static float[] copied(Slice slice, Placement from, int height, int width) {
      int channels = slice.channels();
      float[] image = new float[height * width * channels];
      int[] columns = new int[width];
      for (int x = 0; x < width; x++)
        columns[x] = (int) Math.round(from.sourceX(0, x - (width - 1) / 2.0));
      for (int y = 0; y < height; y++) {
        int row = (int) Math.round(from.sourceY(y - (height - 1) / 2.0, 0));
        for (int x = 0; x < width; x++)
          System.arraycopy(
              slice.image(),
              slice.offset(row, columns[x]),
              image,
              (y * width + x) * channels,
              channels);
      }
      return image;
    }
  }

  Patch patch(Slice slice, int height, int width) {
    Patch patch =
        Patch.of(
            slice, Placement.random(slice, height, width, augmentation, random), height, width);
    if (augmentation.gamma() && happens(random)) gamma(patch.image());
    if (augmentation.noise() && happens(random)) noise(patch.image());
    clip(patch.image(), slice);
    return patch;
  }

  private void gamma(float[] image) {
    float[] range = range(image);
    double width = range[1] - range[0];
    if (width == 0) return;
    double gamma = random.nextDouble(SMALLEST_GAMMA, LARGEST_GAMMA);
    for (int i = 0; i < image.length; i++)
      image[i] = (float) (range[0] + width * Math.pow((image[i] - range[0]) / width, gamma));
  }

  private void noise(float[] image) {
    double sd = random.nextDouble(NOISE) * deviation(image);
    for (int i = 0; i < image.length; i++) image[i] += (float) (sd * random.nextGaussian());
  }

  private static void clip(float[] image, Slice slice) {
    for (int i = 0; i < image.length; i++)
      image[i] = slice.bounds().clip(image[i], i % slice.channels());
  }

  private static float[] range(float[] image) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float v : image) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    return new float[] {low, high};
  }

  private static double deviation(float[] image) {
    double sum = 0;
    double squares = 0;
    for (float v : image) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / image.length;
    return Math.sqrt(Math.max(0, squares / image.length - mean * mean));
  }
}
