package io.github.robustj.option;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What users type, or give as values, read as words, numbers and lists. */
final class Typed {

  private Typed() {}

  /** One of the known words; whoever leaves a choice open may do so by either word for it. */
  static Optional<Object> word(String text, Predicate<String> known) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    if (known.test(wanted)) return Optional.of(wanted);
    if (!Range.isAutomatic(wanted)) return Optional.empty();
    return Range.AUTOMATIC_WORDS.stream().filter(known).findFirst().map(Object.class::cast);
  }

  static boolean leavesOpen(String text, Range range) {
    double number = decimal(text, range).map(BigDecimal::doubleValue).orElse(Double.NaN);
    return range.automatic().isPresent() && range.automatic().getAsDouble() == number;
  }

  /** A number in the range; the word for automatic is the number that means it. */
  static Optional<BigDecimal> decimal(Object given, Range range) {
    if (range.automatic().isPresent()
        && given instanceof CharSequence text
        && Range.isAutomatic(text.toString()))
      return Optional.of(BigDecimal.valueOf(range.automatic().getAsDouble()));
    return decimal(given).filter(range::contains);
  }

  /**
   * Not {@link Double#parseDouble}, which takes {@code NaN}, {@code 1f} and hexadecimal. A number
   * is the shortest decimal that names it, as users would write it.
   */
  static Optional<BigDecimal> decimal(Object given) {
    try {
      if (given instanceof Long || given instanceof Integer)
        return Optional.of(BigDecimal.valueOf(((Number) given).longValue()));
      if (given instanceof Double value) return Optional.of(BigDecimal.valueOf(value));
      return Optional.of(new BigDecimal(text(given).strip()));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** What users would type for a value; the parts of a list have commas between. */
  static String text(Object value) {
    boolean list = value instanceof Collection || value != null && value.getClass().isArray();
    return list
        ? parts(value).stream().map(Typed::text).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  static List<?> parts(Object value) {
    if (value instanceof Collection<?> list) return new ArrayList<>(list);
    if (!value.getClass().isArray()) return List.of(value);
    return IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i)).toList();
  }
}
