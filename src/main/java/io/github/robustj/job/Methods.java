package io.github.robustj.job;

import io.github.robustj.attack.Goal;
import io.github.robustj.data.TrainingData;
import io.github.robustj.data.Unbounded;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.task.BoxOutputs;
import io.github.robustj.task.ClassBalance;
import io.github.robustj.task.DetectionGoal;
import io.github.robustj.task.DetectionObjective;
import io.github.robustj.task.DetectionTask;
import io.github.robustj.task.HeatMaps;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.task.SegmentationTask;
import io.github.robustj.task.Softmax;
import io.github.robustj.task.Task;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.AdversarialTraining;
import io.github.robustj.training.AdversarialWeights;
import io.github.robustj.training.FreeTraining;
import io.github.robustj.training.MarginRule;
import io.github.robustj.training.MarginSettings;
import io.github.robustj.training.Mart;
import io.github.robustj.training.MultiTaskTraining;
import io.github.robustj.training.Refinement;
import io.github.robustj.training.StandardTraining;
import io.github.robustj.training.TemporalEnsembling;
import io.github.robustj.training.ThresholdRule;
import io.github.robustj.training.ToProbabilities;
import io.github.robustj.training.Trades;
import io.github.robustj.training.TrainingAttack;
import io.github.robustj.training.TrainingMethod;
import java.util.List;

/** Training methods from their options. */
final class Methods {

  private static final List<Goal> DETECTION_PARTS =
      List.of(
          new DetectionGoal(DetectionObjective.LOCATION),
          new DetectionGoal(DetectionObjective.OBJECTNESS));

  private Methods() {}

  static TrainingMethod of(TrainOptions all, Task<?> task) {
    MethodOptions options = all.method();
    return switch (options.name()) {
      case MethodOptions.STANDARD -> new StandardTraining();
      case MethodOptions.ADAPTIVE_MARGIN ->
          new AdaptiveMargin(
              settings(options, !(task instanceof SegmentationTask)),
              task::quality,
              options.adversarialShare());
      case MethodOptions.MTD ->
          new MultiTaskTraining(attack(options), DETECTION_PARTS, options.adversarialShare());
      case MethodOptions.CWAT ->
          new AdversarialTraining(
              attack(options), options.adversarialShare(), ClassBalance::balanced);
      default -> fixedRadius(options, all.schedule().epochs(), task);
    };
  }

  private static TrainingAttack attack(MethodOptions options) {
    return new TrainingAttack(options.attack(), options.epsilon(), options.radius().warmup());
  }

  private static TrainingMethod fixedRadius(MethodOptions options, int epochs, Task<?> task) {
    TrainingAttack attack = attack(options);
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
              attack, ensemble(special.ensembling(), epochs), probabilities(task));
      default -> throw new IllegalArgumentException("no training method " + options.name());
    };
  }

  private static ToProbabilities probabilities(Task<?> task) {
    if (task instanceof LandmarkTask) return HeatMaps::probabilities;
    return task instanceof DetectionTask
        ? (outputs, targets) -> BoxOutputs.probabilities(outputs)
        : (outputs, targets) -> Softmax.probabilities(outputs);
  }

  /** Qualities are higher-is-better, so that a stated loss or error is compared as its negative. */
  private static ThresholdRule threshold(MarginOptions.Threshold given, boolean negative) {
    boolean mirrored = given.rule().equals("value") && negative;
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

  private static MarginSettings settings(MethodOptions options, boolean negative) {
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
        threshold(margin.threshold(), negative),
        margin.cleanEpochs(),
        margin.economy());
  }
}
