package io.github.robustj.model;

import java.util.List;

/**
 * A network as other programs are given it: it takes intensities as they are, normalises them
 * inside, and gives its outputs by name.
 *
 * @param channels of an image, at least 1
 * @param fit what is fitted to each image by itself
 * @param lowerPercentile {@code upperPercentile} in percent, 0 to 100; without effect where fixed
 * @param clips whether intensities beyond the percentiles become those
 * @param jointly whether what is fitted is fitted to all channels together
 * @param offset of a fixed one, for each channel, subtracted; else empty
 * @param scale of a fixed one, for each channel, by which is divided then; else empty
 * @param epsilon added to a fitted deviation or range before the division
 * @param limits the least and the largest normalised number; empty for none
 * @param outputs in the order of the network's channels, which they share out
 */
public record ServedNetwork(
    int channels,
    Fit fit,
    double lowerPercentile,
    double upperPercentile,
    boolean clips,
    boolean jointly,
    List<Float> offset,
    List<Float> scale,
    double epsilon,
    List<Float> limits,
    List<Output> outputs) {

  /** How intensities become the network's input. */
  public enum Fit {
    /** To mean 0 and standard deviation 1. */
    Z_SCORE,
    /** The percentiles to 0 and 1. */
    UNIT_RANGE,
    /** The same numbers for all images. */
    FIXED
  }

  /** What is made of the network's own numbers. */
  public enum Activation {
    NONE,
    SIGMOID,
    SOFTMAX
  }

  /**
   * Channels of the network's output that belong together.
   *
   * @param name in lower_snake
   * @param channels what each is called, at least one
   * @param activation that makes of the network's numbers what the meaning says
   * @param meaning for people, a noun phrase
   */
  public record Output(String name, List<String> channels, Activation activation, String meaning) {

    public Output {
      channels = List.copyOf(channels);
    }
  }

  public ServedNetwork {
    offset = List.copyOf(offset);
    scale = List.copyOf(scale);
    limits = List.copyOf(limits);
    outputs = List.copyOf(outputs);
  }
}
