package io.github.robustj.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers in text as people write them, which is less than Java reads: {@code 0x1p3}, {@code 2d}
 * and {@code NaN} are none.
 */
public final class Numbers {

  /** Possessive: a text that is no number is refused in one pass. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+");

  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?+[0-9]++,[0-9]++");
  private static final Pattern WHOLE = Pattern.compile("[0-9]++");

  /** Longer ones are no measurement but damage, and slow to convert. */
  private static final int LONGEST = 400;

  /** Digits of a whole number that always fit. */
  private static final int WHOLE_DIGITS = 9;

  private Numbers() {}

  /** Decimal, with an exponent or without; nothing if the text is no number, or too large a one. */
  public static OptionalDouble finite(String text) {
    String number = text.strip();
    if (number.length() > LONGEST || !DECIMAL.matcher(number).matches())
      return OptionalDouble.empty();
    double value = Double.parseDouble(number);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Whether it is a number with a decimal comma, without exponent. */
  public static boolean hasDecimalComma(String text) {
    return text.indexOf(',') > 0 && DECIMAL_COMMA.matcher(text.strip()).matches();
  }

  /** A whole number from 0 of at most nine digits; nothing if the text is something else. */
  public static Optional<Integer> whole(String text) {
    boolean fits = text.length() <= WHOLE_DIGITS && WHOLE.matcher(text).matches();
    return fits ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  /** Without zeros at the end, and never as a power of ten. */
  public static BigDecimal rounded(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return new BigDecimal(rounded.stripTrailingZeros().toPlainString());
  }
}
