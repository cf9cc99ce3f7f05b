package io.github.robustj.model;

import io.github.robustj.error.RobustJException;

/** A network answers a valid image with values that are no numbers. */
public final class NoNumbersException extends RobustJException {

  public NoNumbersException(String sentence) {
    super(sentence);
  }
}
