package io.github.robustj.data.reader;

import java.util.OptionalDouble;

/** Numbers in text. */
final class Numbers {

  private Numbers() {}

  /** Nothing if the text is no number, or an infinite one. */
  static OptionalDouble finite(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
