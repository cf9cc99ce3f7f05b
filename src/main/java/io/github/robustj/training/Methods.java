package io.github.robustj.training;

import io.github.robustj.data.TrainingData;
import io.github.robustj.data.Unbounded;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.extension.Catalogue.OfScripts;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.task.Task;
import io.github.robustj.training.MethodType.Trait;
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
          new OfScripts<>(TrainingMethod.class, Methods::ofScript));

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
