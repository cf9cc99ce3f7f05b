package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.training.Methods;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a model is trained. Every option has a name under which macros, scripts, dialogs and the
 * command line set it, in lower_snake; {@link OptionTable#TRAIN} lists them with defaults and help.
 *
 * @param values the options by name, those without effect left out, automatic ones resolved where
 *     the images need not be known; {@link #of} takes them back. For logs, {@code model.json} and,
 *     without {@code resume}, to compare the settings of a resumed training
 */
public record TrainOptions(Map<String, Object> values) {

  public TrainOptions {
    // A worker is told numbers without their types.
    Map<String, Object> typed = new LinkedHashMap<>();
    values.forEach((name, value) -> typed.put(name, typed(name, value)));
    values = typed;
  }

  private static Object typed(String name, Object value) {
    return value instanceof Number ? OptionTable.find(OptionTable.TRAIN, name).parse(value) : value;
  }

  /** A copy, which may be changed. */
  @Override
  public Map<String, Object> values() {
    return new LinkedHashMap<>(values);
  }

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
    ImageOptions.check(options);
    Map<String, Object> resolved = Methods.resolved(options);
    resolved.put(TrainingTable.RESOLUTION.name(), (long) ImageOptions.resolution(options));
    resolved.put(TrainingTable.LEARNING_RATE.name(), optimizer(options).learningRate());
    Map<String, Object> all = new LinkedHashMap<>();
    for (Key<?> key : OptionTable.TRAIN) {
      Object value = resolved.getOrDefault(key.name(), options.plain(key));
      boolean known = key.condition().map(c -> all.containsKey(c.key())).orElse(true);
      if (known && key.hasEffect(all::get))
        all.put(key.name(), value instanceof Path ? value.toString() : value);
    }
    return new TrainOptions(all);
  }

  /** All of them, those without effect at their defaults. */
  public Options options() {
    return Options.known(values, OptionTable.TRAIN);
  }

  public <T> T get(Key<T> key) {
    return options().get(key);
  }

  OptimizerSpec optimizer() {
    return optimizer(options());
  }

  private static OptimizerSpec optimizer(Options options) {
    OptimizerSpec.Kind kind = options.get(TrainingTable.OPTIMIZER);
    boolean sgd = kind == OptimizerSpec.Kind.SGD;
    OptimizerSpec usual = sgd ? OptimizerSpec.sgd() : OptimizerSpec.adam();
    double rate = options.get(TrainingTable.LEARNING_RATE);
    return new OptimizerSpec(
        kind,
        rate > 0 ? rate : usual.learningRate(),
        sgd ? options.get(TrainingTable.MOMENTUM) : usual.momentum(),
        options.get(TrainingTable.GRADIENT_CLIP));
  }

  /** Those that are not at their defaults or were automatic, as a macro gives them; for the log. */
  String unusual() {
    return OptionTable.TRAIN.stream()
        .filter(key -> values.containsKey(key.name()))
        .filter(key -> !key.isStandard(values.get(key.name())))
        .map(key -> key.name() + "=" + values.get(key.name()))
        .collect(Collectors.joining(", "));
  }
}
