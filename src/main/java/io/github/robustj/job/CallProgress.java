package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Image;

/**
 * Tells the progress of work that is a known number of calls of the network, before each of which
 * the listener is asked whether to go on.
 *
 * @param whole hears of it
 */
final class CallProgress implements JobListener {

  private final JobListener whole;
  private final double expected;
  private final String message;
  private int calls;

  /**
   * The attack on an image and the predictions before and after it.
   *
   * @param image as the network sees it
   * @param tile longest side that the network sees at once
   */
  static CallProgress of(AttackSpec attack, Image image, int tile, JobListener whole) {
    double passes = attack.calls() + 2;
    return new CallProgress(whole, passes * calls(image, tile), "attacking " + image.name());
  }

  /** As {@link #of}, of one prediction. */
  static CallProgress prediction(Image image, int tile, JobListener whole) {
    return new CallProgress(whole, calls(image, tile), "predicting " + image.name());
  }

  /** Of one prediction, whose tiles overlap by half where an image is larger. */
  private static double calls(Image image, int tile) {
    double tiles = tiles(image.width(), tile) * tiles(image.height(), tile);
    return tiles > 1
        ? tiles * image.slices()
        : Math.ceil((double) image.slices() / OpenModel.BATCH);
  }

  private static double tiles(int length, int tile) {
    return length <= tile ? 1 : Math.ceil((length - tile) / (tile / 2.)) + 1;
  }

  /**
   * @param expected number of calls; more than these are told as nearly done
   */
  CallProgress(JobListener whole, double expected, String message) {
    this.whole = whole;
    this.expected = expected;
    this.message = message;
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
    whole.progress(Math.min(.99, calls++ / expected), message);
  }
}
