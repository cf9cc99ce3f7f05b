package io.github.robustj.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How many decimals a number is printed with, so that no digit promises what was not measured: as
 * many as show two significant digits of the half width of its interval (or of its standard
 * deviation), the rule of the Particle Data Group in short.
 *
 * @param decimals behind the point; negative where even tens are uncertain
 */
public record Digits(int decimals) {

  private static final int SIGNIFICANT = 2;

  /** Of a number whose precision nobody knows: three significant digits, three decimals at most. */
  private static final int PLAIN = 3;

  /** More decimals than a float carries are noise of the arithmetic, however narrow an interval. */
  private static final int MOST = 6;

  /** Smaller ones are {@code < 0.0001}. */
  private static final double SMALLEST_P = 1e-4;

  /** For a number of this size of which no interval is known, or one of no width. */
  public static Digits plain(double value) {
    if (value == 0 || !Double.isFinite(value)) return new Digits(PLAIN);
    return new Digits(Math.min(PLAIN, PLAIN - 1 - magnitude(Math.abs(value))));
  }

  /**
   * @param value for the case that the half width is 0 or NaN
   * @param halfWidth of the interval, or the standard deviation
   */
  public static Digits of(double value, double halfWidth) {
    if (!(halfWidth > 0) || Double.isInfinite(halfWidth)) return plain(value);
    double rounded =
        new BigDecimal(halfWidth)
            .round(new MathContext(SIGNIFICANT, RoundingMode.HALF_UP))
            .doubleValue();
    return new Digits(Math.min(MOST, SIGNIFICANT - 1 - magnitude(rounded)));
  }

  public static Digits of(Estimate estimate) {
    return of(estimate.value(), estimate.interval().halfWidth());
  }

  /** The exponent of the first significant digit. */
  private static int magnitude(double positive) {
    return new BigDecimal(positive).precision() - new BigDecimal(positive).scale() - 1;
  }

  /** With a point whatever the computer's language; {@code -} for NaN, {@code inf} for infinity. */
  public String text(double value) {
    if (Double.isNaN(value)) return "-";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    BigDecimal rounded = decimal(value);
    String text = rounded.setScale(Math.max(0, decimals), RoundingMode.UNNECESSARY).toPlainString();
    return rounded.signum() == 0 ? text.replace("-", "") : text;
  }

  /** The same as a number, for tables whose cells are numbers; NaN and infinities stay. */
  public double rounded(double value) {
    return Double.isFinite(value) ? decimal(value).doubleValue() + 0. : value;
  }

  private BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }

  /** A number that somebody chose, such as an epsilon, as it is typed: {@code 0}, {@code 0.5}. */
  public static String typed(double value) {
    if (!Double.isFinite(value)) return plain(value).text(value);
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A mean and its standard deviation, as in {@code 0.652 +- 0.041}. */
  public static String spread(double mean, double deviation) {
    Digits digits = of(mean, deviation);
    String text = digits.text(mean);
    return Double.isNaN(deviation) ? text : text + " +- " + digits.text(deviation);
  }

  /**
   * A probability of a test with two significant digits, as in {@code 0.053}; {@code < 0.0001}
   * below that, {@code -} for NaN.
   */
  public static String p(double p) {
    if (Double.isNaN(p)) return "-";
    if (p < SMALLEST_P) return "< " + new Digits(4).text(SMALLEST_P);
    if (p >= .995) return "1";
    int decimals = Math.max(2, SIGNIFICANT - 1 - magnitude(p));
    return String.format(Locale.ROOT, "%." + decimals + "f", p);
  }
}
