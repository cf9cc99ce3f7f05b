package io.github.robustj.task;

import io.github.robustj.attack.ForwardingObjective;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.extension.Entry;
import io.github.robustj.extension.OfScripts;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An objective that a user adds to those of the tasks, as a public class without parameters in a
 * jar: a formula of a network's outputs, which attacks maximise. They keep the image with the worst
 * score. It leads away from the truth only.
 */
public abstract class ObjectiveType extends Entry {

  /** Those of users; the tasks' own are kept with the tasks. */
  public static final Catalogue<ObjectiveType> ALL =
      new Catalogue<>(
          ObjectiveType.class,
          "objective",
          List.of(),
          new OfScripts<>(Formula.class, ObjectiveType::ofScript));

  private final List<String> tasks;

  /**
   * @param name that users type, in lower_snake case
   * @param label in a dialog's list of choices
   * @param tasks whose outputs it is a formula of: {@code segmentation}, {@code landmark}, {@code
   *     detection}, {@code instance}
   */
  protected ObjectiveType(String name, String label, String... tasks) {
    super(name, label);
    this.tasks = List.of(tasks);
  }

  /** A formula of outputs. */
  @FunctionalInterface
  public interface Formula {

    /**
     * @param outputs of the network, {@code [sample, y, x, output channel]}
     * @param targets what the task encodes, of the same samples
     * @param progress of the attack, 0 to 1
     */
    Value of(Tensor outputs, Tensor targets, double progress);
  }

  /**
   * @param value one per sample
   * @param gradient of each sample's value with respect to its outputs
   */
  public record Value(float[] value, Tensor gradient) {

    /**
     * Adds another to this one.
     *
     * @param weight of the other, sample by sample; none for 1
     */
    public Value plus(Value other, double... weight) {
      int n = gradient.sampleLength();
      float[] slope = gradient.data();
      for (int i = 0; i < value.length; i++) {
        double w = weight.length == 0 ? 1 : weight[i];
        value[i] += (float) (w * other.value[i]);
        for (int k = i * n; k < (i + 1) * n; k++)
          slope[k] += (float) (w * other.gradient.data()[k]);
      }
      return this;
    }
  }

  /** What it computes. */
  public abstract Formula formula();

  public final boolean isFor(String task) {
    return tasks.contains(task);
  }

  /**
   * An attack on the objective of a user.
   *
   * @param own the task's, which come first
   * @param name of the objective
   * @param judge says by its harm which image is kept
   * @return empty if no user has added one of the name for the task
   * @throws RobustJException if a target is to be reached
   */
  public static Optional<Goal> goal(
      NamedObjective[] own, String name, String task, Goal judge, boolean towards) {
    boolean ours = Stream.of(own).anyMatch(objective -> objective.label().equals(name));
    return Optional.of(name)
        .filter(any -> !ours && ALL.names(type -> type.isFor(task)).contains(any))
        .map(any -> ALL.named(any).goal(judge, towards));
  }

  private Goal goal(Goal judge, boolean towards) {
    if (towards)
      throw new RobustJException(
          "The option objective is %s, which leads away from the truth only; give target=none or another objective."
              .formatted(name()));
    ObjectiveType type = this;
    return Goal.judgedAs(
        judge,
        new Goal() {
          @Override
          public Objective.Differentiable on(DifferentiableModel model, Tensor targets) {
            return new OnBatch(type, judge.on(model, targets), model, targets, 0);
          }

          @Override
          public ObjectiveCalls calls(boolean lossSeesPrediction) {
            List<Integer> others = judge.calls(lossSeesPrediction).variants();
            return ObjectiveCalls.of(Stream.concat(Stream.of(2), others.stream()));
          }
        });
  }

  private static ObjectiveType ofScript(String name, Formula formula) {
    return new ObjectiveType(name, name, TaskType.names().toArray(String[]::new)) {
      @Override
      public Formula formula() {
        return formula;
      }
    };
  }

  /** What the formula says, held against the outputs. */
  private Value at(Tensor outputs, Tensor targets, double progress) {
    Value at = ALL.run(this, () -> formula().of(outputs, targets, progress));
    if (at == null || at.value().length != outputs.samples() || !at.gradient().hasShapeOf(outputs))
      throw ALL.wrong(
          this,
          "it must give %d values and a gradient of %s".formatted(outputs.samples(), outputs));
    for (float value : at.value()) requireFinite(value);
    for (float value : at.gradient().data()) requireFinite(value);
    return at;
  }

  private void requireFinite(float value) {
    if (!Float.isFinite(value)) throw ALL.wrong(this, "a value or gradient of it is " + value);
  }

  /**
   * @param objective which judges
   */
  private record OnBatch(
      ObjectiveType type,
      Objective.Differentiable objective,
      DifferentiableModel model,
      Tensor targets,
      double progress)
      implements ForwardingObjective {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      Tensor outputs = model.predict(images);
      Value at = type.at(outputs, targets, progress);
      return new LossAndGradient(at.value(), model.pullback(images, at.gradient()), outputs);
    }

    @Override
    public float[] loss(Tensor images) {
      return type.at(model.predict(images), targets, progress).value();
    }

    @Override
    public float[] tracked(LossAndGradient at) {
      return at.loss();
    }

    @Override
    public Judged judge(Tensor images) {
      Tensor outputs = model.predict(images);
      float[] value = type.at(outputs, targets, progress).value();
      Tensor none = Tensor.zeros(images.shape());
      return new Judged(value, objective.harm(new LossAndGradient(value, none, outputs)));
    }

    @Override
    public Objective.Differentiable at(double now) {
      return new OnBatch(type, objective.at(now), model, targets, now);
    }

    @Override
    public List<Objective.Differentiable> variants() {
      return Stream.concat(Stream.of(this), objective.variants().stream()).toList();
    }
  }
}
