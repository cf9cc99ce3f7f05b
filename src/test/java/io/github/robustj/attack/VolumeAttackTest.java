package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.LabelClass;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.segmentation.SegmentationGoal;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.testing.TinyNet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images of all slices of a case, chosen together. */
class VolumeAttackTest {

  private static final SegmentationTask PAIR =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(1, "heart")));
  private static final SegmentationTask THREE =
      new SegmentationTask(
          List.of(
              new LabelClass(0, "background"), new LabelClass(1, "one"), new LabelClass(2, "two")));

  /** Sees foreground where a pixel is positive. */
  private final PixelClassifier model = new PixelClassifier(0, 1, 0, 0);

  /**
   * A slice of four pixels, of which the first is foreground, is attacked by two images: one loses
   * that pixel (Dice of the slice 0), the other keeps it and finds all others (2 of 5). Beside a
   * slice with all pixels found, the volume has 8 of 9 with the first and 10 of 13 with the second.
   */
  @Test
  void theVolumeMayWantTheImageThatHarmsItsSliceLess() {
    Tensor clean = new Tensor(new float[] {1, -1, -1, -1, 1, 1, 1, 1}, 2, 1, 4, 1);
    Tensor targets = new Tensor(new float[] {1, 0, 0, 0, 1, 1, 1, 1}, 2, 1, 4, 1);
    Tensor lost = new Tensor(new float[] {-1, -1, -1, -1, 1, 1, 1, 1}, 2, 1, 4, 1);
    Tensor flooded = new Tensor(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, 2, 1, 4, 1);
    Attack both =
        (objective, ball, random) -> {
          Strongest strongest = Strongest.above(objective, ball.center());
          for (Tensor images : List.of(lost, flooded))
            strongest.offer(images, objective.harm(images));
          return strongest.images();
        };
    PerturbationBall ball =
        PerturbationBall.of(Norm.LINF, clean, 2, Collections.nCopies(2, Bounds.none()));
    VolumeAttack.Result each = run(both, goal(PAIR), targets, ball, "apgd");
    assertArrayEquals(lost.data(), each.images().data(), "slice by slice");
    VolumeAttack.Result chosen = chosen(both, goal(PAIR), targets, ball, "apgd");
    assertArrayEquals(flooded.data(), chosen.images().data());
    assertArrayEquals(model.predict(flooded).data(), chosen.outputs().data());
    assertEquals(10. / 13, dice(PAIR, chosen, targets), 1e-15);

    // What lies outside the ball was looked at on the way, and is never a result.
    PerturbationBall small =
        PerturbationBall.of(Norm.LINF, clean, 1.9, Collections.nCopies(2, Bounds.none()));
    assertArrayEquals(
        clean.data(), chosen(inside(both), goal(PAIR), targets, small, "apgd").images().data());
    // One perturbation for all, or the smallest, is something else.
    for (String name : List.of("universal", "fmn"))
      assertArrayEquals(
          lost.data(), chosen(both, goal(PAIR), targets, ball, name).images().data(), name);
    // So is the highest training loss, which the papers keep.
    Goal papers = new SegmentationGoal(PAIR, SegmentationObjective.TRAINING_LOSS, false, false);
    VolumeAttack.Result kept = run(both, papers, targets, ball, "pgd");
    VolumeAttack untouched = new VolumeAttack(both, spec("pgd"), papers, targets, 4);
    assertSame(kept, untouched.together(model, kept, 2));
  }

  /** What leaves the ball becomes the clean image. */
  private static Attack inside(Attack attack) {
    return (objective, ball, random) -> {
      attack.run(objective, ball, random);
      return ball.center().copy();
    };
  }

  /** Never above the choice slice by slice, of real attacks in any norm; in the ball, same seed. */
  @ParameterizedTest
  @CsvSource({
    "ensemble, L2, .5",
    "ensemble, LINF, .03",
    "ensemble, L1, 2",
    "apgd, L2, .5",
    "noise, L2, 2"
  })
  void theVolumesDiceIsNeverHigher(String name, Norm norm, double radius) {
    TinyNet net = new TinyNet();
    Tensor clean = Tensor.concat(Fixtures.images(), Fixtures.images());
    for (int k = 128; k < 256; k++) clean.data()[k] = 1 - clean.data()[k];
    Tensor targets = Tensor.concat(Fixtures.labels(), Fixtures.labels());
    PerturbationBall ball =
        PerturbationBall.of(norm, clean, radius, Collections.nCopies(4, Bounds.of(0, 1)));
    AttackSpec spec = new AttackSpec(name, norm, 20, 4, 1, "soft_dice", .5);
    Tensor[] found = new Tensor[2];
    for (int run = 0; run < 2; run++) {
      VolumeAttack attack =
          new VolumeAttack(Attacks.of(spec), spec, goal(THREE), targets, clean.sampleLength());
      Tensor images = attack.run(net, 0, ball, new Random(1));
      VolumeAttack.Result each = new VolumeAttack.Result(images, net.predict(images));
      VolumeAttack.Result chosen = attack.together(net, each, 3);
      found[run] = chosen.images();
      assertTrue(dice(THREE, chosen, targets) <= dice(THREE, each, targets));
      assertArrayEquals(net.predict(chosen.images()).data(), chosen.outputs().data());
      for (int i = 0; i < 4; i++) assertTrue(ball.contains(chosen.images(), i), "slice " + i);
      assertArrayEquals(chosen.images().data(), attack.together(net, images, 3).data());
    }
    assertArrayEquals(found[0].data(), found[1].data());
  }

  /** Of one class the ratios are spread evenly; all lie between 0 and 1 and none is twice there. */
  @Test
  void imagesAreKeptForRatiosAllOverTheRange() {
    assertArrayEquals(new double[] {.25}, SliceCandidates.ratios(5, 1)[1]);
    for (int classes : new int[] {2, 3, 10}) {
      double[][] ratios = SliceCandidates.ratios(49, classes);
      for (double[] r : ratios) for (double x : r) assertTrue(x >= 0 && x <= 1);
      assertEquals(49, Arrays.stream(ratios).map(Arrays::toString).distinct().count());
      // Every corner region of the first two classes has one.
      for (int corner = 0; corner < 4; corner++) {
        boolean high = corner % 2 == 1;
        boolean second = corner / 2 == 1;
        assertTrue(Arrays.stream(ratios).anyMatch(r -> r[0] > .5 == high && r[1] > .5 == second));
      }
    }
  }

  private VolumeAttack.Result run(
      Attack attack, Goal goal, Tensor targets, PerturbationBall ball, String name) {
    VolumeAttack whole = new VolumeAttack(attack, spec(name), goal, targets, 4);
    Tensor images = whole.run(model, 0, ball, new Random(1));
    return new VolumeAttack.Result(images, model.predict(images));
  }

  private VolumeAttack.Result chosen(
      Attack attack, Goal goal, Tensor targets, PerturbationBall ball, String name) {
    VolumeAttack whole = new VolumeAttack(attack, spec(name), goal, targets, 4);
    Tensor images = whole.run(model, 0, ball, new Random(1));
    return whole.together(model, new VolumeAttack.Result(images, model.predict(images)), 2);
  }

  private static AttackSpec spec(String name) {
    return new AttackSpec(name, Norm.LINF, 10, 4, 1, "cross_entropy", .5);
  }

  private static Goal goal(SegmentationTask task) {
    return new SegmentationGoal(task, SegmentationObjective.CROSS_ENTROPY, false, true);
  }

  private static double dice(SegmentationTask task, VolumeAttack.Result result, Tensor targets) {
    return task.score(result.outputs(), targets).values().stream()
        .mapToDouble(d -> d)
        .average()
        .orElseThrow();
  }
}
