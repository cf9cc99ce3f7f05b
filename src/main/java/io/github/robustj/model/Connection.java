package io.github.robustj.model;

import static java.util.Objects.requireNonNull;

/**
 * How images go into a network from elsewhere, and what its output is.
 *
 * @param signature of the network
 * @param input its name in the signature
 * @param inputAxes a letter for each axis of the input, in its order: {@code b} images, {@code y}
 *     rows, {@code x} columns, {@code c} channels; other letters for axes of length 1
 * @param output its name in the signature
 * @param outputAxes as {@code inputAxes}; {@code c} are the classes
 * @param values what the numbers of the output are
 * @param channels of an image
 * @param classes that are told apart, the background among them, at least 2; of distances the
 *     probability and the rays
 * @param height that images may have
 * @param width the same
 * @param halo pixels along the edges of a tile whose outputs the network does not answer for
 * @param threshold probability, between 0 and 1, above which a class counts where the background
 *     has no number; a half where it has
 * @param star of a network that tells distances along rays, of which {@code output} is the
 *     probability, or that and the distances; null of others
 */
public record Connection(
    String signature,
    String input,
    String inputAxes,
    String output,
    String outputAxes,
    Values values,
    int channels,
    int classes,
    Sides height,
    Sides width,
    int halo,
    double threshold,
    Star star) {

  /** The threshold that most networks have. */
  public static final double HALF = .5;

  private static final int LEAST_TILE = 16;

  /** What the numbers of an output are. */
  public enum Values {
    /** A number for each class, the largest decides. */
    LOGITS,
    /** A probability for each class; they add up to 1. */
    SOFTMAX,
    /**
     * A probability for each class but the background, each by itself; above the threshold decides.
     */
    SIGMOID,
    /** The same before the sigmoid. */
    SIGMOID_LOGITS,
    /**
     * The probability of an object, and distances to its border along rays, as StarDist has them.
     */
    STAR_DISTANCES;

    /** Whether the background has no number of its own. */
    public boolean isWithoutBackground() {
      return this == SIGMOID || this == SIGMOID_LOGITS;
    }
  }

  /**
   * Where distances along rays come from, and how coarse they are.
   *
   * @param distances name of their output in the signature; empty where they follow the probability
   *     in its output
   * @param stride pixels, across and down, that share an output
   * @param isEnlarged whether the network repeats its outputs to the size of the image, so that one
   *     of {@code stride} counts
   */
  public record Star(String distances, int stride, boolean isEnlarged) {

    public Star {
      requireNonNull(distances, "distances");
      if (stride < 1) throw new IllegalArgumentException("a stride of " + stride);
    }
  }

  /** Of a network that tells no distances. */
  public Connection(
      String signature,
      String input,
      String inputAxes,
      String output,
      String outputAxes,
      Values values,
      int channels,
      int classes,
      Sides height,
      Sides width,
      int halo,
      double threshold) {
    this(
        signature,
        input,
        inputAxes,
        output,
        outputAxes,
        values,
        channels,
        classes,
        height,
        width,
        halo,
        threshold,
        null);
  }

  public Connection {
    requireNonNull(signature, "signature");
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    requireNonNull(values, "values");
    requireNonNull(height, "height");
    requireNonNull(width, "width");
    requireAxes(inputAxes);
    requireAxes(outputAxes);
    if (channels < 1 || classes < 2 || halo < 0)
      throw new IllegalArgumentException(
          "%d channels, %d classes, a halo of %d".formatted(channels, classes, halo));
    if (!(0 < threshold && threshold < 1) || threshold != HALF && !values.isWithoutBackground())
      throw new IllegalArgumentException("a threshold of %s for %s".formatted(threshold, values));
    if ((star != null) != (values == Values.STAR_DISTANCES))
      throw new IllegalArgumentException(values + " with " + star);
  }

  /** The same with another grid of outputs. */
  public Connection with(Star grid) {
    return with(inputAxes, grid);
  }

  /** The same, whose axis of images has the length 1. */
  public Connection ofSingleImages() {
    int free = 'a';
    while (free == 'b' || inputAxes.indexOf(free) >= 0 || "yxc".indexOf(free) >= 0) free++;
    return with(inputAxes.replace('b', (char) free), star);
  }

  private Connection with(String axes, Star grid) {
    return new Connection(
        signature,
        input,
        axes,
        output,
        outputAxes,
        values,
        channels,
        classes,
        height,
        width,
        halo,
        threshold,
        grid);
  }

  /** Pixels, across and down, that share an output. */
  public int stride() {
    return star == null ? 1 : star.stride();
  }

  /** Above which the logit of a class counts. */
  public double cut() {
    return Math.log(threshold / (1 - threshold));
  }

  private static void requireAxes(String axes) {
    if (axes.chars().distinct().count() != axes.length()
        || axes.indexOf('y') < 0
        || axes.indexOf('x') < 0)
      throw new IllegalArgumentException(
          "the axes " + axes + "; each has a letter of its own, y and x among them");
  }

  /**
   * The tiles of images that are larger: of the network's own sides where it has one, else the
   * longest that it takes.
   *
   * @param side longest of a tile, at least 16
   */
  public Tiling tiles(int side) {
    int tileHeight = Math.max(LEAST_TILE, height.atMost(side));
    int tileWidth = Math.max(LEAST_TILE, width.atMost(side));
    int most = (Math.min(tileHeight, tileWidth) - 1) / 2;
    return new Tiling(tileHeight, tileWidth, Math.min(halo, most), true);
  }

  /** How many numbers the network gives for a pixel. */
  public int outputs() {
    return values.isWithoutBackground() ? classes - 1 : classes;
  }
}
