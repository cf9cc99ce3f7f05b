package io.github.robustj.job;

import io.github.robustj.data.Image;

/**
 * Tells the progress of work that is a known number of calls of the network, before each of which
 * the listener is asked whether to go on.
 */
final class CallProgress implements JobListener {

  private final JobListener whole;
  private final String message;
  private double expected;
  private int calls;

  /**
   * @param whole hears of it
   */
  CallProgress(JobListener whole, String message) {
    this.whole = whole;
    this.message = message;
  }

  /**
   * Tells the progress from now on; more calls than expected are told as nearly done.
   *
   * @param passes how often the network sees all of the image
   * @param image as the network sees it
   * @param tile longest side that the network sees at once; tiles overlap by half where the image
   *     is larger
   */
  void expect(double passes, Image image, int tile) {
    double tiles = tiles(image.width(), tile) * tiles(image.height(), tile);
    double once =
        tiles > 1 ? tiles * image.slices() : Math.ceil((double) image.slices() / OpenModel.BATCH);
    expected = passes * once;
  }

  private static double tiles(int length, int tile) {
    return length <= tile ? 1 : Math.ceil((length - tile) / (tile / 2.)) + 1;
  }

  @Override
  public void log(String line) {
    whole.log(line);
  }

  @Override
  public boolean cancelled() {
    return whole.cancelled();
  }

  @Override
  public void check() {
    whole.check();
    if (expected > 0) whole.progress(Math.min(.99, calls++ / expected), message);
  }
}
