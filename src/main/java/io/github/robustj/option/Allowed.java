package io.github.robustj.option;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The values an option accepts. {@link #parse} gives the typed value, or nothing for what is not
 * one of them; {@link #words} says in words what would be.
 */
public sealed interface Allowed {

  /**
   * @param given a text, as users type it, or the value itself: a number, a boolean, a path, an
   *     enumeration's constant, a list or an array
   */
  Optional<Object> parse(Object given);

  /** Whether a text, which is one of the values, leaves the choice to RobustJ. */
  default boolean isAutomatic(String text) {
    return false;
  }

  /** What users would type for a value that is a list. */
  default String typed(Object value) {
    return text(value);
  }

  /** A noun phrase that completes "must be ...". */
  String words();

  /**
   * Any text, also the empty one.
   *
   * @param guessed whether the empty one, or a word for automatic, leaves the choice to RobustJ
   */
  record Text(boolean guessed) implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      String text = text(given);
      return Optional.of(guessed && Range.isAutomatic(text) ? "" : text);
    }

    @Override
    public String words() {
      return "a text";
    }
  }

  /**
   * One of some lower_snake words, in any case.
   *
   * @param labels what a dialog calls each of them
   */
  record Choice(List<String> choices, Map<String, String> labels) implements Allowed {

    /** What a dialog calls a choice; those that scripts add have their own words. */
    public String label(String choice) {
      return labels.getOrDefault(choice, choice.replace('_', ' '));
    }

    @Override
    public Optional<Object> parse(Object given) {
      return word(text(given), choices::contains);
    }

    @Override
    public String words() {
      return choices.size() == 1 ? choices.get(0) : "one of " + String.join(", ", choices);
    }
  }

  /**
   * A text of a certain form, in any case.
   *
   * @param expression a regular expression for the whole text
   * @param words what texts that is
   */
  record Form(String expression, String words) implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      return word(text(given), word -> word.matches(expression));
    }
  }

  /** true or false; 1 and 0 as the macro language writes them; the bare key means true. */
  record Flag() implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      if (given instanceof Boolean) return Optional.of(given);
      return switch (text(given).strip().toLowerCase(Locale.ROOT)) {
        case "", "true", "1", "1.0" -> Optional.of(true);
        case "false", "0", "0.0" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    @Override
    public String words() {
      return "true or false";
    }
  }

  /** A whole number (a {@link Long}) in a range; {@code 12.0} is one too. */
  record Whole(Range range) implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      try {
        return decimal(given, range).map(BigDecimal::longValueExact);
      } catch (ArithmeticException fraction) {
        return Optional.empty();
      }
    }

    @Override
    public boolean isAutomatic(String text) {
      return leavesOpen(text, range);
    }

    @Override
    public String words() {
      return "a whole number " + range.words();
    }
  }

  /** A finite decimal number (a {@link Double}) in a range. */
  record Decimal(Range range) implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      return decimal(given, range).map(BigDecimal::doubleValue);
    }

    @Override
    public boolean isAutomatic(String text) {
      return leavesOpen(text, range);
    }

    @Override
    public String words() {
      return "a number " + range.words();
    }
  }

  /** Numbers in a range, at least one, separated by commas: a {@code List<Double>}. */
  record Decimals(Range range) implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      List<Double> values = new ArrayList<>();
      List<?> parts =
          given instanceof CharSequence text
              ? List.of(text.toString().split(",", -1))
              : parts(given);
      if (parts.isEmpty()) return Optional.empty();
      for (Object part : parts) {
        Optional<BigDecimal> value = decimal(part).filter(range::contains);
        if (value.isEmpty()) return Optional.empty();
        values.add(value.get().doubleValue());
      }
      return Optional.of(List.copyOf(values));
    }

    @Override
    public String words() {
      return "numbers " + range.words() + ", separated by commas";
    }
  }

  /**
   * A file or folder, relative to the working directory unless absolute; it need not exist.
   *
   * @param required whether it must be given; if not, the empty text stands for none
   * @param folder whether dialogs look for a folder to read
   */
  record Location(boolean required, boolean folder) implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      String text = text(given);
      try {
        if (text.isBlank() && required) return Optional.empty();
        return Optional.of(given instanceof Path ? given : Path.of(text));
      } catch (InvalidPathException impossible) {
        return Optional.empty();
      }
    }

    @Override
    public String words() {
      return "the path of a file or folder";
    }
  }

  /** Files or folders separated by semicolons, or none: a {@code List<Path>}. */
  record Locations() implements Allowed {

    private static final String BETWEEN = ";";

    @Override
    public Optional<Object> parse(Object given) {
      List<?> parts =
          given instanceof CharSequence text
              ? List.of(text.toString().split(BETWEEN))
              : given instanceof Path ? List.of(given) : parts(given);
      try {
        return Optional.of(
            parts.stream()
                .filter(part -> !part.toString().isBlank())
                .map(part -> part instanceof Path path ? path : Path.of(part.toString().strip()))
                .toList());
      } catch (InvalidPathException impossible) {
        return Optional.empty();
      }
    }

    @Override
    public String typed(Object value) {
      if (value instanceof CharSequence text) return text.toString();
      return parts(value).stream().map(Allowed::text).collect(Collectors.joining(BETWEEN));
    }

    @Override
    public String words() {
      return "paths of files or folders, separated by semicolons";
    }
  }

  /** One of the known words; whoever leaves a choice open may do so by either word for it. */
  private static Optional<Object> word(String text, Predicate<String> known) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    if (known.test(wanted)) return Optional.of(wanted);
    if (!Range.isAutomatic(wanted)) return Optional.empty();
    return Range.AUTOMATIC_WORDS.stream().filter(known).findFirst().map(Object.class::cast);
  }

  private static boolean leavesOpen(String text, Range range) {
    double number = decimal(text, range).map(BigDecimal::doubleValue).orElse(Double.NaN);
    return range.automatic().isPresent() && range.automatic().getAsDouble() == number;
  }

  /** A number in the range; the word for automatic is the number that means it. */
  private static Optional<BigDecimal> decimal(Object given, Range range) {
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
  private static Optional<BigDecimal> decimal(Object given) {
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
        ? parts(value).stream().map(Allowed::text).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  private static List<?> parts(Object value) {
    if (value instanceof Collection<?> list) return new ArrayList<>(list);
    if (!value.getClass().isArray()) return List.of(value);
    return IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i)).toList();
  }
}
