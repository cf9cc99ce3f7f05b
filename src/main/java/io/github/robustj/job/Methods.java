package io.github.robustj.job;

import static io.github.robustj.job.MethodType.Trait.ATTACKS;
import static io.github.robustj.job.MethodType.Trait.FIXED_RADIUS;
import static io.github.robustj.job.MethodType.Trait.KEEPS_MAPS;
import static io.github.robustj.job.MethodType.Trait.MARGINS;
import static io.github.robustj.job.MethodType.Trait.SHARE;

import io.github.robustj.attack.Goal;
import io.github.robustj.data.TrainingData;
import io.github.robustj.data.Unbounded;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.job.MethodType.Trait;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionGoal;
import io.github.robustj.task.detection.DetectionObjective;
import io.github.robustj.task.segmentation.ClassBalance;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.AdversarialTraining;
import io.github.robustj.training.AdversarialWeights;
import io.github.robustj.training.FreeTraining;
import io.github.robustj.training.Mart;
import io.github.robustj.training.MultiTaskTraining;
import io.github.robustj.training.StandardTraining;
import io.github.robustj.training.TemporalEnsembling;
import io.github.robustj.training.Trades;
import io.github.robustj.training.TrainingAttack;
import io.github.robustj.training.TrainingMethod;
import java.util.List;
import java.util.stream.Stream;

/** The catalogue of training methods. */
final class Methods {

  static final MethodType STANDARD =
      new MethodType("standard", "standard (clean images)") {
        @Override
        double usualShare() {
          return 0;
        }

        @Override
        double work(MethodOptions options, int epoch) {
          return 1;
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new StandardTraining();
        }
      };

  static final MethodType ADVERSARIAL =
      new MethodType("adversarial", "adversarial (one epsilon for all)", fixedRadius(SHARE)) {
        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new AdversarialTraining(attackOf(options), share(options));
        }
      };

  private static final MethodType FAST_ADVERSARIAL =
      new MethodType("fast_adversarial", "fast adversarial (one step)", fixedRadius(SHARE)) {
        @Override
        double work(MethodOptions options, int epoch) {
          return ATTACK_STEP + 1;
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new AdversarialTraining(attackOf(options).fast(), share(options));
        }
      };

  static final MethodType FREE_ADVERSARIAL =
      new MethodType("free_adversarial", "free adversarial (repeated batches)", fixedRadius()) {
        @Override
        double work(MethodOptions options, int epoch) {
          return options.special().freeReplays();
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new FreeTraining(attackOf(options), options.method().special().freeReplays());
        }
      };

  static final MethodType TRADES =
      new MethodType("trades", "TRADES (output stays the same)", fixedRadius()) {
        @Override
        double work(MethodOptions options, int epoch) {
          return attack(options) + 2;
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new Trades(attackOf(options), options.method().special().tradesBeta());
        }
      };

  static final MethodType MART =
      new MethodType("mart", "MART (mistakes count more)", fixedRadius()) {
        @Override
        List<String> tasks() {
          return List.of("segmentation");
        }

        @Override
        double work(MethodOptions options, int epoch) {
          return attack(options) + 2;
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new Mart(attackOf(options), options.method().special().martLambda());
        }
      };

  static final MethodType TEMPORAL_ENSEMBLING =
      new MethodType(
          "temporal_ensembling",
          "temporal ensembling (agrees with its past)",
          fixedRadius(KEEPS_MAPS)) {
        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          SpecialOptions.Ensembling ensembling = options.method().special().ensembling();
          int epochs = options.schedule().epochs();
          return new TemporalEnsembling(
              attackOf(options),
              new TemporalEnsembling.Ensemble(ensembling.weight(), ensembling.momentum(), epochs),
              task::probabilities);
        }
      };

  private static final MethodType MTD =
      new MethodType("mtd", "MTD (the part of the loss that hurts most)", fixedRadius(SHARE)) {
        private static final List<Goal> PARTS =
            List.of(
                new DetectionGoal(DetectionObjective.LOCATION),
                new DetectionGoal(DetectionObjective.OBJECTNESS));

        @Override
        List<String> tasks() {
          return List.of("detection");
        }

        @Override
        double work(MethodOptions options, int epoch) {
          return 3;
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new MultiTaskTraining(attackOf(options), PARTS, share(options));
        }
      };

  private static final MethodType CWAT =
      new MethodType("cwat", "CWAT (classes weigh the same)", fixedRadius(SHARE)) {
        @Override
        List<String> tasks() {
          return List.of("detection");
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new AdversarialTraining(attackOf(options), share(options), ClassBalance::balanced);
        }
      };

  static final MethodType ADAPTIVE_MARGIN =
      new MethodType(
          "adaptive_margin", "adaptive margins (one for every slice)", ATTACKS, SHARE, MARGINS) {
        @Override
        double usualShare() {
          return .5;
        }

        /**
         * About half of the slices leave the attack early, if they may. Before the first attack all
         * slices are predicted, for the threshold.
         */
        @Override
        double work(MethodOptions options, int epoch) {
          if (epoch < options.margin().cleanEpochs()) return 1;
          double attack = attack(options);
          double threshold =
              epoch == options.margin().cleanEpochs() ? ValidationCost.PREDICTION : 0;
          return (options.margin().economy().leave() ? attack / 2 : attack) + 2 + threshold;
        }

        @Override
        TrainingMethod create(TrainOptions options, Task<?> task) {
          return new AdaptiveMargin(
              options
                  .method()
                  .margin()
                  .settings(options.method().attack(), task.qualityIsNegative()),
              task::quality,
              share(options));
        }
      };

  /** The built-in ones and those of users. */
  static final Catalogue<MethodType> ALL =
      new Catalogue<>(
          MethodType.class,
          "method",
          List.of(
              STANDARD,
              ADVERSARIAL,
              FAST_ADVERSARIAL,
              FREE_ADVERSARIAL,
              TRADES,
              MART,
              TEMPORAL_ENSEMBLING,
              MTD,
              CWAT,
              ADAPTIVE_MARGIN));

  private Methods() {}

  static List<String> names() {
    return ALL.names(method -> true);
  }

  /** The names of those that have a trait. */
  static List<String> with(Trait trait) {
    return ALL.names(method -> method.has(trait));
  }

  /**
   * @param name one of {@link #names}
   */
  static MethodType named(String name) {
    return ALL.named(name);
  }

  static TrainingMethod of(TrainOptions options, Task<?> task) {
    return options.method().type().create(options, task);
  }

  private static Trait[] fixedRadius(Trait... further) {
    return Stream.concat(Stream.of(ATTACKS, FIXED_RADIUS), Stream.of(further))
        .toArray(Trait[]::new);
  }

  private static TrainingAttack attackOf(TrainOptions options) {
    MethodOptions method = options.method();
    return new TrainingAttack(method.attack(), method.epsilon(), method.radius().warmup());
  }

  private static double share(TrainOptions options) {
    return options.method().adversarialShare();
  }

  /** The model as the method moves it. */
  static TrainableModel trained(TrainableModel model, MethodOptions options) {
    double gamma = options.special().awpGamma();
    return gamma > 0 ? new AdversarialWeights(model, gamma) : model;
  }

  /** The samples as the method may perturb them. */
  static TrainingData data(TrainingData slices, MethodOptions options) {
    return options.radius().validRange().equals("none") ? new Unbounded(slices) : slices;
  }
}
