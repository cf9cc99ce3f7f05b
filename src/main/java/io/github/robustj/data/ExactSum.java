package io.github.robustj.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The sum of floats and that of their squares without any rounding, so that it does not depend on
 * the order of the addends nor on the parts that they came in: whole numbers for each exponent that
 * a float may have. For up to 2^39 finite addends.
 */
public final class ExactSum {

  private static final int EXPONENTS = 256;
  private static final int MANTISSA = 23;

  /** A mantissa of this exponent is a whole number. */
  private static final int WHOLE = 127 + MANTISSA;

  /** Bits of a square's lower part. */
  private static final int LOWER = 24;

  /** Far more digits than a double has. */
  private static final MathContext DIGITS = new MathContext(60);

  private final long[] sums;
  private final long[] lower;
  private final long[] upper;
  private long count;

  public ExactSum() {
    sums = new long[EXPONENTS];
    lower = new long[EXPONENTS];
    upper = new long[EXPONENTS];
  }

  public void add(float value) {
    add(value, 1);
  }

  /** The same value so many times. */
  public void add(float value, long times) {
    int bits = Float.floatToRawIntBits(value);
    int exponent = bits >>> MANTISSA & EXPONENTS - 1;
    long mantissa = bits & (1 << MANTISSA) - 1;
    if (exponent > 0) mantissa |= 1 << MANTISSA;
    else exponent = 1;
    long square = mantissa * mantissa;
    sums[exponent] += times * (bits < 0 ? -mantissa : mantissa);
    lower[exponent] += times * (square & (1 << LOWER) - 1);
    upper[exponent] += times * (square >>> LOWER);
    count += times;
  }

  /** All addends of another sum. */
  public void add(ExactSum other) {
    for (int e = 0; e < EXPONENTS; e++) {
      sums[e] += other.sums[e];
      lower[e] += other.lower[e];
      upper[e] += other.upper[e];
    }
    count += other.count;
  }

  public long count() {
    return count;
  }

  /** The sum, rounded once. */
  public double sum() {
    return scaled(total(), WHOLE).doubleValue();
  }

  /** NaN without any addend. */
  public double mean() {
    if (count == 0) return Double.NaN;
    return scaled(total(), WHOLE).divide(BigDecimal.valueOf(count), DIGITS).doubleValue();
  }

  /** The standard deviation of the addends as all there are; NaN without any. */
  public double deviation() {
    if (count == 0) return Double.NaN;
    BigInteger n = BigInteger.valueOf(count);
    BigInteger total = total();
    BigInteger spread = squares().multiply(n).subtract(total.multiply(total));
    BigDecimal variance = scaled(spread, 2 * WHOLE).divide(new BigDecimal(n.multiply(n)), DIGITS);
    return Math.sqrt(variance.doubleValue());
  }

  private BigInteger total() {
    BigInteger total = BigInteger.ZERO;
    for (int e = 1; e < EXPONENTS; e++)
      if (sums[e] != 0) total = total.add(BigInteger.valueOf(sums[e]).shiftLeft(e));
    return total;
  }

  private BigInteger squares() {
    BigInteger total = BigInteger.ZERO;
    for (int e = 1; e < EXPONENTS; e++)
      if (lower[e] != 0 || upper[e] != 0)
        total =
            total.add(
                BigInteger.valueOf(upper[e])
                    .shiftLeft(LOWER)
                    .add(BigInteger.valueOf(lower[e]))
                    .shiftLeft(2 * e));
    return total;
  }

  /** Divided by a power of two. */
  private static BigDecimal scaled(BigInteger value, int power) {
    return new BigDecimal(value).divide(new BigDecimal(BigInteger.TWO.pow(power)), DIGITS);
  }
}
