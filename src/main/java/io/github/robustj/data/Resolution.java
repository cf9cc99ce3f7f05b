package io.github.robustj.data;

/** At which resolution a network sees images. */
public sealed interface Resolution {

  /** That of the image itself. */
  Resolution OWN = new Own();

  /** The image with the pixels that the network sees. */
  Image of(Image image);

  /** Pixels that the network sees per pixel of an image of that size, along each axis. */
  double factor(int width, int height);

  /** As attacked images keep it: {@code own}, {@code longest 128}, {@code scale 0.5}. */
  String inWords();

  /** What users of other programs do to an image before; empty where nothing is to be done. */
  String before();

  record Own() implements Resolution {

    @Override
    public Image of(Image image) {
      return image;
    }

    @Override
    public double factor(int width, int height) {
      return 1;
    }

    @Override
    public String inWords() {
      return "own";
    }

    @Override
    public String before() {
      return "";
    }
  }

  /**
   * @param side pixels along the longest side
   */
  record Longest(int side) implements Resolution {

    @Override
    public Image of(Image image) {
      return Resampling.toLongestSide(image, side);
    }

    @Override
    public double factor(int width, int height) {
      return (double) side / Math.max(width, height);
    }

    @Override
    public String inWords() {
      return "longest " + side;
    }

    @Override
    public String before() {
      return "Bring the longer side to %d pixels before: the network knows images of that size."
          .formatted(side);
    }
  }

  /**
   * @param scale pixels per pixel of an image, which may be of any size
   */
  record Scaled(double scale) implements Resolution {

    @Override
    public Image of(Image image) {
      return Resampling.scaled(image, scale);
    }

    @Override
    public double factor(int width, int height) {
      return scale;
    }

    @Override
    public String inWords() {
      return "scale " + scale;
    }

    @Override
    public String before() {
      return "Scale the image by %s before, so that objects are as large as in training."
          .formatted(scale);
    }
  }
}
