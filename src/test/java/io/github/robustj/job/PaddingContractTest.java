package io.github.robustj.job;

import static io.github.robustj.job.PaddedScene.SIDE;
import static io.github.robustj.job.PaddedScene.cropped;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.data.Batch;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.detection.DetectionObjective;
import io.github.robustj.task.landmark.LandmarkObjective;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.AdversarialTraining;
import io.github.robustj.training.Methods;
import io.github.robustj.training.TrainingMethod;
import io.github.robustj.training.TrainingTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a patch shows beyond its slice has no say, in any training method of the catalogue, any term
 * and any objective of an attack: a training on padded slices is that on the slices themselves.
 *
 * <p>Both sum the same float32 numbers, but in another order, so that a value differs by some of
 * its last bits; twelve steps of gradient descent carry them on: a ten-thousandth, of numbers below
 * one that much in all. What does not count has a slope of exactly zero.
 */
class PaddingContractTest {

  private static final double TOLERANCE = 1e-4;
  private static final Set<Class<?>> SEEN = new HashSet<>();
  private static final List<PaddedScene> MAIN =
      List.of(
          PaddedScene.segmentation(),
          PaddedScene.landmarks(Correctness.LOSS),
          PaddedScene.detection(Correctness.LOSS));
  private static final List<PaddedScene> SCENES =
      List.of(
          MAIN.get(0),
          MAIN.get(1),
          PaddedScene.landmarks(Correctness.COMPONENTS),
          PaddedScene.landmarks(Correctness.RADIAL_ERROR),
          MAIN.get(2),
          PaddedScene.detection(Correctness.COMPONENTS));
  static final Map<String, Object> MARGINS =
      Map.of("clean_epochs", 1, "margin_step", .3, "margin_max", 2, "reuse_perturbation", true);

  @AfterAll
  static void close() {
    for (PaddedScene scene : SCENES) scene.model().close();
  }

  static List<String> methods() {
    Key<?> method =
        OptionTable.TRAIN.stream().filter(k -> k.name().equals("method")).findFirst().orElseThrow();
    return ((Allowed.Choice) method.allowed()).choices();
  }

  /** Norms take turns. */
  private record Training(PaddedScene scene, Map<String, Object> options) {

    @Override
    public String toString() {
      return scene.task().name() + " " + options;
    }
  }

  /** Every method in every task, once also with perturbed weights, and all that margins judge. */
  static List<Training> trainings() {
    List<Training> trainings = new ArrayList<>();
    for (PaddedScene scene : SCENES)
      for (String method : methods())
        if (Methods.named(method).tasks().contains(scene.task().name())) {
          boolean margins = method.equals(AdaptiveMargin.TYPE.name());
          if (!margins && !MAIN.contains(scene)) continue;
          boolean moved = method.equals(AdversarialTraining.TYPE.name());
          Norm norm = Norm.values()[trainings.size() % Norm.values().length];
          Map<String, Object> options = new LinkedHashMap<>();
          options.putAll(Map.of("method", method, "task", scene.task().name(), "epochs", 4));
          options.putAll(Map.of("norm", norm.name().toLowerCase(Locale.ROOT), "steps", 3));
          options.putAll(Map.of("epsilon", .5, "awp_gamma", moved ? .01 : 0));
          if (margins) options.putAll(MARGINS);
          trainings.add(new Training(scene, options));
        }
    return trainings;
  }

  /**
   * @param losses of the steps
   * @param arrays weights, and what the method remembers
   */
  private record Outcome(List<Double> losses, Map<String, Tensor> arrays) {}

  @ParameterizedTest
  @MethodSource("trainings")
  void aTrainingOnPaddedSlicesIsThatOnTheSlices(Training training) {
    Outcome plain = outcome(training, training.scene().plain());
    Outcome padded = outcome(training, training.scene().padded());
    for (int i = 0; i < plain.losses().size(); i++)
      assertClose(plain.losses().get(i), padded.losses().get(i), "loss of step " + i);
    assertEquals(plain.arrays().keySet(), padded.arrays().keySet());
    plain.arrays().forEach((name, array) -> assertClose(array, padded.arrays().get(name), name));
  }

  /** Four epochs of two batches. */
  private static Outcome outcome(Training training, TrainingData data) {
    TrainOptions options = TrainOptions.of(training.options());
    TrainingMethod method =
        Methods.of(options.options(), options.get(TrainingTable.EPOCHS), training.scene().task());
    training.scene().model().restore(training.scene().fresh());
    TrainableModel model = Methods.trained(watched(training.scene().model()), options.options());
    List<Double> losses = new ArrayList<>();
    for (int epoch = 0; epoch < options.get(TrainingTable.EPOCHS); epoch++) {
      method.epochStarts(epoch, model, data, () -> {});
      for (int[] indices : new int[][] {{0, 1}, {2}}) {
        Batch batch = data.augmented(indices, new SplittableRandom(epoch));
        losses.add(method.step(batch, model, PaddedScene.starts(batch.images()), .002));
      }
      method.epochEnds(epoch);
    }
    Map<String, Tensor> arrays = new HashMap<>(training.scene().model().weights());
    arrays.putAll(method.state());
    return new Outcome(losses, arrays);
  }

