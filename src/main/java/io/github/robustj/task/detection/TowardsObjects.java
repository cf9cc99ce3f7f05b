package io.github.robustj.task.detection;

import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.OutputObjective;
import io.github.robustj.task.detection.AimedObjects.Fate;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * An attack on a detection that is to reach a target, see {@link AimedObjects}. What it minimises
 * is {@link AimLoss}; the harm is the mean of two shares, weighted by {@link Aimed#heldWeight}: of
 * the changes that are made, and of the other objects that are still seen as they were. Of images
 * with equal shares the loss decides, which takes at most a ten-thousandth. The attack takes a
 * prediction and a pullback.
 *
 * @param objective any that looks at the heat maps; of those only the sum also leads boxes
 */
public record TowardsObjects(DetectionTask task, DetectionObjective objective) implements Goal {

  /**
   * @throws RobustJException if the objective cannot lead to a target
   */
  public TowardsObjects {
    if (objective == DetectionObjective.LOCATION)
      throw new RobustJException(
          "The option objective is location, which moves boxes and cannot make objects vanish,"
              + " appear or change their class; choose sum, classification or objectness.");
  }

  @Override
  public Objective.Differentiable on(DifferentiableModel model, Tensor steering) {
    return new OnBatch(this, model, steering);
  }

  @Override
  public ObjectiveCalls calls(boolean lossSeesPrediction) {
    return ObjectiveCalls.of(Stream.of(2));
  }

  private record OnBatch(TowardsObjects goal, DifferentiableModel model, Tensor steering)
      implements OutputObjective {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      Tensor outputs = model.predict(images);
      AimLoss loss = distance(outputs);
      return new LossAndGradient(
          negative(loss.value()), model.pullback(images, loss.ascent()), outputs);
    }

    @Override
    public float[] values(Tensor outputs) {
      return negative(distance(outputs).value());
    }

    private AimLoss distance(Tensor outputs) {
      return AimLoss.of(outputs, steering, goal.objective == DetectionObjective.SUM);
    }

    @Override
    public float[] harms(Tensor outputs, float[] values) {
      float[] loss = negative(values);
      float[] harm = new float[loss.length];
      for (int i = 0; i < harm.length; i++) {
        List<AimRow> rows = AimRow.of(steering, i);
        List<BoxedObject> seen = AimedObjects.seen(goal.task, outputs, i, steering);
        int held = (int) rows.stream().filter(row -> row.fate() == Fate.HELD).count();
        double weight = Aimed.heldWeight(held, rows.size() - held);
        double shares = share(rows, seen, false) + weight * share(rows, seen, true);
        harm[i] = (float) (shares / (1 + weight) - ObjectTask.TIE * loss[i] / (1 + loss[i]));
      }
      return harm;
    }

    /** Of those that are to stay, or of those that are to change; 1 if there is none. */
    private double share(List<AimRow> rows, List<BoxedObject> seen, boolean held) {
      int count = 0;
      int as = 0;
      for (AimRow row : rows) {
        if (row.fate() == Fate.HELD != held) continue;
        count++;
        if (AimedObjects.holds(row, rows, seen, goal.task.classes())) as++;
      }
      return count == 0 ? 1 : (double) as / count;
    }

    private static float[] negative(float[] values) {
      float[] negative = new float[values.length];
      for (int i = 0; i < negative.length; i++) negative[i] = -values[i];
      return negative;
    }
  }
}
