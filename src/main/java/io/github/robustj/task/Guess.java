package io.github.robustj.task;

import java.util.List;

/**
 * What can be answered without looking at an image, from the truth of the training cases alone. A
 * network that is no better has learned nothing.
 */
public interface Guess {

  /** Takes note of the truth of a training case. */
  void learn(EncodedCase subject);

  /**
   * What guessing reaches on other cases, measured as the training measures the network.
   *
   * @return NaN where there is nothing to measure
   */
  double score(List<EncodedCase> cases);

  /** What is guessed, as in {@code the mean mask}. */
  String words();
}
