package io.github.robustj.job;

import io.github.robustj.data.TrainingData;
import io.github.robustj.data.Unbounded;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.task.HeatMaps;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.task.Softmax;
import io.github.robustj.task.Task;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.AdversarialTraining;
import io.github.robustj.training.AdversarialWeights;
import io.github.robustj.training.FreeTraining;
import io.github.robustj.training.MarginRule;
import io.github.robustj.training.MarginSettings;
import io.github.robustj.training.Mart;
import io.github.robustj.training.Refinement;
import io.github.robustj.training.StandardTraining;
import io.github.robustj.training.TemporalEnsembling;
import io.github.robustj.training.ThresholdRule;
import io.github.robustj.training.Trades;
import io.github.robustj.training.TrainingAttack;
import io.github.robustj.training.TrainingMethod;

/** Training methods from their options. */
final class Methods {

  private Methods() {}

  static TrainingMethod of(TrainOptions all, Task<?> task) {
    MethodOptions options = all.method();
    return switch (options.name()) {
      case MethodOptions.STANDARD -> new StandardTraining();
      case MethodOptions.ADAPTIVE_MARGIN ->
          new AdaptiveMargin(
              settings(options, task.higherIsBetter()), task::quality, options.adversarialShare());
      default -> fixedRadius(options, all.schedule().epochs(), task);
    };
  }

  private static TrainingMethod fixedRadius(MethodOptions options, int epochs, Task<?> task) {
    TrainingAttack attack =
        new TrainingAttack(options.attack(), options.epsilon(), options.radius().warmup());
    SpecialOptions special = options.special();
    return switch (options.name()) {
      case MethodOptions.ADVERSARIAL -> new AdversarialTraining(attack, options.adversarialShare());
      case MethodOptions.FAST_ADVERSARIAL ->
          new AdversarialTraining(attack.fast(), options.adversarialShare());
      case MethodOptions.FREE_ADVERSARIAL -> new FreeTraining(attack, special.freeReplays());
      case MethodOptions.TRADES -> new Trades(attack, special.tradesBeta());
      case MethodOptions.MART -> new Mart(attack, special.martLambda());
      case MethodOptions.TEMPORAL_ENSEMBLING ->
          new TemporalEnsembling(
              attack,
              ensemble(special.ensembling(), epochs),
              task instanceof LandmarkTask ? HeatMaps::probabilities : Softmax::probabilities);
      default -> throw new IllegalArgumentException("no training method " + options.name());
    };
  }

  /** Qualities are higher-is-better, so that a stated loss or error is compared as its negative. */
  private static ThresholdRule threshold(MarginOptions.Threshold given, boolean higherIsBetter) {
    boolean mirrored = given.rule().equals("value") && !higherIsBetter;
    return ThresholdRule.of(given.rule(), mirrored ? -given.parameter() : given.parameter());
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

  private static TemporalEnsembling.Ensemble ensemble(
      SpecialOptions.Ensembling options, int epochs) {
    return new TemporalEnsembling.Ensemble(options.weight(), options.momentum(), epochs);
  }

  private static MarginSettings settings(MethodOptions options, boolean higherIsBetter) {
    MarginOptions margin = options.margin();
    Refinement refinement = Refinement.of(margin.refinement());
    MarginRule rule = margin.size().rule(refinement == Refinement.NONE);
    MarginSettings.Steps steps =
        new MarginSettings.Steps(
            options.attack().steps(),
            options.attack().relativeStep(),
            margin.size().stepUnit().equals("margin_max"));
    return new MarginSettings(
        options.attack().norm(),
        steps,
        rule,
        refinement,
        threshold(margin.threshold(), higherIsBetter),
        margin.cleanEpochs(),
        margin.economy());
  }
}
