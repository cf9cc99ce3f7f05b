package io.github.robustj.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.AimedMasks;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What attacks tell of the calls that they will make, which progress and times go by. */
class ObjectiveCallsTest {

  private static final SegmentationTask MASKS =
      new SegmentationTask(
          List.of(
              new LabelClass(0, "background"), new LabelClass(1, "one"), new LabelClass(2, "two")));
  private static final LandmarkTask POINTS =
      new LandmarkTask(List.of("a", "b"), 2, "pixel", Correctness.LOSS);
  private static final DetectionTask OBJECTS =
      new DetectionTask(List.of("red", "blue"), Correctness.LOSS);

  /**
   * What is attacked.
   *
   * @param channels of the outputs
   */
  private record Subject(Task<?> task, Tensor targets, int channels) {

    static final Subject MASK = new Subject(MASKS, labels(), 3);
    static final Subject POINT =
        new Subject(
            POINTS,
            POINTS.encode(
                new Landmarks(
                    List.of(Map.of("a", Landmark.at(3, 3), "b", Landmark.at(9, 8))),
                    Calibration.PIXELS)),
            6);
    static final Subject OBJECT =
        new Subject(
            OBJECTS,
            OBJECTS.encode(
                new Boxes(List.of(List.of(BoxedObject.drawn("red", new Box(2, 2, 6, 6)))))),
            6);

    private static Tensor labels() {
      Tensor labels = Tensor.zeros(1, 12, 12, 1);
      for (int k = 0; k < 144; k++) labels.data()[k] = k % 3;
      return labels;
    }
  }

  private record Told(Subject subject, AttackSpec spec) {
    @Override
    public String toString() {
      return "%s, %s on %s in %s"
          .formatted(subject.task.name(), spec.name(), spec.objective(), spec.norm());
    }
  }

  static List<Told> everyAttackOnEveryObjective() {
    List<Told> all = new ArrayList<>();
    for (Subject subject : List.of(Subject.MASK, Subject.POINT, Subject.OBJECT))
      for (AttackType type : Attacks.all())
        for (String objective : TaskType.named(subject.task.name()).objectives())
          for (Norm norm : type.norms())
            if ((norm == Norm.L2 || objective.equals(AttackSpec.TRAINING_LOSS))
                && Attacks.ALL.isBuiltIn(type)
                && !type.has(Trait.ONLY_WITH_SECOND_MODEL)
                && !objective.equals("remaining_cross_entropy"))
              all.add(new Told(subject, spec(type, norm, objective)));
    return all;
  }

  private static AttackSpec spec(AttackType type, Norm norm, String objective) {
    int restarts = type.has(Trait.RESTARTS) ? 2 : 1;
    return new AttackSpec(type.name(), norm, 5, 4, restarts, objective, .5);
  }

  @ParameterizedTest
  @MethodSource("everyAttackOnEveryObjective")
  void allCallsAreMadeAndNoMore(Told told) {
    Goal goal = told.subject.task.goal(told.spec, false);
    assertEquals(told.spec.calls(goal.calls(true)), made(told, goal, told.subject.targets, true));
  }

  /** A training loss that sees other tiles than a prediction takes a prediction besides. */
  @Test
  void aLossOfOtherTilesTakesAPredictionMore() {
    for (String attack : List.of("pgd", "ensemble")) {
      Told told =
          new Told(Subject.MASK, spec(Attacks.named(attack), Norm.L2, AttackSpec.TRAINING_LOSS));
      Goal goal = MASKS.goal(told.spec, false);
      int made = made(told, goal, told.subject.targets, false);
      assertEquals(told.spec.calls(goal.calls(false)), made);
      assertTrue(made > told.spec.calls(goal.calls(true)));
    }
  }

  /** Towards a mask, of which pixels that change are steered apart from those that are held. */
  @Test
  void aTargetTakesAPredictionAndAPullback() {
    Tensor steering = AimedMasks.of(Subject.labels(), Tensor.zeros(1, 12, 12, 1)).steering();
    for (String attack : List.of("pgd", "apgd", "ensemble")) {
      Told told =
          new Told(Subject.MASK, spec(Attacks.named(attack), Norm.L2, AttackSpec.TRAINING_LOSS));
      Goal goal = MASKS.goal(told.spec, true);
      assertEquals(told.spec.calls(goal.calls(true)), made(told, goal, steering, true));
    }
  }

