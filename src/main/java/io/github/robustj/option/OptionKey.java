package io.github.robustj.option;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One named option as users type it in macros, scripts, dialogs and on the command line.
 *
 * @param name in lower_snake; the command line writes it in kebab-case
 * @param allowed the values it accepts
 * @param standard the value it has when it is left out, as text
 * @param help what it is, in one line that starts in lower case and has no full stop
 * @param condition the other option's values without which this one has no effect
 * @param settings values that its own value gives to options that were left out, by name
 */
public record OptionKey(
    String name,
    Allowed allowed,
    String standard,
    String help,
    Optional<Condition> condition,
    Function<Options, Map<String, String>> settings) {

  /** Of every command that writes files. */
  public static final OptionKey OVERWRITE =
      flag(
          "overwrite",
          "false",
          "also replace files of other runs and programs; inputs and models never");

  /** An option has an effect only while the option {@code key} has one of the values. */
  public record Condition(String key, List<String> values) {}

  public OptionKey {
    boolean required = allowed instanceof Allowed.Location place && place.required();
    if (!required && allowed.parse(standard).isEmpty())
      throw new IllegalArgumentException(
          name + " must be " + allowed.words() + ": its default " + standard + " is not");
  }

  public OptionKey(String name, Allowed allowed, String standard, String help) {
    this(name, allowed, standard, help, Optional.empty(), options -> Map.of());
  }

  /** Whether a value is the default, however it is written. */
  public boolean isStandard(Object value) {
    String text = String.valueOf(value);
    return text.equals(standard)
        || allowed
            .parse(standard)
            .filter(allowed.parse(text).stream().toList()::contains)
            .isPresent();
  }

  /** A file or folder that must be given. */
  public static OptionKey file(String name, String help) {
    return new OptionKey(name, new Allowed.Location(true), "", help);
  }

  /** A file or folder that may be left out. */
  public static OptionKey optionalFile(String name, String help) {
    return new OptionKey(name, new Allowed.Location(false), "", help);
  }

  public static OptionKey choice(String name, String standard, String help, String... choices) {
    return new OptionKey(name, new Allowed.Choice(List.of(choices)), standard, help);
  }

  /** A choice among the entries of a catalogue, those that scripts add while they run, too. */
  public static OptionKey choice(
      String name, String standard, String help, Catalogue<?> catalogue) {
    Allowed.Choice choice = new Allowed.Choice(catalogue.names(entry -> true), catalogue.labels());
    return new OptionKey(name, choice, standard, help);
  }

  public static OptionKey whole(String name, Range range, String standard, String help) {
    return new OptionKey(name, new Allowed.Whole(range), standard, help);
  }

  public static OptionKey decimal(String name, Range range, String standard, String help) {
    return new OptionKey(name, new Allowed.Decimal(range), standard, help);
  }

  public static OptionKey flag(String name, String standard, String help) {
    return new OptionKey(name, new Allowed.Flag(), standard, help);
  }

  /** The default as users read it: {@code automatic} where RobustJ chooses; empty for none. */
  public String standardInWords() {
    return inWords(standard);
  }

  /** A value as users read it: {@code automatic} instead of the number that means it. */
  public String inWords(String value) {
    return allowed.isAutomatic(value) ? Range.AUTOMATIC : value;
  }

  /** The same option, without effect unless {@code key} has one of the values. */
  public OptionKey onlyWith(String key, String... values) {
    return onlyWith(key, List.of(values));
  }

  /** As {@link #onlyWith(String, String...)}; the list is asked whenever it matters. */
  public OptionKey onlyWith(String key, List<String> values) {
    return new OptionKey(
        name, allowed, standard, help, Optional.of(new Condition(key, values)), settings);
  }

  /** The same option, whose value also gives values to options that were left out. */
  public OptionKey giving(Function<Options, Map<String, String>> given) {
    return new OptionKey(name, allowed, standard, help, condition, given);
  }

  /** Whether leaving it out is an error; true only for some files. */
  public boolean required() {
    return allowed instanceof Allowed.Location place && place.required();
  }

  /**
   * Whether the option does anything.
   *
   * @param values the typed value of every option by its name
   */
  public boolean hasEffect(Function<String, Object> values) {
    return condition.map(c -> c.values().contains(values.apply(c.key()))).orElse(true);
  }

  /**
   * The typed value of a text.
   *
   * @throws RobustJException naming the key, what was given and what was expected
   */
  public Object parse(String text) {
    return allowed.parse(text).orElseThrow(() -> new RobustJException(complaint(text)));
  }

  private String complaint(String text) {
    if (required() && text.isBlank())
      return "The option " + name + " is missing: give " + allowed.words() + ".";
    return "The option %s is \"%s\" but must be %s%s; leave it out for the default, %s."
        .formatted(
            name,
            text,
            allowed.words(),
            meant(text),
            standard.isEmpty() ? "none" : standardInWords());
  }

  /** Which of the words was mistyped, if it looks like one. */
  private String meant(String text) {
    if (!(allowed instanceof Allowed.Choice choice)) return "";
    return Spelling.near(text.strip(), choice.choices())
        .map(word -> "; the closest one is " + word)
        .orElse("");
  }
}
