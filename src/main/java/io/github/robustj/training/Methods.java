package io.github.robustj.training;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.corruption.CorruptedData;
import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.data.TrainingData.Unbounded;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.extension.OfScripts;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodType.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The catalogue of training methods. */
public final class Methods {

  /** The built-in ones and those of users. */
  public static final Catalogue<MethodType> ALL =
      new Catalogue<>(
          MethodType.class,
          "method",
          List.of(
              StandardTraining.TYPE,
              AdversarialTraining.TYPE,
              AdversarialTraining.FAST,
              FreeTraining.TYPE,
              Trades.TYPE,
              Mart.TYPE,
              TemporalEnsembling.TYPE,
              MultiTaskTraining.TYPE,
              AdversarialTraining.CWAT,
              AdaptiveMargin.TYPE),
          new OfScripts<>(TrainingMethod.class, Methods::ofScript, Methods::checked));

  /** How a network learns where nobody says. */
  public static final MethodType STANDARD = StandardTraining.TYPE;

  private Methods() {}

  public static List<String> names() {
    return ALL.names(method -> true);
  }

  /** The names of those that have a trait. */
  public static List<String> with(Trait trait) {
    return ALL.names(method -> method.has(trait));
  }

  /**
   * @param name one of {@link #names}
   */
  public static MethodType named(String name) {
    return ALL.named(name);
  }

  /** The one that a training is to use. */
  public static MethodType in(Options options) {
    return named(options.get(MethodTable.METHOD));
  }

  /** Weight of the adversarial images in the loss, 0 to 1; the clean ones have the rest. */
  public static double share(Options options) {
    double share = options.get(MethodTable.ADVERSARIAL_SHARE);
    return share >= 0 ? share : in(options).usualShare();
  }

  /**
   * The options that single methods have, each with an effect only with its own. A method of users
   * whose options cannot be told from others is left out.
   */
  static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>();
    for (MethodType type : ALL.all())
      try {
        List<Key<?>> own = ALL.run(type, type::keys);
        if (!ALL.isBuiltIn(type)) own.forEach(key -> requireOwnName(type, key));
        own.forEach(key -> keys.add(key.onlyWith(MethodTable.METHOD, type.name())));
      } catch (RobustJException e) {
        ALL.leaveOut(type, e.getMessage());
      }
    return keys;
  }

  /** Whether an option has an effect with some method for a task. */
  public static boolean mayTake(Key<?> key, String task) {
    return key.condition()
        .filter(c -> c.isOf(MethodTable.METHOD))
        .map(c -> c.values().stream().anyMatch(m -> named(m).tasks().contains(task)))
        .orElse(true);
  }

  private static void requireOwnName(MethodType type, Key<?> key) {
    if (!key.name().startsWith(type.name() + "_"))
      throw new RobustJException(
          "the name of its option '%s' must begin with %s_".formatted(key.name(), type.name()));
  }

  /**
   * Checks what only all options together tell, and works out what follows from others.
   *
   * @return values of options by name, which take the place of automatic ones
   * @throws RobustJException if options exclude each other
   */
  public static Map<String, Object> resolved(Options options) {
    MethodType type = in(options);
    String task = options.get(MethodTable.TASK);
    List<String> tasks = ALL.run(type, type::tasks);
    if (!tasks.contains(task))
      throw new RobustJException(
          "The option method is %s, which is for task=%s, but task is %s; choose another method."
              .formatted(type.name(), String.join(" or ", tasks), task));
    Map<String, Object> resolved = MarginOptions.resolved(options);
    resolved.put(MethodTable.ADVERSARIAL_SHARE.name(), share(options));
    return resolved;
  }

  /** The PGD inside trainings, and the one behind the robust score watched in any of them. */
  public static AttackSpec attack(Options options) {
    return new AttackSpec(
        Attacks.STANDARD.name(),
        options.get(MethodTable.NORM),
        options.get(MethodTable.STEPS),
        options.get(MethodTable.STEP_SIZE),
        1);
  }

  /**
   * @param epochs that it will train
   */
  public static TrainingMethod of(Options options, int epochs, Task<?> task) {
    MethodType type = in(options);
    TrainingMethod method = ALL.run(type, () -> type.create(options, epochs, task));
    return ALL.guarded(type, TrainingMethod.class, method);
  }

  /** What the method of a user gives for a batch. */
  private static List<?> checked(MethodType type, Object[] arguments, Object result) {
    if (!(result instanceof List<?> terms) || terms.isEmpty())
      throw ALL.wrong(type, "it gives %s instead of terms of the loss".formatted(result));
    Batch batch = (Batch) arguments[0];
    for (Object one : terms) {
      if (!(one instanceof LossTerm term))
        throw ALL.wrong(type, "it gives %s among the terms of the loss".formatted(one));
      requireLike(type, "images", batch.images(), term.images());
      requireLike(type, "targets", batch.targets(), term.targets());
      requireFinite(type, "weights", term.weights());
    }
    return terms;
  }

  private static void requireLike(MethodType type, String what, Tensor batch, Tensor given) {
    int[] shape = batch.shape();
    shape[0] = given.samples();
    if (!Arrays.equals(shape, given.shape()))
      throw ALL.wrong(type, "its %s are %s for a batch of %s".formatted(what, given, batch));
    requireFinite(type, what, given.data());
  }

  private static void requireFinite(MethodType type, String what, float[] values) {
    for (float value : values)
      if (!Float.isFinite(value)) throw ALL.wrong(type, "%s are %s".formatted(what, value));
  }

  private static MethodType ofScript(String name, TrainingMethod method) {
    return new MethodType(name, name) {
      @Override
      public TrainingMethod create(Options options, int epochs, Task<?> task) {
        return method;
      }
    };
  }

  /** The model as the method moves it. */
  public static TrainableModel trained(TrainableModel model, Options options) {
    double gamma = options.get(MethodTable.AWP_GAMMA);
    return gamma > 0 ? new AdversarialWeights(model, gamma) : model;
  }

  /** The samples as the training corrupts them and the method may perturb them. */
  public static TrainingData data(TrainingData slices, Options options) {
    TrainingData samples = CorruptedData.of(slices, options.get(TrainingTable.AUGMENT_CORRUPTIONS));
    return options.get(MethodTable.VALID_RANGE) ? samples : new Unbounded(samples);
  }
}
