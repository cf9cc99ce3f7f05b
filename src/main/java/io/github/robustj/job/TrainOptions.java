package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.training.MethodOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a model is trained. Every option has a name under which macros, scripts, dialogs and the
 * command line set it, in lower_snake; {@link OptionTable#TRAIN} lists them with defaults and help.
 */
public record TrainOptions(
    NetworkOptions network, MethodOptions method, ScheduleOptions schedule, ImageOptions images) {

  /**
   * @param given of {@link OptionTable#TRAIN}, values as in {@link Options}; keys left out have
   *     their defaults
   * @throws RobustJException naming the key that is unknown, wrong or without effect
   */
  public static TrainOptions of(Map<String, ?> given) {
    return from(Options.of(given, OptionTable.TRAIN));
  }

  /**
   * @param options whose table contains {@link OptionTable#TRAIN}
   */
  public static TrainOptions from(Options options) {
    return new TrainOptions(
        NetworkOptions.from(options),
        MethodOptions.from(options),
        ScheduleOptions.from(options),
        ImageOptions.from(options));
  }

  public static TrainOptions defaults() {
    return of(Map.of());
  }

  /**
   * The options by name, those without effect left out, automatic ones resolved where the images
   * need not be known; {@link #of} takes them back. For logs, {@code model.json} and, without
   * {@code resume}, to compare the settings of a resumed training.
   */
  public Map<String, Object> values() {
    Map<String, Object> all = new LinkedHashMap<>();
    network.describe(all);
    method.describe(all);
    schedule.describe(all);
    images.describe(all);
    Map<String, Object> inOrder = new LinkedHashMap<>();
    for (Key<?> key : OptionTable.TRAIN)
      if (key.hasEffect(all::get)
          && key.condition().map(c -> inOrder.containsKey(c.key())).orElse(true))
        inOrder.put(key.name(), all.get(key.name()));
    return inOrder;
  }

  /** Those that are not at their defaults or were automatic, as a macro gives them; for the log. */
  String unusual() {
    Map<String, Object> values = values();
    return OptionTable.TRAIN.stream()
        .filter(key -> values.containsKey(key.name()))
        .filter(key -> !key.isStandard(values.get(key.name())))
        .map(key -> key.name() + "=" + values.get(key.name()))
        .collect(Collectors.joining(", "));
  }
}
