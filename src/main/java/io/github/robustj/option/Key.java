package io.github.robustj.option;

import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One named option as users type it in macros, scripts, dialogs and on the command line; a {@link
 * Section} makes it.
 *
 * @param name in lower_snake; the command line writes it in kebab-case
 * @param allowed the values it accepts
 * @param type what the value is to the program, from what {@code allowed} makes of the text
 * @param standard the value it has when it is left out, as text
 * @param words what users read of it
 * @param condition the other option's values without which this one has no effect
 * @param settings values that its own value gives to options that were left out, by name
 */
public record Key<T>(
    String name,
    Allowed allowed,
    Function<Object, T> type,
    String standard,
    Words words,
    Optional<Condition> condition,
    Function<Options, Map<String, String>> settings) {

  /**
   * @param section what it is about
   * @param label what dialogs call it: words that need no manual, with their unit
   * @param help what it is, in one line that starts in lower case and has no full stop
   * @param common whether most users need it, so that the short help has it, too
   */
  public record Words(Section section, String label, String help, boolean common) {}

  /** An option has an effect only while the option {@code key} has one of the values. */
  public record Condition(String key, List<String> values) {

    public boolean isOf(Key<?> other) {
      return key.equals(other.name);
    }
  }

  public Key {
    boolean required = allowed instanceof Allowed.Location place && place.required();
    if (!required && allowed.parse(standard).isEmpty())
      throw new IllegalArgumentException(
          name + " must be " + allowed.words() + ": its default " + standard + " is not");
  }

  /** The same option, whose value the program sees as another type. */
  public <U> Key<U> as(Function<? super T, U> further) {
    return new Key<>(name, allowed, type.andThen(further), standard, words, condition, settings);
  }

  private Key<T> words(String label, String help, boolean common) {
    Words changed = new Words(words.section, label, help, common);
    return new Key<>(name, allowed, type, standard, changed, condition, settings);
  }

  /** The same option, shown in the short help, too. */
  public Key<T> common() {
    return words(words.label, words.help, true);
  }

  /** The same option, of another command, where it means something else. */
  public Key<T> help(String help) {
    return words(words.label, help, words.common);
  }

  /** The same option, called otherwise in a dialog. */
  public Key<T> label(String label) {
    return words(label, words.help, words.common);
  }

  /** The same option, without effect unless another one has one of the values. */
  public Key<T> onlyWith(Key<?> other, String... values) {
    return onlyWith(other, List.of(values));
  }

  /** As {@link #onlyWith(Key, String...)}; the list is asked whenever it matters. */
  public Key<T> onlyWith(Key<?> other, List<String> values) {
    Condition only = new Condition(other.name, values);
    return new Key<>(name, allowed, type, standard, words, Optional.of(only), settings);
  }

  /** The same option, always with effect. */
  public Key<T> always() {
    return new Key<>(name, allowed, type, standard, words, Optional.empty(), settings);
  }

  /** The same option, whose value also gives values to options that were left out. */
  public Key<T> giving(Function<Options, Map<String, String>> given) {
    return new Key<>(name, allowed, type, standard, words, condition, given);
  }

  public String help() {
    return words.help;
  }

  public String label() {
    return words.label;
  }

  /** Whether leaving it out is an error; true only for some files. */
  public boolean required() {
    return allowed instanceof Allowed.Location place && place.required();
  }

  /** Whether a value is the default, however it is written. */
  public boolean isStandard(Object value) {
    return standard.equals(value)
        || allowed
            .parse(standard)
            .filter(v -> allowed.parse(value).filter(v::equals).isPresent())
            .isPresent();
  }

  /** The default as users read it: {@code automatic} where RobustJ chooses; empty for none. */
  public String standardInWords() {
    return inWords(standard);
  }

  /** A value as users read it: {@code automatic} instead of the number that means it. */
  public String inWords(String value) {
    return allowed.isAutomatic(value) ? Range.AUTOMATIC : value;
  }

  /**
   * Whether the option does anything.
   *
   * @param values what {@link #parse} made of every option, by its name
   */
  public boolean hasEffect(Function<String, Object> values) {
    return condition.map(c -> c.values().contains(values.apply(c.key()))).orElse(true);
  }

  /**
   * What something given stands for: a text, a number, a boolean, a path or a list of numbers.
   *
   * @param given a text, or the value itself; see {@link Allowed#parse}
   * @throws RobustJException naming the key, what was given and what was expected
   */
  public Object parse(Object given) {
    return allowed
        .parse(given)
        .orElseThrow(() -> new RobustJException(complaint(Typed.text(given))));
  }

  /** The same option, known by whatever words, of whatever command. */
  public boolean is(Key<?> other) {
    return name.equals(other.name);
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
