package io.github.robustj.report;

import io.github.robustj.statistics.Digits;
import java.util.Locale;

/** Numbers as a report prints them. */
final class Print {

  /** Where nothing is known. */
  static final String NONE = "–";

  private Print() {}

  /** What a file or folder is called, of its path on whichever system. */
  static String name(String path) {
    return path.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "");
  }

  /** As users type it, without zeros at the end: {@code 0.5}, {@code 10}. */
  static String plain(double value) {
    if (!Double.isFinite(value)) return NONE;
    return Digits.typed(value);
  }

  /** With a fixed number of digits behind the point; never a negative zero. */
  static String fixed(double value, int digits) {
    if (!Double.isFinite(value)) return NONE;
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }
}
