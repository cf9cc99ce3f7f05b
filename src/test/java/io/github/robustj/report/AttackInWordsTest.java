package io.github.robustj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A paper must not say of an attack what it does not do. */
class AttackInWordsTest {

  private static final String HARM = "the one that harms most was kept";
  private static final String TOGETHER = "of the slices of a case together";

  @Test
  void everyAttackIsDescribedAsWhatItIs() {
    for (AttackType type : Attacks.all()) {
      String text = words(spec(type.name(), AttackSpec.TRAINING_LOSS), false);
      boolean one = type.has(Trait.ONE_FOR_ALL);
      boolean second = type.has(Trait.ONLY_WITH_SECOND_MODEL);
      boolean nearest = type.has(Trait.TOLERANCE);
      boolean together = !nearest && type.has(Trait.BY_SCORE);
      assertEquals(one, text.startsWith("One perturbation for all slices was searched by"), text);
      assertEquals(!one, text.startsWith("Every slice was attacked by"), text);
      assertEquals(
          !second && !type.has(Trait.BLACK_BOX), text.contains("the network and its gradients"));
      assertEquals(second, text.contains("the gradients of a second network"), text);
      assertEquals(nearest, text.contains("nearest to the original"), text);
      assertEquals(together, text.contains(TOGETHER), text);
      assertEquals(!one && !second && !nearest && !together, text.contains(HARM), text);
    }
  }

  @Test
  void otherObjectivesGoByTheScoreOfTheCase() {
    assertTrue(words(spec("pgd", "linear_dice"), false).contains(TOGETHER));
    assertTrue(words(spec("pgd", AttackSpec.TRAINING_LOSS), false).contains(HARM));
  }

  @Test
  void runsAreCountedAndNotSaidToBeRandom() {
    String text = words(new AttackSpec("apgd", Norm.L2, 20, 4, 5), false);
    assertTrue(text.contains("APGD, 20 steps, 5 independent runs"), text);
  }

  @Test
  void aPerturbationThatWasGivenWasNotSearched() {
    String text = words(spec("universal", AttackSpec.TRAINING_LOSS), true);
    assertTrue(text.startsWith("One perturbation that was found before"), text);
    assertTrue(!text.contains("steps") && text.contains("bounded by ε = 2"), text);
  }

  private static AttackSpec spec(String attack, String objective) {
    double tolerance = Attacks.named(attack).has(Trait.TOLERANCE) ? .5 : AttackSpec.AUTOMATIC;
    return new AttackSpec(attack, Norm.L2, 20, 4, 1, objective, tolerance);
  }

  private static String words(AttackSpec spec, boolean applied) {
    List<Point> points = List.of(new Point(2, List.of(Curves.score("a", Map.of("organ", .5)))));
    RobustnessCurve curve = Curves.of("Dice", spec, List.of("organ"), points);
    return String.join(" ", new AttackInWords(curve, applied, new Bibliography()).sentences());
  }
}
