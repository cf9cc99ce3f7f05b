package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.data.TrainingData.Unbounded;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.extension.Catalogue.OfScripts;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodType.Trait;
import java.util.Arrays;
import java.util.List;

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

  /**
   * @param epochs that it will train
   */
  public static TrainingMethod of(MethodOptions options, int epochs, Task<?> task) {
    MethodType type = options.type();
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
      public TrainingMethod create(MethodOptions options, int epochs, Task<?> task) {
        return method;
      }
    };
  }

  /** The model as the method moves it. */
  public static TrainableModel trained(TrainableModel model, MethodOptions options) {
    double gamma = options.special().awpGamma();
    return gamma > 0 ? new AdversarialWeights(model, gamma) : model;
  }

  /** The samples as the method may perturb them. */
  public static TrainingData data(TrainingData slices, MethodOptions options) {
    return options.radius().validRange().equals("none") ? new Unbounded(slices) : slices;
  }
}
