package io.github.robustj.option;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
    return Typed.text(value);
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
      String text = Typed.text(given);
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
      return Typed.word(Typed.text(given), choices::contains);
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
      return Typed.word(Typed.text(given), word -> word.matches(expression));
    }
  }

  /** true or false; 1 and 0 as the macro language writes them; the bare key means true. */
  record Flag() implements Allowed {

    @Override
    public Optional<Object> parse(Object given) {
      if (given instanceof Boolean) return Optional.of(given);
      return switch (Typed.text(given).strip().toLowerCase(Locale.ROOT)) {
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
        return Typed.decimal(given, range).map(BigDecimal::longValueExact);
      } catch (ArithmeticException fraction) {
        return Optional.empty();
      }
    }

    @Override
    public boolean isAutomatic(String text) {
      return Typed.leavesOpen(text, range);
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
      return Typed.decimal(given, range).map(BigDecimal::doubleValue);
    }

    @Override
    public boolean isAutomatic(String text) {
      return Typed.leavesOpen(text, range);
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
              : Typed.parts(given);
      if (parts.isEmpty()) return Optional.empty();
      for (Object part : parts) {
        Optional<BigDecimal> value = Typed.decimal(part).filter(range::contains);
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
      String text = Typed.text(given);
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
              : given instanceof Path ? List.of(given) : Typed.parts(given);
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
      return Typed.parts(value).stream().map(Typed::text).collect(Collectors.joining(BETWEEN));
    }

    @Override
    public String words() {
      return "paths of files or folders, separated by semicolons";
    }
  }
}
