package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.TinyNet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Attack} promises, for every attack of the catalogue in every norm. */
class AttackContractTest {

  private final Tensor images = Fixtures.images();
  private final Objective.Differentiable objective =
      new ModelObjective(new TinyNet(), Fixtures.labels());

  static Stream<AttackSpec> catalogue() {
    return Attacks.names().stream()
        .flatMap(name -> Arrays.stream(Norm.values()).map(norm -> spec(name, norm)));
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
    assertTrue(mixed.distance(second, 1) > 0);
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
  @MethodSource("catalogue")
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
    return new AttackSpec(name, norm, 10, 4, name.equals("pgd") ? 2 : 1);
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
    return x -> {
      Tensor gradient = Tensor.zeros(x.shape());
      Arrays.fill(gradient.data(), value);
      float[] loss = new float[x.samples()];
      Arrays.fill(loss, value);
      return new LossAndGradient(loss, gradient, x);
    };
  }
}
