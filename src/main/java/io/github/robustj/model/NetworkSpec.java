package io.github.robustj.model;

/**
 * A 2-D U-Net after nnU-Net (Isensee et al. 2021): two convolutions with instance normalisation and
 * leaky ReLU per level, strided down-sampling, transposed convolutions up, skip connections.
 *
 * @param inputChannels channels of an image, at least 1
 * @param outputChannels channels of the logits, at least 1
 * @param width features of the first level; doubled at each deeper one up to 512
 * @param depth number of down-samplings; images are padded inside to multiples of {@code 2^depth}
 * @param deepSupervision whether the training loss also looks at the coarser decoder levels
 */
public record NetworkSpec(
    int inputChannels, int outputChannels, int width, int depth, boolean deepSupervision) {

  public static final int MAX_FEATURES = 512;

  public NetworkSpec {
    if (inputChannels < 1 || outputChannels < 1 || width < 1 || depth < 1 || depth > 8)
      throw new IllegalArgumentException(
          "a network needs at least one channel, width 1 and depth 1 to 8, but got "
              + inputChannels
              + " -> "
              + outputChannels
              + ", width "
              + width
              + ", depth "
              + depth);
  }

  /** Features of a level; level 0 is full resolution. */
  public int features(int level) {
    return (int) Math.min(MAX_FEATURES, (long) width << level);
  }

  /** Image sides are padded inside the network to a multiple of this. */
  public int multiple() {
    return 1 << depth;
  }
}
