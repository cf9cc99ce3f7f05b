package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
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
  private static final int MOST_VALUES = 1_000_000;
  private static final int MOST_PIXELS = 1 << 20;

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
      if (!(size(tree, new IdentityHashMap<>()) <= MOST_VALUES))
        throw new RobustJException(
            "%s has parts that contain themselves, or more than %d values, which no description of a model has; do not use it."
                .formatted(file, MOST_VALUES));
      if (tree instanceof Map<?, ?> map) return new Yaml(file, "", map);
      throw new RobustJException(file + " is no YAML with keys, as a model's description has.");
    } catch (YAMLException | CharacterCodingException e) {
      throw new RobustJException(
          "%s is no YAML that can be read (%s).".formatted(file, reason(e)), e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  /**
   * How many values there are where each alias stands for what it names; infinite where a part
   * contains itself.
   *
   * @param known of parts and lists; those that are not counted yet are infinite
   */
  private static double size(Object tree, Map<Object, Double> known) {
    if (!(tree instanceof Map<?, ?> || tree instanceof Collection<?>)) return 1;
    Double counted = known.putIfAbsent(tree, Double.POSITIVE_INFINITY);
    if (counted != null) return counted;
    double size = 1;
    if (tree instanceof Map<?, ?> map)
      for (Map.Entry<?, ?> each : map.entrySet())
        size += size(each.getKey(), known) + size(each.getValue(), known);
    else for (Object each : (Collection<?>) tree) size += size(each, known);
    known.put(tree, size);
    return size;
  }

  private static String reason(Exception failure) {
    String words =
        failure instanceof MarkedYAMLException marked ? marked.getProblem() : failure.getMessage();
    return Excerpt.of(String.valueOf(words).lines().findFirst().orElse(""));
  }

  /**
   * @throws RobustJException if it is there but a list or a part
   */
  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(value -> text(value, key));
  }

  private String text(Object value, String key) {
    if (value instanceof Iterable<?> || value instanceof Map<?, ?>)
      throw wrong(key, "a text", value);
    return String.valueOf(value);
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

  /** The same, with {@code usual} where the list has nothing ({@code null}). */
  List<Double> numbers(String key, double usual) {
    if (!(values.get(key) instanceof List<?> list)) return numbers(key);
    return list.stream().map(each -> each == null ? usual : number(each, key)).toList();
  }

  /**
   * A number of pixels or channels.
   *
   * @throws RobustJException if it is there but not that
   */
  Optional<Integer> side(String key) {
    return number(key).map(number -> side(number, key));
  }

  /** The same of a list; empty if there is none. */
  List<Integer> sides(String key) {
    return numbers(key).stream().map(number -> side(number, key)).toList();
  }

  private int side(double number, String key) {
    if (number == Math.rint(number) && 0 <= number && number <= MOST_PIXELS) return (int) number;
    throw wrong(key, "a whole number from 0 to " + MOST_PIXELS, number);
  }

  /** Of a list; empty if there is none. */
  List<String> texts(String key) {
    Object value = values.get(key);
    if (value == null) return List.of();
    if (value instanceof List<?> list) return list.stream().map(each -> text(each, key)).toList();
    return List.of(text(value, key));
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

  /** In the order of the file. */
  List<String> keys() {
    return values.keySet().stream().map(key -> Excerpt.of(text(key, "a key"))).toList();
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

  /** Lists and parts are not written out: with aliases, a short file can hold endless ones. */
  RobustJException wrong(String key, String expected, Object found) {
    Object words =
        found instanceof Iterable<?> ? "a list" : found instanceof Map<?, ?> ? "a part" : found;
    return new RobustJException(
        "%s has %s%s: %s where %s was expected."
            .formatted(file, place, key, Excerpt.of(words), expected));
  }
}
