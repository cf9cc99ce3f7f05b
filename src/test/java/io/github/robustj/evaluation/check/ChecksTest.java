package io.github.robustj.evaluation.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Region;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Aim;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Task;
import io.github.robustj.task.segmentation.AimedMasks;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.FilterNet;
import io.github.robustj.testing.Fooling;
import io.github.robustj.testing.Spots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ChecksTest {

  private static final AttackSpec NOISE = new AttackSpec("noise", Norm.L2, 3, 1, 1);

  private final Task<?> task = Spots.MASKS;
  private final List<Supplier<EvaluationCase>> cases = Spots.cases(task, 3, 5);

  @Test
  void aScoreMayNotRiseWithEpsilonBeyondChance() {
    assertEquals(Outcome.PASS, rising(true, of(.9, .8, .7), of(.5, .4, .3)));
    assertEquals(Outcome.FLAG, rising(true, of(.5, .4, .3), of(.9, .8, .7)));
    // .009 in the mean is no more than a point.
    assertEquals(Outcome.PASS, rising(true, of(.5, .5, .5), of(.509, .509, .509)));
    // A mean of .1 with a standard error of .1 is chance.
    assertEquals(Outcome.PASS, rising(true, of(.5, .5, .5), of(.5, .5, .8)));
    // One of a pair of epsilons that are not neighbours.
    assertEquals(
        Outcome.FLAG, rising(true, of(.5, .5, .5), of(.495, .495, .495), of(.52, .52, .52)));
    assertEquals(Outcome.NOT_CHECKED, rising(true, of(.5, .5, .5)));
  }

  @Test
  void anErrorMayNotFallByMoreThanAShare() {
    assertEquals(Outcome.PASS, rising(false, of(1, 2, 3), of(4, 5, 6)));
    assertEquals(Outcome.FLAG, rising(false, of(4, 4, 4), of(3.7, 3.7, 3.7)));
    assertEquals(Outcome.PASS, rising(false, of(4, 4, 4), of(3.9, 3.9, 3.9)));
  }

  @Test
  void tenPatientsAreEnoughWhateverTheirCases() {
    assertEquals(Outcome.FLAG, CurveChecks.patients(patients(20, 9)).outcome());
    assertEquals(Outcome.PASS, CurveChecks.patients(patients(20, 10)).outcome());
  }

  @Test
  void anAttackWithoutGradientsIsNotAskedAboutThem() {
    List<Check> checks = ZooTest.checks(task, new FilterNet(task, .4, 1), NOISE, cases, Level.ALL);
    assertEquals(Checks.names(), checks.stream().map(Check::name).toList());
    for (String name : List.of("gradient everywhere", "gradient is the slope", "logit scale"))
      assertTrue(named(checks, name).sentence().contains("asks for no gradients"), name);
    assertEquals(Outcome.NOT_CHECKED, named(checks, "noise not stronger").outcome());
    // Noise is far from the worst.
    assertEquals(Outcome.FLAG, named(checks, "black box not stronger").outcome());
  }

  /** Noise of the whole ball breaks a model that no bias field breaks, which is no one's fault. */
  @Test
  void anAttackWithinBoundsOfDevicesIsNotComparedWithOthers() {
    AttackSpec field = new AttackSpec("worst_bias_field", Norm.L2, 3, 1, 1);
    List<Check> checks = ZooTest.checks(task, new FilterNet(task, .4, 1), field, cases, Level.ALL);
    for (String name :
        List.of(
            "one step not stronger",
            "noise not stronger",
            "black box not stronger",
            "huge epsilon leaves nothing")) {
      assertEquals(Outcome.NOT_CHECKED, named(checks, name).outcome(), name);
      assertTrue(named(checks, name).sentence().contains("only as devices do"), name);
    }
    for (String name : List.of("never below the start", "enough steps", "enough restarts"))
      assertNotEquals(Outcome.NOT_CHECKED, named(checks, name).outcome(), name);
  }

  /** Of background instead of every spot: the share that is reached takes the place of Dice. */
  @Test
  void underATargetTheShareThatIsReachedCounts() {
    Aim nothing =
        outputs -> {
          Tensor wanted = Tensor.zeros(outputs.shape(0), outputs.shape(1), outputs.shape(2), 1);
          return AimedMasks.of(wanted, AimedMasks.seen(outputs, wanted));
        };
    List<Supplier<EvaluationCase>> aimed = new ArrayList<>();
    for (Supplier<EvaluationCase> one : Spots.cases(task, 10, 5))
      aimed.add(
          () -> new EvaluationCase(one.get().encoded(), Optional.of(nothing), Region.everywhere()));
    AttackSpec pgd = AttackSpec.pgd(20);
    List<Check> checks = ZooTest.checks(task, new FilterNet(task, 0, 1), pgd, aimed, Level.ALL);
    assertEquals(Checks.names(), checks.stream().map(Check::name).toList());
    Check huge = named(checks, "huge epsilon leaves nothing");
    assertEquals(Outcome.NOT_CHECKED, huge.outcome());
    assertTrue(huge.sentence().contains("target"), huge.sentence());
    for (String name : List.of("noise not stronger", "black box not stronger", "enough steps"))
      assertTrue(named(checks, name).sentence().contains("with the target"), name);
    // Noise reaches nothing of what the attack does.
    assertEquals(Outcome.PASS, named(checks, "noise not stronger").outcome());
    // A model whose gradient is stopped is flagged under a target, too.
    var stopped = Fooling.all(task, aimed).get("gradient stopped");
    List<Check> fooled =
        ZooTest.checks(task, stopped.apply(new FilterNet(task, 0, 1)), pgd, aimed, Level.USUAL);
    assertEquals(Outcome.FLAG, named(fooled, "gradient everywhere").outcome());
  }

  @Test
  void theSameSeedGivesTheSameSentences() {
    AttackSpec pgd = AttackSpec.pgd(5);
    List<Check> first = ZooTest.checks(task, new FilterNet(task, .4, 1), pgd, cases, Level.USUAL);
    assertEquals(first, ZooTest.checks(task, new FilterNet(task, .4, 1), pgd, cases, Level.USUAL));
    assertTrue(Checks.verdict(first).contains("enough patients"), Checks.verdict(first));
    assertEquals(Outcome.FLAG, Checks.flagsFirst(first).get(0).outcome());
    assertEquals(first.size(), Checks.table(first).rows().size());
  }

  @Test
  void noneMeansNoneAndAUserMayCancel() {
    FilterNet net = new FilterNet(task, .4, 1);
    assertEquals(List.of(), ZooTest.checks(task, net, NOISE, cases, Level.NONE));
    assertEquals("", Checks.verdict(List.of()));
    EvaluationListener cancelling =
        new EvaluationListener() {
          @Override
          public void check() {
            throw new CancellationException();
          }
        };
    Subject subject =
        new Subject(
            task,
            NOISE,
            Attacks.of(NOISE),
            task.goal(NOISE, false),
            1,
            1,
            cases,
            Answer.pass("New."),
            Optional.empty());
    assertThrows(
        CancellationException.class,
        () ->
            Checks.of(
                subject,
                new WatchedModel(net),
                curve(true, of(1), of(.5)),
                Level.USUAL,
                cancelling));
  }

  /** No attack can change them; the model's gradient is wrong, as it may be where ReLUs bend. */
  @Test
  void imagesOfOneIntensityHaveNoSlope() {
    Task<?> points = Spots.POINTS;
    List<Supplier<EvaluationCase>> spots = Spots.cases(points, 3, 5);
    List<Supplier<EvaluationCase>> blank = new ArrayList<>();
    for (Supplier<EvaluationCase> spot : spots) {
      EncodedCase seen = spot.get().encoded();
      Tensor zeros = Tensor.zeros(seen.images().shape());
      EncodedCase one = new EncodedCase(seen.name(), zeros, seen.targets(), Bounds.of(0, 0));
      blank.add(() -> new EvaluationCase(one, Optional.empty(), Region.everywhere()));
    }
    var wrong =
        Fooling.all(points, spots).get("gradient is noise").apply(new FilterNet(points, .4, 1));
    AttackSpec pgd = AttackSpec.pgd(3);
    Check of = named(ZooTest.checks(points, wrong, pgd, blank, Level.USUAL), Slopes.CHECK.name());
    assertEquals(Outcome.NOT_CHECKED, of.outcome());
    assertTrue(of.sentence().contains("one intensity each"), of.sentence());
    Check and = named(ZooTest.checks(points, wrong, pgd, spots, Level.USUAL), of.name());
    assertEquals(Outcome.FLAG, and.outcome());
    // Beside others they do not count.
    blank.addAll(spots);
    Check mixed = named(ZooTest.checks(points, wrong, pgd, blank, Level.ALL), of.name());
    assertEquals(Outcome.FLAG, mixed.outcome());
  }

  /** A sentence of a check that passes must not read as if it did not. */
  @Test
  void whatIsStrongerByChanceIsSaidToBe() {
    for (int seed = 0; seed < 3; seed++) {
      FilterNet net = new FilterNet(task, .4, 1);
      List<Supplier<EvaluationCase>> some = Spots.cases(task, 3, seed);
      for (Check check : ZooTest.checks(task, net, AttackSpec.pgd(1), some, Level.ALL)) {
        if (check.outcome() != Outcome.PASS || !check.sentence().contains("the attack Dice"))
          continue;
        String[] numbers = check.sentence().split("Dice ");
        double gain = number(numbers[2]) - number(numbers[1]);
        // Numbers are printed to three decimals.
        if (Math.abs(gain - .01) < .001) continue;
        assertEquals(gain > .01, check.sentence().contains("may be chance"), check.sentence());
      }
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text.replaceFirst("^(\\d\\.\\d+).*", "$1"));
  }

  private static Check named(List<Check> checks, String name) {
    return checks.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static double[] of(double... scores) {
    return scores;
  }

  private static Outcome rising(boolean higherIsBetter, double[]... scores) {
    return CurveChecks.rising(curve(higherIsBetter, scores)).outcome();
  }

  private static RobustnessCurve patients(int cases, int patients) {
    List<CaseScore> scores = new ArrayList<>();
    for (int i = 0; i < cases; i++)
      scores.add(
          new CaseScore(
              "c" + i,
              "p" + i % patients,
              Map.of("spot", 1.),
              Map.of(),
              Map.of(),
              List.of(),
              Reach.NONE,
              Map.of()));
    return Curves.of("Dice", NOISE, List.of("spot"), List.of(new Point(0, scores)));
  }

  private static RobustnessCurve curve(boolean higherIsBetter, double[]... scores) {
    List<Point> points = new ArrayList<>();
    for (int e = 0; e < scores.length; e++) {
      int[] number = {0};
      points.add(
          new Point(
              e,
              DoubleStream.of(scores[e])
                  .mapToObj(s -> Curves.score("c" + number[0]++, Map.of("spot", s)))
                  .toList()));
    }
    return new RobustnessCurve("Dice", higherIsBetter, NOISE, List.of("spot"), points);
  }
}
