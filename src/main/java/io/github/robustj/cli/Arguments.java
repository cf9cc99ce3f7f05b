package io.github.robustj.cli;

import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Option keys as command-line options: {@code margin_step} is {@code --margin-step}. Values stay
 * texts here; {@link io.github.robustj.option.Options} checks them.
 */
final class Arguments {

  /** Options that may be typed again, and the keys that the further values have. */
  private static final Map<Key<Path>, Key<List<Path>>> FURTHER =
      Map.of(
          OptionTable.MODEL, OptionTable.FURTHER_MODELS,
          OptionTable.RESULTS, OptionTable.FURTHER_RESULTS);

  private Arguments() {}

  static String name(Key<?> key) {
    return "--" + key.name().replace('_', '-');
  }

  static boolean isOption(String typed) {
    return typed.startsWith("--");
  }

  /** The key that was typed as {@code --key} or {@code --key=value}. */
  static String key(String typed) {
    return typed.substring(2).split("=", 2)[0].replace('-', '_');
  }

  /**
   * @param table with the other options of the command
   */
  static OptionSpec option(Key<?> key, List<Key<?>> table) {
    if (isRepeated(key, table))
      return OptionSpec.builder(name(key))
          .type(List.class)
          .auxiliaryTypes(String.class)
          .paramLabel(label(key.allowed()))
          .arity("1")
          .build();
    OptionSpec.Builder option =
        OptionSpec.builder(name(key)).type(String.class).paramLabel(label(key.allowed()));
    return key.allowed() instanceof Allowed.Flag
        ? option.arity("0..1").fallbackValue("true").build()
        : option.arity("1").build();
  }

  /** Whether an option may be typed again, for further values that have a key of their own. */
  private static boolean isRepeated(Key<?> key, List<Key<?>> table) {
    return FURTHER.keySet().stream().anyMatch(key::is) && table.stream().anyMatch(further(key)::is);
  }

  private static Key<List<Path>> further(Key<?> key) {
    return FURTHER.entrySet().stream()
        .filter(e -> key.is(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  static PositionalParamSpec positional(int index, Verb.Word word) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .type(String.class)
        .arity(word.required() ? "1" : "0..1")
        .required(word.required())
        .paramLabel(word.label())
        .description(escape(word.help()))
        .build();
  }

  /** What must be typed; that there is more. */
  static String synopsis(Verb verb) {
    StringBuilder line = new StringBuilder("robustj " + verb.name());
    for (Key<?> key : verb.keys())
      if (key.required())
        line.append(' ').append(name(key)).append('=').append(label(key.allowed()));
    line.append(" [OPTION]...");
    for (Verb.Word word : verb.words())
      line.append(word.required() ? " " + word.label() : " [" + word.label() + "]");
    return line.toString();
  }

  /** The options that were typed, by key: texts, or lists of them. */
  static Map<String, Object> given(ParseResult parsed, List<Key<?>> keys) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (Key<?> key : keys)
      if (parsed.hasMatchedOption(name(key)) && !isRepeated(key, keys))
        given.put(key.name(), parsed.matchedOptionValue(name(key), ""));
    for (Key<?> key : keys)
      if (parsed.hasMatchedOption(name(key)) && isRepeated(key, keys))
        repeated(key, parsed.matchedOptionValue(name(key), List.of()), given);
    return given;
  }

  /** The first is the key's, the others are further ones, before those that are given so. */
  private static void repeated(Key<?> key, List<String> typed, Map<String, Object> given) {
    given.put(key.name(), typed.get(0));
    if (typed.size() == 1) return;
    List<Object> further = new ArrayList<>(typed.subList(1, typed.size()));
    Key<List<Path>> others = further(key);
    further.addAll((List<?>) others.parse(given.getOrDefault(others.name(), "")));
    given.put(others.name(), further);
  }

  static String label(Allowed allowed) {
    if (allowed instanceof Allowed.Location) return "PATH";
    if (allowed instanceof Allowed.Locations) return "PATHS";
    if (allowed instanceof Allowed.Choice) return "NAME";
    if (allowed instanceof Allowed.Text || allowed instanceof Allowed.Form) return "TEXT";
    if (allowed instanceof Allowed.Flag) return "BOOLEAN";
    return allowed instanceof Allowed.Decimals ? "NUMBERS" : "NUMBER";
  }

  /** Picocli formats descriptions. */
  private static String escape(String text) {
    return text.replace("%", "%%");
  }
}
