package io.github.robustj.option;

import io.github.robustj.extension.Catalogue;
import io.github.robustj.option.Allowed.Choice;
import io.github.robustj.ready.ReadyModels;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes keys, of what they are about, their name (see {@link Key}), and the value without one, as
 * text. Dialogs call them as their name does, unless told a label.
 */
public final class Keys {

  private Keys() {}

  /** A file or folder that must be given. */
  public static Key<Path> file(Section section, String name) {
    return key(section, name, new Allowed.Location(true, false), Path.class::cast, "");
  }

  /** A file or folder that may be left out. */
  public static Key<Optional<Path>> optionalFile(Section section, String name) {
    return key(section, name, new Allowed.Location(false, false), Keys::given, "");
  }

  /** A folder that may be left out. */
  public static Key<Optional<Path>> optionalFolder(Section section, String name) {
    return key(section, name, new Allowed.Location(false, true), Keys::given, "");
  }

  /** A model that must be given: its folder, or the name of one that RobustJ brings along. */
  public static Key<Path> model(Section section, String name) {
    return file(section, name).as(ReadyModels::folder);
  }

  /** A model that may be left out. */
  public static Key<Optional<Path>> optionalModel(Section section, String name) {
    return optionalFolder(section, name).as(path -> path.map(ReadyModels::folder));
  }

  /** Any number of models, in the order given. */
  public static Key<List<Path>> models(Section section, String name) {
    return files(section, name).as(list -> list.stream().map(ReadyModels::folder).toList());
  }

  /** Any number of files or folders, in the order given. */
  public static Key<List<Path>> files(Section section, String name) {
    return key(section, name, new Allowed.Locations(), Keys::paths, "");
  }

  private static List<Path> paths(Object list) {
    return ((List<?>) list).stream().map(Path.class::cast).toList();
  }

  private static Optional<Path> given(Object path) {
    return Optional.of((Path) path).filter(p -> !p.toString().isBlank());
  }

  /**
   * @param choices each a word, or {@code word=label} for one that a dialog calls otherwise
   */
  public static Key<String> choice(
      Section section, String name, String standard, String... choices) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String choice : choices) {
      String[] parts = choice.split("=", 2);
      labels.put(parts[0], parts[parts.length - 1].replace('_', ' '));
    }
    return choice(section, name, standard, List.copyOf(labels.keySet()), labels);
  }

  /** A choice among the entries of a catalogue, those that scripts add while they run, too. */
  public static Key<String> choice(
      Section section, String name, String standard, Catalogue<?> catalogue) {
    return choice(section, name, standard, catalogue.names(entry -> true), catalogue.labels());
  }

  /**
   * @param choices asked for whenever it matters
   * @param labels of those that a dialog calls otherwise
   */
  public static Key<String> choice(
      Section section,
      String name,
      String standard,
      List<String> choices,
      Map<String, String> labels) {
    return key(section, name, new Choice(choices, labels), String.class::cast, standard);
  }

  public static Key<String> text(Section section, String name) {
    return key(section, name, new Allowed.Text(false), String.class::cast, "");
  }

  /** A text that may be left empty, or be a word for automatic, to let RobustJ guess. */
  public static Key<String> guessed(Section section, String name) {
    return key(section, name, new Allowed.Text(true), String.class::cast, "");
  }

  /** A text of a certain form. */
  public static Key<String> form(Section section, String name, Allowed.Form form, String standard) {
    return key(section, name, form, String.class::cast, standard);
  }

  public static Key<Integer> whole(Section section, String name, Range range, String standard) {
    return large(section, name, range, standard).as(Math::toIntExact);
  }

  /** A whole number that may be larger than an {@code int}. */
  public static Key<Long> large(Section section, String name, Range range, String standard) {
    return key(section, name, new Allowed.Whole(range), Long.class::cast, standard);
  }

  public static Key<Double> decimal(Section section, String name, Range range, String standard) {
    return key(section, name, new Allowed.Decimal(range), Double.class::cast, standard);
  }

  /** At least one number, in the order given. */
  public static Key<List<Double>> decimals(
      Section section, String name, Range range, String standard) {
    return key(section, name, new Allowed.Decimals(range), Keys::numbers, standard);
  }

  private static List<Double> numbers(Object list) {
    return ((List<?>) list).stream().map(Double.class::cast).toList();
  }

  public static Key<Boolean> flag(Section section, String name, String standard) {
    return key(section, name, new Allowed.Flag(), Boolean.class::cast, standard);
  }

  /** A table that is made when somebody first asks for it. */
  public static List<Key<?>> later(Supplier<List<Key<?>>> table) {
    return new AbstractList<>() {
      private List<Key<?>> made;

      private synchronized List<Key<?>> made() {
        if (made == null) made = List.copyOf(table.get());
        return made;
      }

      @Override
      public Key<?> get(int i) {
        return made().get(i);
      }

      @Override
      public int size() {
        return made().size();
      }
    };
  }

  /** One table after another; where a key comes twice, the first counts. */
  @SafeVarargs
  public static List<Key<?>> join(List<Key<?>>... tables) {
    return later(() -> Stream.of(tables).<Key<?>>flatMap(List::stream).toList());
  }

  /**
   * Whether a value, as text, is the default of the option of that name, for {@link
   * io.github.robustj.file.Settings}.
   */
  public static BiPredicate<String, String> standard(List<Key<?>> table) {
    return (name, value) ->
        table.stream().anyMatch(key -> key.name().equals(name) && key.isStandard(value));
  }

  private static <T> Key<T> key(
      Section section, String name, Allowed allowed, Function<Object, T> type, String standard) {
    String words = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Key.Words none = new Key.Words(section, words.replace('_', ' '), "", false);
    return new Key<>(name, allowed, type, standard, none, Optional.empty(), options -> Map.of());
  }
}