  /** Every gradient that the model gives must be zero beyond the slice. */
  private static TrainableModel watched(TrainableModel model) {
    return (TrainableModel)
        Proxy.newProxyInstance(
            TrainableModel.class.getClassLoader(),
            new Class<?>[] {TrainableModel.class},
            (proxy, call, arguments) -> {
              if (arguments != null && arguments[0] instanceof List<?> terms)
                terms.forEach(term -> SEEN.add(term.getClass()));
              try {
                Object answer = call.invoke(model, arguments);
                if (answer instanceof LossAndGradient at) assertNothingBeyond(at.gradient());
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A new kind of term must be in a method of the catalogue. */
  @Test
  void everyKindOfTermIsLookedAt() {
    for (Training training : trainings())
      if (training.scene() == MAIN.get(0)) outcome(training, training.scene().padded());
    assertEquals(Set.of(LossTerm.class.getPermittedSubclasses()), SEEN);
  }

  private record Climb(PaddedScene scene, String objective, boolean towards) {
    @Override
    public String toString() {
      return scene.task().name() + " " + objective + (towards ? " towards" : "");
    }
  }

  static List<Climb> climbs() {
    List<Climb> climbs = new ArrayList<>();
    for (SegmentationObjective objective : SegmentationObjective.values())
      climbs.add(
          new Climb(
              MAIN.get(0),
              objective.label(),
              objective == SegmentationObjective.REMAINING_CROSS_ENTROPY));
    for (String objective : LandmarkObjective.names())
      for (boolean towards : new boolean[] {false, true})
        climbs.add(new Climb(MAIN.get(1), objective, towards));
    for (String objective : DetectionObjective.names())
      climbs.add(new Climb(MAIN.get(2), objective, false));
    return climbs;
  }

  @ParameterizedTest
  @MethodSource("climbs")
  void anAttackSeesTheSlicesOnly(Climb climb) {
    climb.scene().model().restore(climb.scene().fresh());
    int[] all = {0, 1, 2};
    Batch plain = climb.scene().plain().plain(all);
    Batch padded = climb.scene().padded().plain(all);
    List<Objective.Differentiable> expected = objectives(climb, plain);
    List<Objective.Differentiable> actual = objectives(climb, padded);
    for (int o = 0; o < expected.size(); o++) {
      LossAndGradient a = expected.get(o).lossAndGradient(plain.images());
      LossAndGradient b = actual.get(o).lossAndGradient(padded.images());
      assertClose(a.loss(), b.loss(), "value");
      assertClose(a.gradient(), b.gradient(), "gradient");
      assertNothingBeyond(b.gradient());
      assertClose(
          expected.get(o).loss(plain.images()), actual.get(o).loss(padded.images()), "loss");
      Objective.Judged c = expected.get(o).judge(plain.images());
      Objective.Judged d = actual.get(o).judge(padded.images());
      assertClose(c.tracked(), d.tracked(), "progress");
      assertClose(c.harm(), d.harm(), "harm");
      assertClose(expected.get(o).harm(a), actual.get(o).harm(b), "harm of what was seen");
    }
  }

  /** Of the start and the middle of an attack, and those of an ensemble. */
  private static List<Objective.Differentiable> objectives(Climb climb, Batch batch) {
    AttackSpec spec =
        new AttackSpec("pgd", Norm.L2, 3, 4, 1, climb.objective(), AttackSpec.AUTOMATIC);
    Objective.Differentiable objective =
        climb.scene().task().goal(spec, climb.towards()).on(climb.scene().model(), batch.targets());
    List<Objective.Differentiable> all = new ArrayList<>(List.of(objective, objective.at(.5)));
    if (!climb.towards()) all.addAll(objective.variants());
    return all;
  }

  @Test
  void qualitiesAreThoseOfTheSlices() {
    for (PaddedScene scene : SCENES) {
      Batch plain = scene.plain().plain(0, 1, 2);
      Batch padded = scene.padded().plain(0, 1, 2);
      assertClose(
          scene.task().quality(scene.model().predict(plain.images()), plain.targets()),
          scene.task().quality(scene.model().predict(padded.images()), padded.targets()),
          scene.task().toString());
    }
  }

  private static void assertNothingBeyond(Tensor gradient) {
    if (gradient.shape(1) == SIDE) return;
    for (int k = 0; k < gradient.data().length; k++)
      assertTrue(gradient.data()[k] == 0 || !PaddedScene.isBeyond(gradient, k), "a slope beyond");
  }

  /** Maps over patches are compared where the slice is. */
  private static void assertClose(Tensor expected, Tensor actual, String what) {
    boolean maps = actual.shape().length == 4 && !Arrays.equals(expected.shape(), actual.shape());
    assertClose(expected.data(), (maps ? cropped(actual) : actual).data(), what);
  }

  private static void assertClose(float[] expected, float[] actual, String what) {
    float largest = 1;
    for (float v : expected) if (Float.isFinite(v)) largest = Math.max(largest, Math.abs(v));
    assertArrayEquals(expected, actual, (float) (TOLERANCE * largest), what);
  }

  private static void assertClose(double expected, double actual, String what) {
    assertEquals(expected, actual, TOLERANCE * Math.max(1, Math.abs(expected)), what);
  }
}
