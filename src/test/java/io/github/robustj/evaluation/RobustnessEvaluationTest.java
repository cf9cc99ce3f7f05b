package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Region;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.MinimalPerturbations.BreakingPoint;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.RobustnessEvaluation.Protocol;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Aim;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Reach;
import io.github.robustj.task.segmentation.AimedMasks;
import io.github.robustj.task.segmentation.SegmentationGoal;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.PixelClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A classifier that calls a pixel foreground where it is positive, and images whose every pixel is
 * classified rightly with a known margin. Against the largest perturbation of epsilon per pixel
 * exactly the pixels with a smaller margin are lost, which gives the Dice in closed form.
 */
class RobustnessEvaluationTest {

  private static final AttackSpec FGSM = new AttackSpec("fgsm", Norm.LINF, 1, 1, 1);

  /**
   * The optimum for a linear classifier in Linf: a step of the radius along the gradient's sign.
   */
  private static final Attack SIGN_STEP =
      (objective, ball, random) -> {
        Tensor gradient = objective.lossAndGradient(ball.center()).gradient();
        Tensor adversarial = ball.center().copy();
        int n = adversarial.sampleLength();
        for (int i = 0; i < adversarial.data().length; i++) {
          float step = ball.radius()[i / n] * Math.signum(gradient.data()[i]);
          adversarial.data()[i] = ball.bounds().get(i / n).clip(adversarial.data()[i] + step, 0);
        }
        return adversarial;
      };

  /** Moves each image by its own random number, the same for all of its pixels. */
  private static final Attack RANDOM_SHIFT =
      (objective, ball, random) -> {
        Tensor moved = ball.center().copy();
        for (int i = 0; i < moved.samples(); i++) {
          float shift = ball.radius()[i] * (2 * random.nextFloat() - 1);
          for (int p = 0; p < moved.sampleLength(); p++)
            moved.data()[i * moved.sampleLength() + p] += shift;
        }
        return moved;
      };

  /** Foreground margins 1, 2, 3 and background margins 1, 2, 4, over three slices. */
  private static final float[] PIXELS = {1, -1, 2, -2, 3, -4};

