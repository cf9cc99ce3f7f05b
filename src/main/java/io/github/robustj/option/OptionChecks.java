package io.github.robustj.option;

import io.github.robustj.error.RobustJException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks of what users typed; the messages name the option's key. */
public final class OptionChecks {

  private OptionChecks() {}

  public static void require(boolean met, String key, String expected, Object given) {
    if (!met)
      throw new RobustJException(
          "The option '" + key + "' must be " + expected + ", but is " + given + ".");
  }

  /** The constant whose name in lower case was typed. */
  public static <E extends Enum<E>> E choice(String key, String typed, E[] constants) {
    for (E constant : constants) if (typed(constant).equals(typed)) return constant;
    String known =
        Arrays.stream(constants).map(OptionChecks::typed).collect(Collectors.joining(", "));
    throw new RobustJException(
        "The option '" + key + "' must be one of " + known + ", but is '" + typed + "'.");
  }

  private static String typed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
