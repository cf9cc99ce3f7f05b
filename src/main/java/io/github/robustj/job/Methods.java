package io.github.robustj.job;

import io.github.robustj.task.SegmentationTask;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.AdversarialTraining;
import io.github.robustj.training.MarginRule;
import io.github.robustj.training.MarginSettings;
import io.github.robustj.training.Refinement;
import io.github.robustj.training.StandardTraining;
import io.github.robustj.training.ThresholdRule;
import io.github.robustj.training.TrainingAttack;
import io.github.robustj.training.TrainingMethod;

/** Training methods from their options. */
final class Methods {

  private Methods() {}

  static TrainingMethod of(MethodOptions options, SegmentationTask task) {
    return switch (options.name()) {
      case MethodOptions.STANDARD -> new StandardTraining();
      case MethodOptions.ADVERSARIAL ->
          new AdversarialTraining(
              new TrainingAttack(options.attack(), options.epsilon(), 0),
              options.adversarialShare());
      case MethodOptions.ADAPTIVE_MARGIN ->
          new AdaptiveMargin(settings(options), task::quality, options.adversarialShare());
      default -> throw new IllegalArgumentException("no training method " + options.name());
    };
  }

  private static MarginSettings settings(MethodOptions options) {
    MarginOptions margin = options.margin();
    // A sample that is wrong without a perturbation keeps one of the first margin's size: the
    // floor, not zero.
    MarginRule rule = new MarginRule(margin.step(), margin.step(), margin.max());
    return new MarginSettings(
        options.attack().norm(),
        options.attack().steps(),
        options.attack().relativeStep(),
        rule,
        Refinement.of(margin.refinement()),
        ThresholdRule.of(margin.threshold().rule(), margin.threshold().parameter()),
        margin.cleanEpochs());
  }
}