  private final SegmentationTask task =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(9, "heart")));
  private final PixelClassifier model = new PixelClassifier(0, 1, 0, 0);
  private final List<Float> shifts = new ArrayList<>();

  @Test
  void theScoreUnderAttackIsTheClosedForm() {
    RobustnessCurve curve = evaluate(SIGN_STEP, Bounds.none(), 3.5, 0., 1.5, 2.5, 1.5, 5.);
    List<Double> epsilons = curve.points().stream().map(RobustnessCurve.Point::epsilon).toList();
    assertEquals(List.of(0., 1.5, 2.5, 3.5, 5.), epsilons);
    // At 1.5 one of three is lost on either side: TP 2, FN 1, FP 1; and so on.
    double[] expected = {1, 4. / 6, 2. / 6, 0, 0};
    for (int i = 0; i < expected.length; i++)
      assertEquals(expected[i], curve.points().get(i).mean("heart"), 1e-15, "point " + i);
    assertEquals("Dice", curve.score());
    assertEquals(List.of("heart"), curve.classes());
    assertEquals("case", curve.points().get(0).cases().get(0).name());
  }

  @Test
  void theAttackStaysInTheCasesValidRange() {
    // Nothing can rise above -.5, so no background is lost; and no foreground is left.
    RobustnessCurve low = evaluate(SIGN_STEP, Bounds.of(-9, -.5f), 2.5);
    assertEquals(0, low.points().get(0).mean("heart"));
    // Nothing can fall below .5, so no foreground is lost, and all background is: TP 3, FP 3.
    RobustnessCurve high = evaluate(SIGN_STEP, Bounds.of(.5f, 9), 2.5);
    assertEquals(6. / 9, high.points().get(0).mean("heart"), 1e-15);
  }

  /**
   * The first of two slices has one pixel of foreground, the second four. Losing that one leaves 8
   * of 9, finding the three beside it 10 of 13: worse for the slice (0 to 2 of 5) is better for the
   * volume. Both images are shown to the model; the training loss keeps its own.
   */
  @Test
  void slicesAreChosenForTheScoreOfTheVolume() {
    Tensor images = new Tensor(new float[] {1, -1, -1, -1, 1, 1, 1, 1}, 2, 1, 4, 1);
    Tensor targets = new Tensor(new float[] {1, 0, 0, 0, 1, 1, 1, 1}, 2, 1, 4, 1);
    var subject = new EvaluationCase(new EncodedCase("case", images, targets, Bounds.none()));
    Attack both =
        (objective, ball, random) -> {
          Tensor flooded = ball.center().copy();
          Tensor lost = ball.center().copy();
          for (int k = 0; k < 4; k++) flooded.data()[k] = 1;
          lost.data()[0] = -1;
          objective.harm(flooded);
          return lost;
        };
    for (boolean byScore : new boolean[] {true, false}) {
      AttackSpec spec = new AttackSpec("apgd", Norm.LINF, 3, 4, 1);
      Goal goal = new SegmentationGoal(task, SegmentationObjective.CROSS_ENTROPY, false, byScore);
      RobustnessCurve curve =
          new RobustnessEvaluation(task, spec, both, goal, new Protocol(List.of(0., 2.), 2, 1))
              .run(model, List.of(() -> subject), EvaluationListener.SILENT);
      assertEquals(1, curve.points().get(0).mean());
      assertEquals(byScore ? 10. / 13 : 8. / 9, curve.points().get(1).mean(), 1e-15);
    }
  }

  @Test
  void pixelsWithoutATargetCountNeitherForTheAttackNorTheScore() {
    Tensor images = new Tensor(new float[] {1, -1, 5}, 1, 1, 3, 1);
    Tensor targets = new Tensor(new float[] {1, 0, -1}, 1, 1, 3, 1);
    var subject = new EvaluationCase(new EncodedCase("case", images, targets, Bounds.none()));
    RobustnessCurve curve =
        evaluation(SIGN_STEP, 2, 0., .5)
            .run(model, List.of(() -> subject), EvaluationListener.SILENT);
    for (RobustnessCurve.Point point : curve.points()) assertEquals(1, point.mean());
  }

  /**
   * Three slices whose foreground pixels are 1, 2 and 3 above the border and whose background is
   * far from it: each breaks once its foreground is lost. Of the case, with a third of the
   * foreground lost the Dice is .8, with two thirds .5, which is below .6.
   */
  @Test
  void theSmallestPerturbationsOfSlicesAndCaseAreTheDistancesToTheBorder() {
    AttackSpec fmn = new AttackSpec("fmn", Norm.LINF, 300, 4, 1, "cross_entropy", .6);
    Goal goal = new SegmentationGoal(task, SegmentationObjective.CROSS_ENTROPY, false, true);
    Tensor images = new Tensor(new float[] {1, -9, 2, -9, 3, -9}, 3, 1, 2, 1);
    Tensor targets = new Tensor(new float[] {1, 0, 1, 0, 1, 0}, 3, 1, 2, 1);
    var subject = new EvaluationCase(new EncodedCase("case", images, targets, Bounds.none()));
    RobustnessCurve curve =
        new RobustnessEvaluation(
                task, fmn, Attacks.of(fmn), goal, new Protocol(List.of(0., 4.), 2, 1))
            .run(model, List.of(() -> subject), EvaluationListener.SILENT);
    MinimalPerturbations minimal = curve.minimal().orElseThrow();
    // The radius changes by .1 % at last.
    for (int i = 0; i < 3; i++)
      assertEquals(i + 1., minimal.cases().get(0).slices().get(i), 1e-2 * (i + 1));
    assertEquals(minimal.cases().get(0).slices().get(1), minimal.cases().get(0).whole());
    assertEquals(1. / 3, minimal.overSlices().within(2.5), 1e-6);
    assertEquals(1, minimal.overCases().within(1.5));
    assertEquals(0, minimal.overCases().within(2.5));
    assertEquals(2, minimal.overSlices().area(4), 3e-2);
    assertEquals(4, minimal.largest());
  }

  /** What nothing breaks has no size, and the whole case holds. */
  @Test
  void aCaseThatHoldsHasNoBreakingPoint() {
    Tensor clean = model.predict(new Tensor(new float[] {1, -1}, 2, 1, 1, 1));
    Tensor targets = new Tensor(new float[] {1, 0}, 2, 1, 1, 1);
    float[] none = {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY};
    assertEquals(
        Double.POSITIVE_INFINITY, new BreakingPoint(task, clean, clean, none, .5).of(targets));
    Tensor wrong = new Tensor(new float[] {0, 0}, 2, 1, 1, 1);
    assertEquals(0, new BreakingPoint(task, clean, clean, none, .5).of(wrong), "already broken");
  }

  /** Towards a target, and only in the region: the second pixel may not change. */
  @Test
  void anAimAndARegionAreTheCases() {
    Tensor images = new Tensor(new float[] {1, 1}, 1, 1, 2, 1);
    Tensor targets = new Tensor(new float[] {1, 1}, 1, 1, 2, 1);
    Aim aim = towards(0, 1);
    Region first = new Region(new boolean[] {true, false});
    var subject =
        new EvaluationCase(
            new EncodedCase("case", images, targets, Bounds.none()), Optional.of(aim), first);
    RobustnessCurve curve =
        targeted().run(model, List.of(() -> subject), EvaluationListener.SILENT);
    assertTrue(curve.isTargeted());
    // Clean: both found, of which the target has one: 2 / 3. Attacked: as the target has it.
    assertEquals(2. / 3, curve.points().get(0).reachedMean(), 1e-9);
    assertEquals(1, curve.points().get(1).reachedMean(), 1e-9);
    assertEquals(2. / 3, curve.points().get(1).mean(), 1e-9, "the second pixel is still found");
    assertEquals(new Reach(0, 1), curve.points().get(0).reach());
    assertEquals(new Reach(1, 1), curve.points().get(1).reach());
  }

  private RobustnessEvaluation targeted() {
    AttackSpec spec = new AttackSpec("bim", Norm.LINF, 4, 4, 1);
    Goal goal = new SegmentationGoal(task, SegmentationObjective.CROSS_ENTROPY, true, true);
    return new RobustnessEvaluation(
        task, spec, Attacks.of(spec), goal, new Protocol(List.of(0., 2.), 2, 1));
  }

  private static Aim towards(float... classes) {
    Tensor wanted = new Tensor(classes, classes.length / 2, 1, 2, 1);
    return outputs -> AimedMasks.of(wanted, AimedMasks.seen(outputs, wanted));
  }

  /**
   * A case in which the target has nothing to change counts nowhere, and of another one the slice
   * of which that is true stays as it is, though the attack could bring it nearer to the truth.
   */
  @Test
  void whereNothingIsToBeReachedNothingIsAttacked() {
    Tensor targets = new Tensor(new float[] {1, 1}, 1, 1, 2, 1);
    Tensor seen = new Tensor(new float[] {1, -1}, 1, 1, 2, 1);
    var without =
        new EvaluationCase(
            new EncodedCase("without", seen, targets, Bounds.none()),
            Optional.of(towards(1, 0)),
            Region.everywhere());
    var half =
        new EvaluationCase(
            new EncodedCase(
                "half", Tensor.concat(seen, seen), Tensor.concat(targets, targets), Bounds.none()),
            Optional.of(towards(1, 0, 0, 0)),
            Region.everywhere());
    RobustnessCurve curve =
        targeted().run(model, List.of(() -> without, () -> half), EvaluationListener.SILENT);
    assertEquals(List.of("without"), curve.leftOut());
    Point attacked = curve.points().get(1);
    assertEquals(List.of("half"), attacked.cases().stream().map(c -> c.name()).toList());
    assertEquals(new Reach(1, 1), attacked.reach());
    // Found in the first slice one of two, in the second none: TP 1, FN 3.
    assertEquals(2. / 5, attacked.mean(), 1e-9);
    String message =
        assertThrows(
                RobustJException.class,
                () -> targeted().run(model, List.of(() -> without), EvaluationListener.SILENT))
            .getMessage();
    assertTrue(message.contains("nothing to reach in any of the 1 case"), message);
  }

  @Test
  void epsilonZeroIsThePlainPrediction() {
    Attack unused =
        (objective, ball, random) -> {
          throw new AssertionError("attacked at epsilon 0");
        };
    assertEquals(1, evaluate(unused, Bounds.none(), -0.).points().get(0).mean());
    assertEquals(2, model.calls);
  }

  @Test
  void randomNumbersDependOnTheCaseAndNotOnItsCompany() {
    List<Supplier<EvaluationCase>> both = List.of(() -> subject("a"), () -> subject("b"));
    List<Supplier<EvaluationCase>> alone = List.of(() -> subject("b"));
    RobustnessCurve first =
        evaluation(recording(), 2, 1., 4.).run(model, both, EvaluationListener.SILENT);
    List<Float> all = List.copyOf(shifts);
    shifts.clear();
    RobustnessCurve second =
        evaluation(recording(), 2, 4.).run(model, alone, EvaluationListener.SILENT);
    assertEquals(first.points().get(1).cases().get(1), second.points().get(0).cases().get(0));
    // Per case and epsilon three slices; those of case b at epsilon 4 come last.
    assertEquals(all.subList(9, 12), shifts);
    assertEquals(12, all.stream().distinct().count());
  }

  @Test
  void onlyOneCaseIsReadAtATimeAndEachOnce() {
    List<String> events = new ArrayList<>();
    EvaluationListener listener =
        new EvaluationListener() {
          @Override
          public void progress(double fraction, String message) {
            events.add(Math.round(100 * fraction) + " % " + message);
          }
        };
    List<Supplier<EvaluationCase>> cases = new ArrayList<>();
    for (String name : List.of("a", "b"))
      cases.add(
          () -> {
            events.add("read " + name);
            return subject(name);
          });
    evaluation(SIGN_STEP, 2, 0., 1.).run(model, cases, listener);
    assertEquals(
        List.of(
            "read a",
            "13 % a, epsilon 0.0",
            "50 % a, epsilon 1.0",
            "read b",
            "63 % b, epsilon 0.0",
            "100 % b, epsilon 1.0"),
        lastOfEach(events),
        "an attack of one step takes three calls, a prediction one");
  }

  @Test
  void whatIsFinishedIsNotReadIfItsNameIsKnown() {
    List<Supplier<EvaluationCase>> cases = new ArrayList<>();
    List<String> read = new ArrayList<>();
    for (String name : List.of("a", "b"))
      cases.add(
          new NamedCase(
              name,
              () -> {
                read.add(name);
                return subject(name);
              }));
    RobustnessEvaluation evaluation = evaluation(SIGN_STEP, 2, 0., 1.);
    RobustnessCurve measured = evaluation.run(model, cases, EvaluationListener.SILENT);
    assertEquals(List.of("a", "b"), read);
    read.clear();
    CaseResult first =
        evaluation
            .results(
                model,
                cases.subList(0, 1),
                FinishedWork.NONE,
                CasesAtOnce.ONE,
                EvaluationListener.SILENT)
            .get(0);
    read.clear();
    FinishedWork finished =
        new FinishedWork() {
          @Override
          public <T> Optional<T> of(Kind<T> kind, String name) {
            return name.equals("a") ? Optional.of(kind.type().cast(first)) : Optional.empty();
          }

          @Override
          public <T> void keep(Kind<T> kind, String name, T found) {}
        };
    RobustnessCurve again =
        evaluation.run(model, cases, finished, CasesAtOnce.ONE, EvaluationListener.SILENT);
    assertEquals(List.of("b"), read);
    assertEquals(measured.points(), again.points());
  }

  /** What is told of the same case and epsilon rises; the last of it. */
  private static List<String> lastOfEach(List<String> events) {
    List<String> last = new ArrayList<>();
    for (String event : events) {
      String what = event.replaceFirst("^\\d+ % ", "");
      boolean same = !last.isEmpty() && last.get(last.size() - 1).endsWith("% " + what);
      if (same) last.set(last.size() - 1, event);
      else last.add(event);
    }
    return last;
  }

  @Test
  void canBeCancelledBeforeEveryCallOfTheNetwork() {
    EvaluationListener listener =
        new EvaluationListener() {
          @Override
          public void check() {
            if (model.calls == 3) throw new CancellationException();
          }
        };
    Attack endless =
        (objective, ball, random) -> {
          while (true) objective.loss(ball.center());
        };
    RobustnessEvaluation evaluation = evaluation(endless, 1, 1.);
    assertThrows(
        CancellationException.class,
        () -> evaluation.run(model, List.of(() -> subject("a")), listener));
    assertEquals(3, model.calls);
  }

  @Test
  void refusesWhatCannotBeEvaluated() {
    for (List<Double> epsilons : List.of(List.<Double>of(), List.of(-1.), List.of(Double.NaN)))
      assertThrows(RobustJException.class, () -> new Protocol(epsilons, 1, 1));
    RobustnessEvaluation evaluation = evaluation(SIGN_STEP, 1, 0.);
    String message =
        assertThrows(
                RobustJException.class,
                () -> evaluation.run(model, List.of(), EvaluationListener.SILENT))
            .getMessage();
    assertTrue(message.contains("no annotated case"), message);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new EvaluationCase(
                new EncodedCase(
                    "a", Tensor.zeros(2, 1, 1, 1), Tensor.zeros(1, 1, 1, 1), Bounds.none())));
  }

  private Attack recording() {
    return (objective, ball, random) -> {
      Tensor moved = RANDOM_SHIFT.run(objective, ball, random);
      for (int i = 0; i < moved.samples(); i++)
        shifts.add(moved.slice(i, i + 1).data()[0] - ball.center().slice(i, i + 1).data()[0]);
      return moved;
    };
  }

  private RobustnessCurve evaluate(Attack attack, Bounds bounds, Double... epsilons) {
    EvaluationCase all = subject("case");
    var subject = new EvaluationCase(new EncodedCase("case", all.images(), all.targets(), bounds));
    return evaluation(attack, 2, epsilons)
        .run(model, List.of(() -> subject), EvaluationListener.SILENT);
  }

  private RobustnessEvaluation evaluation(Attack attack, int batch, Double... epsilons) {
    return new RobustnessEvaluation(task, FGSM, attack, new Protocol(List.of(epsilons), batch, 1));
  }

  /** Three slices of two pixels; the last batch of two is smaller. */
  private static EvaluationCase subject(String name) {
    Tensor images = new Tensor(PIXELS, 3, 1, 2, 1);
    Tensor targets = new Tensor(new float[] {1, 0, 1, 0, 1, 0}, 3, 1, 2, 1);
    return new EvaluationCase(new EncodedCase(name, images, targets, Bounds.none()));
  }
}
