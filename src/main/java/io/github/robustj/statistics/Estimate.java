package io.github.robustj.statistics;

/**
 * A number that was measured on some patients, and where it would lie for others like them.
 *
 * @param value NaN where there is none
 * @param interval in which it lies with a confidence of 95 %
 */
public record Estimate(double value, Interval interval) {

  /** Of which no interval is known. */
  public Estimate(double value) {
    this(value, Interval.UNKNOWN);
  }

  /** How many decimals it has. */
  public Digits digits() {
    return Digits.of(this);
  }

  /**
   * As in {@code 0.652 [0.611, 0.693]}; the value alone where the interval is not known, {@code -}
   * where the value is not.
   */
  public String text() {
    String number = digits().text(value);
    return interval.isKnown() ? number + " " + intervalText() : number;
  }

  /** As in {@code [0.611, 0.693]}; empty where it is not known. */
  public String intervalText() {
    Digits digits = digits();
    return interval.isKnown()
        ? "[%s, %s]".formatted(digits.text(interval.low()), digits.text(interval.high()))
        : "";
  }
}
