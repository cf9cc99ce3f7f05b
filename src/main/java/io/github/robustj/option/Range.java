package io.github.robustj.option;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An interval of numbers.
 *
 * @param open whether {@code least} itself is left out
 * @param automatic a further number, outside the interval, that lets RobustJ choose
 */
public record Range(double least, boolean open, double most, OptionalDouble automatic) {

  /** What users may write, and read, instead of the number that lets RobustJ choose. */
  static final String AUTOMATIC = "automatic";

  /** What is taken for that word. */
  static final List<String> AUTOMATIC_WORDS = List.of(AUTOMATIC, "auto");

  /** From {@code least} to {@code most}, both included. */
  public static Range of(double least, double most) {
    return new Range(least, false, most, OptionalDouble.empty());
  }

  /** Above {@code least}, up to and including {@code most}. */
  public static Range above(double least, double most) {
    return new Range(least, true, most, OptionalDouble.empty());
  }

  /** This range and one number more, which means "choose for me". */
  public Range orAutomatic(double value) {
    return new Range(least, open, most, OptionalDouble.of(value));
  }

  public boolean contains(BigDecimal value) {
    if (automatic.isPresent() && value.compareTo(new BigDecimal(automatic.getAsDouble())) == 0)
      return true;
    int low = value.compareTo(BigDecimal.valueOf(least));
    return (open ? low > 0 : low >= 0) && value.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  /** Whether a text is a word that lets RobustJ choose. */
  static boolean isAutomatic(String text) {
    return AUTOMATIC_WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** As in {@code from 1 to 8, or automatic}. */
  public String words() {
    String interval =
        (open ? "above " + plain(least) + " up to " : "from " + plain(least) + " to ")
            + plain(most);
    return automatic.isPresent() ? interval + ", or " + AUTOMATIC : interval;
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
