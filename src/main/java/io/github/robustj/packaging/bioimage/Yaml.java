package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A part of a YAML file: keys with values that are texts, numbers, lists and such parts again.
 * Nothing in the file is made an object of another class.
 *
 * @param file for sentences
 * @param place of the part in the file, as {@code inputs[0].}; empty for the whole
 * @param values by key
 */
record Yaml(Path file, String place, Map<?, ?> values) {

  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int MOST_ALIASES = 50;

  /**
   * @throws RobustJException if it cannot be read, is too large, or is no YAML with keys
   */
  static Yaml read(Path file) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MOST_CHARACTERS);
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setAllowDuplicateKeys(false);
    try {
      if (Files.size(file) > MOST_CHARACTERS)
        throw new RobustJException(
            "%s has more than %d MiB, which no description of a model has; do not use it."
                .formatted(file, MOST_CHARACTERS >> 20));
      Object tree =
          new org.yaml.snakeyaml.Yaml(new SafeConstructor(limits)).load(Files.readString(file));
      if (tree instanceof Map<?, ?> map) return new Yaml(file, "", map);
      throw new RobustJException(file + " is no YAML with keys, as a model's description has.");
    } catch (YAMLException | CharacterCodingException e) {
      throw new RobustJException(
          "%s is no YAML that can be read (%s)."
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::valueOf);
  }

  /**
   * @throws RobustJException if there is none
   */
  String requiredText(String key) {
    return text(key).orElseThrow(() -> lacks(key));
  }

  /**
   * @throws RobustJException if it is there but no finite number
   */
  Optional<Double> number(String key) {
    Object value = values.get(key);
    if (value == null) return Optional.empty();
    return Optional.of(number(value, key));
  }

  private double number(Object value, String key) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue()))
      return number.doubleValue();
    throw wrong(key, "a number", value);
  }

  /** One number, or a list of numbers; empty if there is none. */
  List<Double> numbers(String key) {
    Object value = values.get(key);
    if (value == null) return List.of();
    if (!(value instanceof List<?> list)) return List.of(number(value, key));
    return list.stream().map(each -> number(each, key)).toList();
  }

  /** Of a list; empty if there is none. */
  List<String> texts(String key) {
    Object value = values.get(key);
    if (value == null) return List.of();
    if (value instanceof List<?> list) return list.stream().map(String::valueOf).toList();
    return List.of(String.valueOf(value));
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  boolean isList(String key) {
    return values.get(key) instanceof List<?>;
  }

  boolean isPart(String key) {
    return values.get(key) instanceof Map<?, ?>;
  }

  /** Without keys if there is none. */
  Yaml part(String key) {
    Object value = values.get(key);
    if (value == null) return new Yaml(file, place + key + ".", Map.of());
    if (value instanceof Map<?, ?> map) return new Yaml(file, place + key + ".", map);
    throw wrong(key, "a part with keys", value);
  }

  /** Of a list; empty if there is none. */
  List<Yaml> parts(String key) {
    Object value = values.get(key);
    if (value == null) return List.of();
    if (!(value instanceof List<?> list)) throw wrong(key, "a list", value);
    List<Yaml> parts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Map<?, ?> map)) throw wrong(key, "a list of parts", list.get(i));
      parts.add(new Yaml(file, "%s%s[%d].".formatted(place, key, i), map));
    }
    return parts;
  }

  RobustJException lacks(String key) {
    return new RobustJException(
        "%s does not say %s%s; it is no complete description of a model."
            .formatted(file, place, key));
  }

  RobustJException wrong(String key, String expected, Object found) {
    String text = String.valueOf(found);
    return new RobustJException(
        "%s has %s%s: %s where %s was expected."
            .formatted(file, place, key, text.substring(0, Math.min(text.length(), 60)), expected));
  }
}
