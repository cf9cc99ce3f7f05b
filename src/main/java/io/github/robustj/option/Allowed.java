package io.github.robustj.option;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The values an option accepts, written as text. {@link #parse} gives the typed value, or nothing
 * for a text that is not one of them; {@link #words} says in words what would be.
 */
public sealed interface Allowed {

  Optional<Object> parse(String text);

  /** Whether a text, which is one of the values, leaves the choice to RobustJ. */
  default boolean isAutomatic(String text) {
    return false;
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
    public Optional<Object> parse(String text) {
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
    public Optional<Object> parse(String text) {
      return word(text, choices::contains);
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
    public Optional<Object> parse(String text) {
      return word(text, word -> word.matches(expression));
    }
  }

  /** true or false; 1 and 0 as the macro language writes them; the bare key means true. */
  record Flag() implements Allowed {

    @Override
    public Optional<Object> parse(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
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
    public Optional<Object> parse(String text) {
      try {
        return decimal(text, range).map(BigDecimal::longValueExact);
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
    public Optional<Object> parse(String text) {
      return decimal(text, range).map(BigDecimal::doubleValue);
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
    public Optional<Object> parse(String text) {
      List<Double> values = new ArrayList<>();
      for (String part : text.split(",", -1)) {
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
   */
  record Location(boolean required) implements Allowed {

    @Override
    public Optional<Object> parse(String text) {
      try {
        return text.isBlank() && required ? Optional.empty() : Optional.of(Path.of(text));
      } catch (InvalidPathException impossible) {
        return Optional.empty();
      }
    }

    @Override
    public String words() {
      return "the path of a file or folder";
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
  private static Optional<BigDecimal> decimal(String text, Range range) {
    if (range.automatic().isPresent() && Range.isAutomatic(text))
      return Optional.of(BigDecimal.valueOf(range.automatic().getAsDouble()));
    return decimal(text).filter(range::contains);
  }

  /** Not {@link Double#parseDouble}, which takes {@code NaN}, {@code 1f} and hexadecimal. */
  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
