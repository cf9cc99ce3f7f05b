package io.github.robustj.option;

import io.github.robustj.error.RobustJException;

/** Checks of what users typed; the messages name the option's key. */
public final class OptionChecks {

  private OptionChecks() {}

  public static void require(boolean met, String key, String expected, Object given) {
    if (!met)
      throw new RobustJException(
          "The option '" + key + "' must be " + expected + ", but is " + given + ".");
  }
}
