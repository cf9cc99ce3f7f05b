package io.github.robustj.job;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static io.github.robustj.job.CellNetwork.DATA;
import static io.github.robustj.job.CellNetwork.DRAWN;
import static io.github.robustj.job.CellNetwork.Trained.MODEL;
import static io.github.robustj.job.CellNetwork.attack;
import static io.github.robustj.job.CellNetwork.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Target;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.EvaluateJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

/** Attacks on a network that finds the cells of a small smear. */
class DetectionAttackJobTest {

  /** Every objective loses objects, within the ball. */
  @Test
  void attacksLoseObjects() {
    for (String objective : List.of("sum", "location", "classification", "objectness")) {
      AttackSpec attack = new AttackSpec("pgd", Norm.L2, 10, 4, 1, objective, .5);
      AttackResult result = run(attack(attack, AttackAim.anywhere(), 30));
      long right = right(result.attacked());
      assertTrue(right < DRAWN.size(), objective + " leaves all " + right);
      assertTrue(result.slices().get(0).l2() <= 30 + 1e-2);
    }
    AttackSpec ensemble = new AttackSpec("ensemble", Norm.L2, 6, 4, 1);
    assertTrue(right(run(attack(ensemble, AttackAim.anywhere(), 30)).attacked()) < 6);
  }

  private static long right(Prediction seen) {
    Prediction.Objects found = (Prediction.Objects) seen;
    return DRAWN.stream()
        .filter(
            cell ->
                found.objects().all().stream()
                    .anyMatch(o -> o.name().equals(cell.name()) && o.box().iou(cell.box()) > .5))
        .count();
  }

  @Test
  void targetsAreReached() {
    AttackSpec attack = AttackSpec.pgd(20);
    AttackResult vanish = run(attack(attack, aim("vanish", "red"), 40));
    Prediction.Objects gone = (Prediction.Objects) vanish.attacked();
    Prediction.Objects clean = (Prediction.Objects) vanish.clean();
    assertEquals(0, gone.counts().get("red"));
    assertEquals(clean.counts().get("blue"), gone.counts().get("blue"), "others stay");
    int red = clean.counts().get("red");
    assertEquals(new Reach(red, red), vanish.reach());
    AttackResult more = run(attack(attack, aim("fabricate", "blue"), 80));
    assertTrue(madeUp(more.attacked(), "blue") > madeUp(more.clean(), "blue") + .1);
    AttackResult other = run(attack(attack, aim("mislabel", "red"), 40));
    double fall = atRed(other.clean(), "red") - atRed(other.attacked(), "red");
    double rise = atRed(other.attacked(), "blue") - atRed(other.clean(), "blue");
    // The network has never seen a large blue cell.
    assertTrue(fall > .2 && rise > .02, "red falls by %s, blue rises by %s".formatted(fall, rise));
  }

  /** Without a red cell the attack would move towards the truth: there is nothing to reach. */
  @Test
  void whereThereIsNoneNothingVanishes() {
    List<BoxedObject> blue = DRAWN.stream().filter(cell -> cell.name().equals("blue")).toList();
    Image image = ImagePlusConverter.toImage(Cells.image(blue, 99));
    for (String kind : List.of("vanish", "mislabel"))
      assertSentence(
          () ->
              run(
                  new AttackJob(
                      MODEL,
                      image,
                      Optional.of(Boxes.of(blue)),
                      AttackSpec.pgd(2),
                      9,
                      1,
                      aim(kind, "red"))),
          "There is nothing to",
          "no object of the class \"red\"",
          image.name());
    assertSentence(
        () ->
            run(
                attack(
                    new AttackSpec("pgd", Norm.L2, 2, 4, 1, "location", .5),
                    aim("vanish", "red"),
                    9)),
        "objective is location");
    Target same = new Target("mislabel", "red", "red");
    AttackAim itself = new AttackAim(Optional.empty(), Optional.empty(), same);
    assertSentence(() -> run(attack(AttackSpec.pgd(2), itself, 9)), "would stay red");
  }

