package io.github.robustj.model;

/**
 * A 2-D U-Net after nnU-Net (Isensee et al. 2021): two convolutions with instance normalisation and
 * leaky ReLU per level, strided down-sampling, transposed convolutions up, skip connections. Or a
 * network of another program, of which its graph tells the rest: its width and depth are 0.
 *
 * @param inputChannels channels of an image, at least 1
 * @param outputChannels channels of the logits, at least 1
 * @param width features of the finest level that is computed; doubled at each deeper one up to 512
 * @param depth number of down-samplings; images are padded inside to multiples of {@code 2^depth}
 * @param deepSupervision whether the training loss also looks at the coarser decoder levels
 * @param stride side of the pixels that share an output, a power of two of at most {@code 2^depth};
 *     1 for outputs as large as the image. The decoder stops there, nothing is computed at full
 *     resolution, and finer levels than the output's have one convolution; 0 in files of before
 *     there was a choice
 */
public record NetworkSpec(
    int inputChannels,
    int outputChannels,
    int width,
    int depth,
    boolean deepSupervision,
    int stride) {

  public static final int MAX_FEATURES = 512;

  public NetworkSpec {
    if (stride == 0) stride = 1;
    if (inputChannels < 1
        || outputChannels < 1
        || width < 0
        || depth < 0
        || depth > 8
        || (width == 0) != (depth == 0))
      throw new IllegalArgumentException(
          "a network needs at least one channel, width 1 and depth 1 to 8, but got "
              + inputChannels
              + " -> "
              + outputChannels
              + ", width "
              + width
              + ", depth "
              + depth);
    if (stride < 0
        || Integer.bitCount(stride) != 1
        || width > 0 && stride > 1 << depth
        || stride > 1 && deepSupervision)
      throw new IllegalArgumentException(
          "a stride of %d for depth %d, deep supervision %s"
              .formatted(stride, depth, deepSupervision));
  }

  /**
   * Of another program.
   *
   * @param stride side of the pixels that share an output, a power of two; 1 for outputs as large
   *     as the image
   */
  public static NetworkSpec foreign(int inputChannels, int outputChannels, int stride) {
    return new NetworkSpec(inputChannels, outputChannels, 0, 0, false, stride);
  }

  /** Whether it comes from another program. */
  public boolean isForeign() {
    return width == 0;
  }

  /** Of outputs as large as the image. */
  public NetworkSpec(
      int inputChannels, int outputChannels, int width, int depth, boolean deepSupervision) {
    this(inputChannels, outputChannels, width, depth, deepSupervision, 1);
  }

  /** Features of a level; level 0 is full resolution. */
  public int features(int level) {
    return (int) Math.min(MAX_FEATURES, (long) width << (level - firstLevel()));
  }

  /** The finest level that is computed. */
  public int firstLevel() {
    return stride == 1 ? 0 : 1;
  }

  /** The level of the outputs. */
  public int outputLevel() {
    return Integer.numberOfTrailingZeros(stride);
  }

  /** Image sides are padded inside the network to a multiple of this. */
  public int multiple() {
    return 1 << depth;
  }
}
