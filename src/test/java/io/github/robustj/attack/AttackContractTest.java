package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.TransferAttack.TransferObjective;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.TinyNet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Attack} promises, for every attack of the catalogue in every norm. */
class AttackContractTest {

  private final Tensor images = Fixtures.images();

  /** Transfer attacks find the model itself as their second one. */
  private final Objective.Differentiable objective =
      Goal.TRAINING_LOSS.withSource(new TinyNet()).on(new TinyNet(), Fixtures.labels());

  static Stream<AttackSpec> catalogue() {
    return Attacks.ALL.names(type -> true).stream()
        .flatMap(
            name -> Attacks.named(name).norms().stream().sorted().map(norm -> spec(name, norm)));
  }

  /**
   * Those that look for the image that harms most, sample by sample. What a scanner cannot do may
   * harm more than all that it can.
   */
  static Stream<AttackSpec> strongest() {
    return catalogue()
        .filter(s -> !Set.of("fmn", "universal").contains(s.name()))
        .filter(s -> !s.has(AttackType.Trait.PHYSICAL));
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void staysInTheBallAndTheRange(AttackSpec spec) {
    PerturbationBall ball = ball(spec, radius(spec.norm()), Bounds.of(0, 1));
    for (Attack attack : List.of(Attacks.of(spec), Attacks.inTraining(spec))) {
      Tensor found = attack.run(objective, ball, new Random(1));
      assertTrue(found.hasShapeOf(images));
      for (int i = 0; i < 2; i++)
        assertTrue(ball.distance(found, i) <= ball.radius()[i] + 1e-5, "sample " + i);
      for (float v : found.data()) assertTrue(v >= 0 && v <= 1);
    }
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void radiusZeroIsTheCleanImage(AttackSpec spec) {
    PerturbationBall point = ball(spec, new float[2], Bounds.none());
    Tensor found = Attacks.of(spec).run(objective, point, new Random(1));
    assertArrayEquals(images.data(), found.data());
    assertNotSame(images.data(), found.data());
    PerturbationBall mixed = ball(spec, new float[] {0, 1}, Bounds.none());
    Tensor second = Attacks.of(spec).run(objective, mixed, new Random(1));
    assertArrayEquals(images.slice(0, 1).data(), second.slice(0, 1).data());
    // The objective is above fmn's tolerance on the clean image, which is the smallest change.
    assertTrue(mixed.distance(second, 1) > 0 || spec.name().equals("fmn"));
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void nothingChangesOutsideTheRegion(AttackSpec spec) {
    Tensor mask = Tensor.zeros(2, 8, 8, 1);
    for (int k = 0; k < 64; k++) mask.data()[k] = k / 8 > 1 && k % 8 > 2 && k % 8 < 7 ? 1 : 0;
    PerturbationBall ball =
        ball(spec, radius(spec.norm()), Bounds.of(0, 1)).within(Fixtures.region(mask));
    for (Attack attack : List.of(Attacks.of(spec), Attacks.inTraining(spec))) {
      Tensor found = attack.run(objective, ball, new Random(1));
      for (int k = 0; k < mask.data().length; k++)
        if (mask.data()[k] == 0) assertEquals(images.data()[k], found.data()[k], "pixel " + k);
      assertTrue(ball.distance(found, 0) <= ball.radius()[0] + 1e-5);
      // The second sample's region is empty.
      assertArrayEquals(images.slice(1, 2).data(), found.slice(1, 2).data());
      if (!spec.name().equals("fmn")) assertTrue(ball.distance(found, 0) > 0);
    }
  }

  /**
   * What a sample becomes does not depend on its company, for attacks that draw nothing at random
   * or give each sample random numbers of its own. Noise and PGD draw for the batch in its order,
   * so only their first sample, and for several runs not even that, stays the same; a universal
   * perturbation depends on all samples by its nature.
   */
  @ParameterizedTest
  @MethodSource("catalogue")
  void samplesDoNotInfluenceEachOther(AttackSpec spec) {
    if (Set.of("noise", "pgd", "universal").contains(spec.name())) return;
    boolean random = Set.of("square", "ensemble", "physical_search").contains(spec.name());
    AttackSpec once = new AttackSpec(spec.name(), spec.norm(), spec.steps(), 4, 1);
    PerturbationBall both = ball(spec, radius(spec.norm()), Bounds.of(0, 1));
    Tensor together = Attacks.of(once).run(objective, both, new Random(1));
    for (int i = 0; i < (random ? 1 : 2); i++) {
      Tensor image = images.slice(i, i + 1);
      Objective.Differentiable own =
          Goal.TRAINING_LOSS
              .withSource(new TinyNet())
              .on(new TinyNet(), Fixtures.labels().slice(i, i + 1));
      float[] radius = {both.radius()[i]};
      PerturbationBall alone =
          new PerturbationBall(spec.norm(), image, radius, List.of(Bounds.of(0, 1)));
      Tensor found = Attacks.of(once).run(own, alone, new Random(1));
      assertArrayEquals(together.slice(i, i + 1).data(), found.data(), "sample " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void theSameSeedGivesTheSameImagesAndTheCentreIsNotTouched(AttackSpec spec) {
    PerturbationBall ball = ball(spec, radius(spec.norm()), Bounds.none());
    Tensor first = Attacks.of(spec).run(objective, ball, new Random(7));
    Tensor again = Attacks.of(spec).run(objective, ball, new Random(7));
    assertArrayEquals(first.data(), again.data());
    assertArrayEquals(Fixtures.images().data(), images.data());
  }

  @ParameterizedTest
  @MethodSource("strongest")
  void isAtLeastAsStrongAsOneDrawOfNoise(AttackSpec spec) {
    PerturbationBall ball = ball(spec, radius(spec.norm()), Bounds.of(0, 1));
    float[] found = objective.loss(Attacks.of(spec).run(objective, ball, new Random(1)));
    float[] noise = objective.loss(new NoiseAttack(1).run(objective, ball, new Random(1)));
    for (int i = 0; i < 2; i++) assertTrue(found[i] >= noise[i], "sample " + i);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void badGradientsAndObjectivesNeverGiveNaN(AttackSpec spec) {
    for (float bad : new float[] {0, Float.NaN, Float.NEGATIVE_INFINITY}) {
      PerturbationBall ball = ball(spec, radius(spec.norm()), Bounds.none());
      Tensor found = Attacks.of(spec).run(constant(bad), ball, new Random(1));
      for (float v : found.data()) assertTrue(Float.isFinite(v));
      for (int i = 0; i < 2; i++)
        assertTrue(ball.distance(found, i) <= ball.radius()[i] + 1e-5, "sample " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void anEmptyBatchGivesAnEmptyBatch(AttackSpec spec) {
    Tensor none = Tensor.zeros(0, 8, 8, 1);
    PerturbationBall ball = PerturbationBall.of(spec.norm(), none, 1, List.of());
    assertEquals(0, Attacks.of(spec).run(objective, ball, new Random(1)).samples());
  }

  private static AttackSpec spec(String name, Norm norm) {
    int steps = Set.of("square", "ensemble").contains(name) ? 100 : 10;
    return new AttackSpec(
        name, norm, steps, 4, Attacks.named(name).has(AttackType.Trait.RESTARTS) ? 2 : 1);
  }

  /** Small enough that one linear step helps: the first order holds. */
  private static float[] radius(Norm norm) {
    return switch (norm) {
      case L1 -> new float[] {.5f, 1};
      case L2 -> new float[] {.2f, .3f};
      case LINF -> new float[] {.02f, .03f};
    };
  }

  private PerturbationBall ball(AttackSpec spec, float[] radius, Bounds bounds) {
    return new PerturbationBall(spec.norm(), images, radius, Collections.nCopies(2, bounds));
  }

  private static Objective.Differentiable constant(float value) {
    Objective.Differentiable constant =
        x -> {
          Tensor gradient = Tensor.zeros(x.shape());
          Arrays.fill(gradient.data(), value);
          float[] loss = new float[x.samples()];
          Arrays.fill(loss, value);
          return new LossAndGradient(loss, gradient, x);
        };
    return new TransferObjective(constant, constant);
  }
}
