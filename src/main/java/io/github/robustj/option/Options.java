package io.github.robustj.option;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.option.Key.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Options given by name, checked against a table of keys: every key is known, every value is one
 * its key accepts, and no option is set that would have no effect.
 *
 * <p>Values may be texts, numbers, booleans, paths or lists of numbers, as macros, dialogs and
 * scripts hand them over; {@code null} means "not given". An option that is not given has its
 * documented default.
 */
public final class Options {

  /** More names than these would hide the one that was meant. */
  private static final int MOST_LISTED = 16;

  private final Map<String, Key<?>> keys;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> given = new HashSet<>();
  private final List<Runnable> scripts = new ArrayList<>();

  private Options(List<Key<?>> table) {
    keys =
        table.stream()
            .collect(Collectors.toMap(Key::name, k -> k, (a, b) -> a, LinkedHashMap::new));
  }

  /**
   * @throws RobustJException for the first option that is unknown, wrong, missing or without
   *     effect; the sentence names its key
   */
  public static Options of(Map<String, ?> given, List<Key<?>> table) {
    Options options = new Options(table);
    try {
      options.fill(given, table);
    } catch (RobustJException e) {
      options.forgetScripts();
      throw e;
    }
    return options;
  }

  /**
   * Options that were checked before: what {@link #plain} said of them, paths as texts, too; the
   * others as they are when left out.
   */
  public static Options known(Map<String, ?> values, List<Key<?>> table) {
    Options options = new Options(table);
    for (Key<?> key : table) {
      Object value = values.get(key.name());
      boolean path = value instanceof String && key.allowed() instanceof Allowed.Location;
      if (value != null) options.values.put(key.name(), path ? key.parse(value) : value);
    }
    return options;
  }

  private void fill(Map<String, ?> all, List<Key<?>> table) {
    rejectUnknown(all.keySet());
    for (Key<?> key : table) {
      Object value = Catalogue.named(key.name(), all.get(key.name()), scripts::add);
      if (value != null) given.add(key.name());
      values.put(key.name(), key.parse(value == null ? key.standard() : value));
    }
    applyPresets();
    table.forEach(this::rejectWithoutEffect);
  }

  /** Tells that code which a script gave in the place of a name has been run. */
  public void forgetScripts() {
    scripts.forEach(Runnable::run);
    scripts.clear();
  }

  /** Whether the table has the key. */
  public boolean has(Key<?> key) {
    return keys.containsKey(key.name());
  }

  /** The value of an option that the table has. */
  public <T> T get(Key<T> key) {
    return key.type().apply(value(key.name()));
  }

  /** What {@link Key#parse} made of the value, as descriptions of runs have it. */
  public Object plain(Key<?> key) {
    return value(key.name());
  }

  /** The value of an option that is a file or folder; empty if it was left out. */
  public Optional<Path> file(Key<?> key) {
    Object file = get(key) instanceof Optional<?> given ? given.orElse(null) : get(key);
    return Optional.ofNullable((Path) file).filter(path -> !path.toString().isBlank());
  }

  /** The typed values of those options that were not left out, by name. */
  public Map<String, Object> given(Collection<Key<?>> among) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    for (Key<?> key : among)
      if (given.contains(key.name())) chosen.put(key.name(), value(key.name()));
    return chosen;
  }

  /**
   * What users would type for those options that were not left out, by name: a text, or a list of
   * texts.
   */
  public Map<String, Object> typed() {
    Map<String, Object> typed = new LinkedHashMap<>();
    keys.forEach(
        (name, key) -> {
          if (!given.contains(name)) return;
          Object value = value(name);
          typed.put(
              name,
              value instanceof Collection<?> list
                  ? list.stream().map(Typed::text).toList()
                  : Typed.text(value));
        });
    return typed;
  }

  /** Whether an option does anything beside the others. */
  public boolean hasEffect(Key<?> key) {
    return key.hasEffect(this::value);
  }

  /** Whether an option was left out, or given as its default. */
  public boolean isStandard(Key<?> key) {
    return value(key.name()).equals(key.parse(key.standard()));
  }

  private Object value(String key) {
    if (!keys.containsKey(key)) throw new IllegalArgumentException("no option " + key);
    return values.computeIfAbsent(key, name -> keys.get(name).parse(keys.get(name).standard()));
  }

  private void rejectUnknown(Collection<String> given) {
    for (String name : given)
      if (!keys.containsKey(name))
        throw new RobustJException(unknown("option", name, keys.keySet()));
  }

  /** What is said of a name that is none of the keys; nothing if it is one. */
  public static Optional<String> unknown(String name, List<Key<?>> table) {
    List<String> names = table.stream().map(Key::name).toList();
    return names.contains(name) ? Optional.empty() : Optional.of(unknown("option", name, names));
  }

  /**
   * What is said of a name that is unknown.
   *
   * @param what such names are of, as {@code option}
   */
  public static String unknown(String what, String name, Collection<String> names) {
    String sentence =
        "There is no %s \"%s\"; the closest one is %s"
            .formatted(what, name, Spelling.closest(name, names));
    if (names.size() > MOST_LISTED) return sentence + ".";
    return "%s. The %ss are %s.".formatted(sentence, what, String.join(", ", names));
  }

  /** A preset gives its values to the options that were left out. */
  private void applyPresets() {
    for (Key<?> key : keys.values())
      if (hasEffect(key))
        key.settings()
            .apply(this)
            .forEach(
                (name, value) -> {
                  if (!given.contains(name)) values.put(name, keys.get(name).parse(value));
                });
  }

  /** A dialog hands over all its fields, so an option at its default counts as left alone. */
  private void rejectWithoutEffect(Key<?> key) {
    if (hasEffect(key) || isStandard(key)) return;
    Condition condition = key.condition().orElseThrow();
    String wanted = String.join(" or ", condition.values());
    throw new RobustJException(
        "The option %1$s has an effect only with %2$s=%3$s, but %2$s is %4$s; leave %1$s out or change %2$s."
            .formatted(key.name(), condition.key(), wanted, value(condition.key())));
  }
}
