package io.github.robustj.data.reader;

import java.math.BigDecimal;
import java.math.RoundingMode;
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

  /** Without zeros at the end, and never as a power of ten. */
  static BigDecimal rounded(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return new BigDecimal(rounded.stripTrailingZeros().toPlainString());
  }
}
