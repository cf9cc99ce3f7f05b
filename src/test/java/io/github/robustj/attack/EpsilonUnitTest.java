package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpsilonUnitTest {

  /** One rounding of the radius to float. */
  private static final double FLOAT = 1e-6;

  /** Grey levels 40 to 240 that are normalised to -1 to 3: 50 of them are one normalised one. */
  private static final float[] SLOPE = {50};

  private static final Bounds BOUNDS = Bounds.of(-1, 3);
  private static final int VALUES = 64 * 64;

  @Test
  void turnsEveryUnitIntoARadius() {
    assertEquals(3, radius(EpsilonUnit.NORMALISED, 3), 0);
    // 25 grey levels are half a standard deviation.
    assertEquals(.5, radius(EpsilonUnit.INTENSITY, 25), FLOAT);
    // A tenth of the range of 4.
    assertEquals(.4, radius(EpsilonUnit.RANGE, .1), FLOAT);
    assertEquals(4 * 8 / 255., radius(EpsilonUnit.OF_255, 8), FLOAT);
    // .05 everywhere has the length .05 * sqrt(4096) = 3.2.
    assertEquals(3.2, radius(EpsilonUnit.RMS, .05), FLOAT);
  }

  @Test
  void turnsADistanceBackIntoEpsilon() {
    for (EpsilonUnit unit : EpsilonUnit.values()) {
      EpsilonScale scale = unit.scale(SLOPE, BOUNDS, VALUES);
      assertEquals(7, scale.epsilon(scale.radius(7)), 7 * FLOAT, unit.toString());
    }
  }

  /** Whoever says nothing gets what he got before there were units, to the last bit. */
  @Test
  void normalisedIsNoConversion() {
    EpsilonScale scale = EpsilonUnit.NORMALISED.scale(new float[] {2, 3, 5}, BOUNDS, VALUES);
    assertEquals(1, scale.first(), 0);
    assertEquals(0, scale.weights().length);
    assertEquals((float) .1, scale.radius(.1), 0);
  }

  @Test
  void weighsChannelsOfDifferentScales() {
    Bounds bounds = new Bounds(new float[] {0, -1}, new float[] {2, 7});
    EpsilonScale grey = EpsilonUnit.INTENSITY.scale(new float[] {10, 40}, bounds, VALUES);
    // One normalised intensity is 10 levels in the first channel and four times that in the second.
    assertEquals(10, grey.first(), FLOAT);
    assertEquals(4, grey.weights()[1], FLOAT);
    EpsilonScale share = EpsilonUnit.RANGE.scale(new float[] {10, 40}, bounds, VALUES);
    // Ranges of 2 and 8: the same step is a quarter of the share in the second.
    assertEquals(.5, share.first(), FLOAT);
    assertEquals(.25, share.weights()[1], FLOAT);
  }

  /** Nothing can be changed in it, so that it must not decide about the others. */
  @Test
  void channelOfASingleValueDoesNotCount() {
    Bounds bounds = new Bounds(new float[] {0, 0}, new float[] {0, 4});
    EpsilonScale scale = EpsilonUnit.RANGE.scale(new float[] {1, 1}, bounds, VALUES);
    assertEquals(.4, scale.radius(.1), FLOAT);
    EpsilonScale empty = EpsilonUnit.RANGE.scale(new float[] {1}, Bounds.of(2, 2), VALUES);
    assertTrue(Float.isFinite(empty.radius(.1)));
  }

  @Test
  void rootMeanSquareIsOfL2Alone() {
    EpsilonUnit.RMS.requireSuited(Norm.L2);
    for (Norm norm : List.of(Norm.L1, Norm.LINF)) {
      String said = said(() -> EpsilonUnit.RMS.requireSuited(norm));
      assertTrue(said.contains("epsilon_unit is rms"), said);
      assertTrue(said.contains("norm=l2"), said);
    }
  }

  @Test
  void universalPerturbationIsNormalised() {
    AttackSpec universal = new AttackSpec("universal", Norm.LINF, 5, 4, 1);
    String said = said(() -> universal.in(EpsilonUnit.INTENSITY));
    assertTrue(said.contains("'epsilon_unit' must be normalised for universal"), said);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e300})
  void refusesWhatIsNoSize(double epsilon) {
    String said = said(() -> radius(EpsilonUnit.INTENSITY, epsilon));
    assertTrue(said.contains("The epsilon " + epsilon), said);
  }

  @Test
  void namesAreThoseOfUsers() {
    for (EpsilonUnit unit : EpsilonUnit.values())
      assertEquals(unit, EpsilonUnit.named(unit.toString()));
    String said = said(() -> EpsilonUnit.named("percent"));
    assertTrue(said.contains("normalised, intensity, range, x/255, rms"), said);
  }

  private static float radius(EpsilonUnit unit, double epsilon) {
    return unit.scale(SLOPE, BOUNDS, VALUES).radius(epsilon);
  }

  private static String said(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(RobustJException.class, call).getMessage();
  }
}