  /** Who counts the calls of the model under attack hears of those of the second one. */
  @Test
  void callsOfASecondModelCount() {
    for (Subject subject : List.of(Subject.MASK, Subject.POINT, Subject.OBJECT))
      for (String attack : List.of("transfer", "ensemble"))
        for (String objective : TaskType.named(subject.task.name()).objectives()) {
          if (objective.equals("remaining_cross_entropy")) continue;
          Told told = new Told(subject, spec(Attacks.named(attack), Norm.L2, objective));
          Goal goal = subject.task.goal(told.spec, false).withSource(new Linear(subject, true));
          int made = made(told, goal, subject.targets, true);
          assertEquals(told.spec.calls(goal.calls(true)), made, told.toString());
        }
  }

  /** By which the end of a run is judged, from where no gradient is needed. */
  @ParameterizedTest
  @MethodSource("everyAttackOnEveryObjective")
  void aLookAloneTellsTheHarmThatAGradientTells(Told told) {
    if (!told.spec.has(Trait.BY_SCORE)) return;
    Objective.Differentiable objective =
        told.subject
            .task
            .goal(told.spec, false)
            .on(new Linear(told.subject, true), told.subject.targets)
            .at(1);
    float[] expected = objective.harm(objective.lossAndGradient(waves()));
    assertArrayEquals(expected, objective.harm(waves()));
  }

  private static Tensor waves() {
    Tensor images = Tensor.zeros(1, 12, 12, 1);
    for (int k = 0; k < 144; k++) images.data()[k] = (float) (.5 + .4 * Math.sin(k));
    return images;
  }

  private static int made(Told told, Goal goal, Tensor targets, boolean sees) {
    Tensor images = waves();
    PerturbationBall ball =
        PerturbationBall.of(told.spec.norm(), images, .5, List.of(Bounds.of(0, 1)));
    AtomicInteger calls = new AtomicInteger();
    DifferentiableModel model =
        ForwardingModel.asking(new Linear(told.subject, sees), calls::incrementAndGet);
    Attacks.of(told.spec).run(goal.on(model, targets), ball, new Random(1));
    return calls.get();
  }

  /**
   * Outputs in proportion to the pixel in their middle, and a loss whose gradient is 1 everywhere.
   *
   * @param lossSeesPrediction what it says of itself
   */
  private record Linear(Subject subject, boolean lossSeesPrediction)
      implements DifferentiableModel {

    @Override
    public boolean lossSeesPrediction(Tensor images) {
      return lossSeesPrediction;
    }

    @Override
    public Tensor predict(Tensor images) {
      int s = subject.task.stride();
      Tensor outputs = Tensor.zeros(1, 12 / s, 12 / s, subject.channels);
      visit(outputs, (k, pixel, factor) -> outputs.data()[k] = factor * images.data()[pixel]);
      return outputs;
    }

    @Override
    public Tensor pullback(Tensor images, Tensor weights) {
      Tensor gradient = Tensor.zeros(images.shape());
      visit(weights, (k, pixel, f) -> gradient.data()[pixel] += f * weights.data()[k]);
      return gradient;
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      Tensor gradient = Tensor.zeros(images.shape());
      float sum = 0;
      for (int k = 0; k < gradient.data().length; k++) {
        gradient.data()[k] = 1;
        sum += images.data()[k];
      }
      return new LossAndGradient(new float[] {sum}, gradient, predict(images));
    }

    @Override
    public LossAndGradient divergence(Tensor images, Tensor reference) {
      throw new UnsupportedOperationException("nobody smooths this network");
    }

    @Override
    public void close() {}

    private interface Pair {
      void at(int output, int pixel, float factor);
    }

    private void visit(Tensor outputs, Pair pair) {
      int s = subject.task.stride();
      int width = outputs.shape(2);
      int channels = outputs.shape(3);
      for (int k = 0; k < outputs.data().length; k++) {
        int y = k / channels / width;
        int x = k / channels % width;
        pair.at(k, (y * s + s / 2) * 12 + x * s + s / 2, (float) Math.cos(3 * k));
      }
    }
  }
}
