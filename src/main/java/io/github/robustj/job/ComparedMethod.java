package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.MarginPresets;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.Methods;
import io.github.robustj.training.TrainingTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A training method, or a preset of the adaptive margin, in a comparison.
 *
 * @param type as users type it
 * @param seed of one of several trainings by the same method; empty where there is only one
 */
public record ComparedMethod(String type, OptionalLong seed) {

  /** The only training by this method. */
  public ComparedMethod(String type) {
    this(type, OptionalLong.empty());
  }

  /** Of its files: the method, and behind it the seed where there are several. */
  public String name() {
    return seed.isPresent() ? type + "-" + seed.getAsLong() : type;
  }

  /**
   * Several trainings by each method, method by method.
   *
   * @param seeds of each; none for a single one with the seed that all share
   */
  public static List<ComparedMethod> each(List<ComparedMethod> methods, List<Long> seeds) {
    if (seeds.isEmpty()) return methods;
    return methods.stream()
        .flatMap(m -> seeds.stream().map(s -> new ComparedMethod(m.type, OptionalLong.of(s))))
        .toList();
  }

  /**
   * @param text whole numbers separated by commas; blank for none
   * @throws RobustJException if one is no seed, or given twice
   */
  static List<Long> seeds(String text) {
    if (text.isBlank()) return List.of();
    List<Long> seeds = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String number = part.strip();
      Long seed = number.matches("\\d{1,15}") ? Long.valueOf(number) : null;
      if (seed == null || seeds.contains(seed))
        throw new RobustJException(
            "The option seeds has \"%s\" but must be a list without repetitions of whole numbers of at most 15 digits, such as 1,2,3."
                .formatted(number));
      seeds.add(seed);
    }
    return List.copyOf(seeds);
  }

  /** What tells the trainings of a comparison apart, or is said of all of them. */
  private static final List<Key<?>> OWN =
      List.of(
          MethodTable.METHOD, MarginTable.PRESET, TrainingTable.RESUME, TrainingTable.OVERWRITE);

  /** What comparisons call the margins without a preset. */
  private static final String FULL = "full";

  private static final List<String> PRESETS =
      List.of(
          MarginPresets.IMA,
          MarginPresets.AMAT,
          MarginPresets.PAPER,
          MarginPresets.FAST,
          MarginPresets.REPLAY,
          FULL);

  /** All methods for a task with their defaults. */
  private static List<ComparedMethod> all(String task) {
    List<String> names = new ArrayList<>(Methods.names());
    names.removeIf(name -> !Methods.named(name).tasks().contains(task));
    return names.stream().map(ComparedMethod::new).toList();
  }

  /**
   * @param names separated by commas; blank for all that are for the task
   * @throws RobustJException if one is unknown or given twice
   */
  public static List<ComparedMethod> parse(String names, String task) {
    if (names.isBlank()) return all(task);
    List<ComparedMethod> methods = new ArrayList<>();
    for (String part : names.split(",")) {
      ComparedMethod method = new ComparedMethod(part.strip().toLowerCase(Locale.ROOT));
      if (!method.isKnown() || methods.contains(method))
        throw new RobustJException(
            "The option methods has \"%s\" but must be a list without repetitions of %s, %s."
                .formatted(
                    part.strip(), String.join(", ", Methods.names()), String.join(", ", PRESETS)));
      methods.add(method);
    }
    return methods;
  }

  /** The options of a training that all methods share, without conditions on the method. */
  static List<Key<?>> options(List<Key<?>> training) {
    return training.stream()
        .filter(key -> OWN.stream().noneMatch(key::is))
        .<Key<?>>map(key -> ofMethod(key) ? key.always() : key)
        .toList();
  }

  /**
   * How this one is trained.
   *
   * @param given options that all share, with resume and overwrite; those without effect on this
   *     method are left out
   */
  public TrainOptions training(Map<String, Object> given) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (Key<?> key : OptionTable.TRAIN)
      if (given.containsKey(key.name())
          && (!ofMethod(key) || key.condition().orElseThrow().values().contains(method())))
        options.put(key.name(), given.get(key.name()));
    options.put(MethodTable.METHOD.name(), method());
    if (isPreset())
      options.put(MarginTable.PRESET.name(), type.equals(FULL) ? MarginPresets.NONE : type);
    seed.ifPresent(own -> options.put(TrainingTable.SEED.name(), own));
    return TrainOptions.of(options);
  }

  /** Names of the method, and of all that only some methods take, presets taken apart. */
  public static List<String> ownOptions() {
    return OptionTable.TRAIN.stream()
        .filter(key -> key.is(MethodTable.METHOD) || ofMethod(key))
        .filter(key -> !key.is(MarginTable.PRESET))
        .map(Key::name)
        .toList();
  }

  private static boolean ofMethod(Key<?> key) {
    return key.condition().filter(c -> c.isOf(MethodTable.METHOD)).isPresent();
  }

  private String method() {
    return isPreset() ? AdaptiveMargin.TYPE.name() : type;
  }

  private boolean isPreset() {
    return PRESETS.contains(type);
  }

  private boolean isKnown() {
    return Methods.names().contains(type) || isPreset();
  }
}