  /** How sure the model is of objects of a class where none of it is, summed over those. */
  private static double madeUp(Prediction seen, String name) {
    Prediction.Objects found = (Prediction.Objects) seen;
    return found.found().all().stream()
        .filter(o -> o.name().equals(name))
        .filter(
            o ->
                DRAWN.stream()
                    .noneMatch(cell -> cell.name().equals(name) && o.box().iou(cell.box()) > .1))
        .mapToDouble(BoxedObject::score)
        .sum();
  }

  /** How sure the model is of a class where red ones are, summed over those. */
  private static double atRed(Prediction seen, String name) {
    Prediction.Objects found = (Prediction.Objects) seen;
    return DRAWN.stream()
        .filter(cell -> cell.name().equals("red"))
        .mapToDouble(
            cell ->
                found.found().all().stream()
                    .filter(o -> o.name().equals(name) && o.box().iou(cell.box()) > .3)
                    .mapToDouble(BoxedObject::score)
                    .max()
                    .orElse(0))
        .sum();
  }

  private static AttackAim aim(String kind, String name) {
    return new AttackAim(Optional.empty(), Optional.empty(), new Target(kind, name, ""));
  }

  /** Away from the truth F1 falls, towards a target that against it rises. */
  @Test
  void anEvaluationTellsHowNearATargetIs() {
    RobustnessCurve curve = run(evaluation(AttackSpec.pgd(10), "vanish", "red")).curve();
    Point clean = curve.points().get(0);
    Point attacked = curve.points().get(1);
    assertTrue(attacked.mean() < clean.mean(), attacked.mean() + ", was " + clean.mean());
    assertEquals(0, clean.reach().reached());
    assertTrue(attacked.reach().reached() > 0, attacked.reach().inWords());
    assertTrue(attacked.reachedMean() > clean.reachedMean(), "score " + attacked.reachedMean());
    assertFalse(attacked.objects().isEmpty(), "for the report");
    assertSentence(() -> run(evaluation(AttackSpec.pgd(1), "erase", "red")), "erase", "not for");
    AttackSpec fmn = AttackOptions.of(Map.of("attack", "fmn"));
    assertSentence(() -> run(evaluation(fmn, "vanish", "red")), "takes no target");
  }

  private static EvaluateJob evaluation(AttackSpec attack, String target, String name) {
    Options options =
        Options.of(
            Map.of("target", target, "target_class", name),
            Keys.join(OptionTable.ATTACK, OptionTable.EVALUATE));
    return EvaluateJobs.of(
        MODEL,
        DATA,
        Optional.empty(),
        attack,
        List.of(0., 30.),
        1,
        Optional.empty(),
        EvaluateJob.Points.NONE,
        EvaluationAim.from(options),
        Optional.empty());
  }

  @Test
  void aUniversalPerturbationIsGivenBackAndApplied() {
    AttackSpec attack = AttackOptions.of(Map.of("attack", "universal", "steps", 2));
    AttackResult found = run(attack(attack, AttackAim.anywhere(), 5));
    AttackAim again =
        new AttackAim(Optional.empty(), Optional.empty(), Target.none(), found.universal());
    AttackResult applied = run(attack(attack, again, 5));
    assertTrue(applied.universal().isEmpty());
    assertEquals(found.slices().get(0).l2(), applied.slices().get(0).l2(), 1e-4);
  }

  /** The left half alone changes. */
  @Test
  void attacksStayInTheirRegion() {
    int[] labels = new int[Cells.WIDTH * Cells.HEIGHT];
    for (int i = 0; i < labels.length; i++) labels[i] = i % Cells.WIDTH < Cells.WIDTH / 2 ? 1 : 0;
    Mask region = new Mask(ArrayImgs.ints(labels, Cells.WIDTH, Cells.HEIGHT, 1));
    AttackAim aim = new AttackAim(Optional.empty(), Optional.of(region), Target.none());
    Image change = run(attack(AttackSpec.pgd(3), aim, 10)).perturbation();
    RandomAccess<FloatType> pixel = change.pixels().randomAccess();
    double left = 0;
    for (int i = 0; i < labels.length; i++) {
      pixel.setPosition(new long[] {i % Cells.WIDTH, i / Cells.WIDTH, 0, 0});
      if (labels[i] == 0) assertEquals(0, pixel.get().get());
      else left += Math.abs(pixel.get().get());
    }
    assertTrue(left > 0);
  }
}
