package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.MarginPresets;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.Methods;
import io.github.robustj.training.TrainingTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A training method, or a preset of the adaptive margin, in a comparison.
 *
 * @param name as users type it
 */
public record ComparedMethod(String name) {

  /** What tells the trainings of a comparison apart, or is said of all of them. */
  private static final List<Key<?>> OWN =
      List.of(
          MethodTable.METHOD, MethodTable.PRESET, TrainingTable.RESUME, TrainingTable.OVERWRITE);

  private static final List<String> PRESETS =
      List.of(MarginPresets.IMA, MarginPresets.AMAT, MarginPresets.PAPER, MarginPresets.FAST);

  /**
   * All methods for a task with their defaults, and the cheap preset where it is not the margins'
   * default anyway.
   */
  private static List<ComparedMethod> all(String task) {
    List<String> names = new ArrayList<>(Methods.names());
    names.removeIf(name -> !Methods.named(name).tasks().contains(task));
    Map<String, String> cheap = MarginPresets.of(MarginPresets.FAST, task);
    if (!cheap.equals(MarginPresets.of(MarginPresets.AUTOMATIC, task)))
      names.add(MarginPresets.FAST);
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
    if (isPreset()) options.put(MethodTable.PRESET.name(), name);
    return TrainOptions.of(options);
  }

  private static boolean ofMethod(Key<?> key) {
    return key.condition().filter(c -> c.isOf(MethodTable.METHOD)).isPresent();
  }

  private String method() {
    return isPreset() ? AdaptiveMargin.TYPE.name() : name;
  }

  private boolean isPreset() {
    return PRESETS.contains(name);
  }

  private boolean isKnown() {
    return Methods.names().contains(name) || isPreset();
  }
}
