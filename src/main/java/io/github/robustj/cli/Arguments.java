package io.github.robustj.cli;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
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

  static OptionSpec option(Key<?> key) {
    OptionSpec.Builder option =
        OptionSpec.builder(name(key)).type(String.class).paramLabel(label(key.allowed()));
    return key.allowed() instanceof Allowed.Flag
        ? option.arity("0..1").fallbackValue("true").build()
        : option.arity("1").build();
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

  /** The options that were typed, by key. */
  static Map<String, String> given(ParseResult parsed, List<Key<?>> keys) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Key<?> key : keys)
      if (parsed.hasMatchedOption(name(key)))
        given.put(key.name(), parsed.matchedOptionValue(name(key), ""));
    return given;
  }

  static String label(Allowed allowed) {
    if (allowed instanceof Allowed.Location) return "PATH";
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
