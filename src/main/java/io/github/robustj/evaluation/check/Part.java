package io.github.robustj.evaluation.check;

import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.evaluation.EvaluationCase.AimedCase;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;

/**
 * Some slices of one case.
 *
 * @param slices their numbers in the case, from 0
 * @param outputs of the model for all clean slices of the case
 * @param ball around the clean slices, of the largest epsilon
 */
record Part(AimedCase aimed, int[] slices, Tensor outputs, PerturbationBall ball) {

  /** The clean slices. */
  Tensor clean() {
    return ball.center();
  }

  /** What the task encodes of them. */
  Tensor targets() {
    return aimed.subject().targets().gather(slices);
  }

  /** What an attack on them is after. */
  Objective.Differentiable objective(Goal goal, DifferentiableModel model) {
    return goal.on(model, aimed.steering().gather(slices));
  }

  /** All slices of the case with these in their places. */
  Tensor whole(Tensor these, Tensor clean) {
    Tensor whole = clean.copy();
    for (int i = 0; i < slices.length; i++) whole.setSample(slices[i], these, i);
    return whole;
  }

  /**
   * How far an attack came with each slice, the more the worse for the model: what is missing of
   * its score, its error, or the share of the changes that a target asks for. NaN where there is
   * nothing to measure, or where outputs are no numbers.
   *
   * @param outputs of the model for these slices
   */
  double[] success(Task<?> task, Tensor outputs) {
    double[] success = new double[slices.length];
    for (int i = 0; i < success.length; i++)
      success[i] = Finite.sample(outputs, i) ? success(task, outputs, i) : Double.NaN;
    return success;
  }

  private double success(Task<?> task, Tensor outputs, int sample) {
    if (aimed.aimed().isPresent()) {
      int slice = slices[sample];
      Tensor all = whole(outputs, this.outputs);
      double wanted = aimed.aimed().get().wanted()[slice];
      return aimed.aimed().get().reached(all)[slice] / wanted;
    }
    double score =
        KnownMean.of(
            task.score(
                    outputs.slice(sample, sample + 1),
                    aimed.subject().targets().slice(slices[sample], slices[sample] + 1))
                .values());
    return task.higherIsBetter() ? 1 - score : score;
  }
}
