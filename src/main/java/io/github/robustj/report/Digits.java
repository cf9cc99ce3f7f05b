package io.github.robustj.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as a report prints them. */
final class Digits {

  /** Where nothing is known. */
  static final String NONE = "–";

  private Digits() {}

  /** As users type it, without zeros at the end: {@code 0.5}, {@code 10}. */
  static String plain(double value) {
    if (!Double.isFinite(value)) return NONE;
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A score: two digits behind the point up to 10, one above; the dash for no number. */
  static String score(double value) {
    if (!Double.isFinite(value)) return NONE;
    return fixed(value, Math.abs(value) < 10 ? 2 : 1);
  }

  /** With a fixed number of digits behind the point; never a negative zero. */
  static String fixed(double value, int digits) {
    if (!Double.isFinite(value)) return NONE;
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }
}
