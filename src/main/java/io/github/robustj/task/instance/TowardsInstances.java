package io.github.robustj.task.instance;

import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.task.OutputObjective;
import io.github.robustj.task.instance.AimedInstances.Things;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An attack on outlines of objects that is to reach a target, see {@link AimedInstances}. What it
 * minimises is the loss over the places that are to change plus that over all others, weighted by
 * {@link Aimed#heldWeight}, at least 1. The harm is the mean of two shares, weighted alike: of the
 * changes that are made, and of the other objects that are still seen; of images with equal shares
 * the loss decides, which takes at most a ten-thousandth.
 *
 * @param objective any that looks at the probability
 */
record TowardsInstances(InstanceTask task, InstanceObjective objective) implements Goal {

  /**
   * @throws RobustJException if the objective cannot lead to a target
   */
  TowardsInstances {
    if (objective == InstanceObjective.DISTANCES)
      throw new RobustJException(
          "The option objective is distances, which moves outlines and cannot make objects vanish"
              + " or appear; choose sum or probability.");
  }

  @Override
  public Objective.Differentiable on(DifferentiableModel model, Tensor steering) {
    Tensor all = task.maps(AimedInstances.channel(steering, 0));
    Tensor changing = task.maps(AimedInstances.channel(steering, 1));
    AimedInstances aimed = new AimedInstances(task, steering);
    List<Things> things =
        IntStream.range(0, steering.samples()).mapToObj(i -> Things.of(steering, i)).toList();
    return new OnBatch(
        this, model, aimed, things, only(all, changing, true), only(all, changing, false));
  }

  /** With what is not of a part left out. */
  private static Tensor only(Tensor all, Tensor changing, boolean changes) {
    Tensor part = all.copy();
    for (int i = 0; i < part.data().length; i += part.shape(3))
      if (changing.data()[i] > 0 != changes) part.data()[i] = -1;
    return part;
  }

  @Override
  public ObjectiveCalls calls(boolean lossSeesPrediction) {
    return ObjectiveCalls.of(Stream.of(2));
  }

  /**
   * @param things of each sample
   * @param changes maps of the places that are to change
   * @param held maps of the others
   */
  private record OnBatch(
      TowardsInstances goal,
      DifferentiableModel model,
      AimedInstances aimed,
      List<Things> things,
      Tensor changes,
      Tensor held)
      implements OutputObjective {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      Tensor outputs = model.predict(images);
      Value ascent = ascent(outputs);
      return new LossAndGradient(
          ascent.value(), model.pullback(images, ascent.gradient()), outputs);
    }

    /** Minus the loss. */
    private Value ascent(Tensor outputs) {
      StarLoss loss = goal.objective.loss();
      // The ground between objects is to stay, too.
      double[] weights = things.stream().mapToDouble(t -> Math.max(1, weight(t))).toArray();
      Value value = loss.of(outputs, changes).plus(loss.of(outputs, held), weights);
      for (int i = 0; i < value.value().length; i++) value.value()[i] *= -1;
      float[] slope = value.gradient().data();
      for (int i = 0; i < slope.length; i++) slope[i] *= -1;
      return value;
    }

    private static double weight(Things things) {
      return Aimed.heldWeight(things.held().size(), things.changes().size());
    }

    @Override
    public float[] values(Tensor outputs) {
      return ascent(outputs).value();
    }

    @Override
    public float[] harms(Tensor outputs, float[] ascent) {
      float[] harm = new float[ascent.length];
      for (int i = 0; i < harm.length; i++) {
        Things own = things.get(i);
        List<BoxedObject> seen = aimed.seen(outputs, i);
        double weight = weight(own);
        double shares =
            share(own.reached(seen), own.changes().size())
                + weight * share(own.stays(seen), own.held().size());
        harm[i] = (float) (shares / (1 + weight) - ObjectTask.TIE * -ascent[i] / (1 - ascent[i]));
      }
      return harm;
    }

    private static double share(int as, int all) {
      return all == 0 ? 1 : (double) as / all;
    }
  }
}
