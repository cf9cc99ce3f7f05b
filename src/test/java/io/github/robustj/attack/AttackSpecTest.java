package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue, and which settings are refused with which words. */
class AttackSpecTest {

  @Test
  void everyAttackIsDescribedInOneLine() {
    assertEquals(
        List.of(
            "noise",
            "fgsm",
            "bim",
            "mim",
            "pgd",
            "apgd",
            "apgd_sparse",
            "ensemble",
            "square",
            "transfer",
            "fmn",
            "universal",
            "worst_bias_field",
            "worst_gamma",
            "worst_deformation",
            "physical_search"),
        Attacks.ALL.names(type -> true));
    for (String name : Attacks.ALL.names(type -> true)) {
      assertFalse(Attacks.named(name).description().isBlank());
      assertFalse(Attacks.named(name).description().contains("\n"));
    }
  }

  @Test
  void anUnknownAttackIsRefusedWithTheKnownNames() {
    String message = refusal("pdg", Norm.L2, 20, 4, 1);
    assertTrue(message.contains("'attack'") && message.contains("pdg"), message);
    for (String name : Attacks.ALL.names(type -> true)) assertTrue(message.contains(name), message);
  }

  @Test
  void settingsOutOfRangeAreRefusedByTheirKey() {
    assertTrue(refusal("pgd", Norm.L2, 0, 4, 1).contains("'steps'"));
    assertTrue(refusal("pgd", Norm.L2, 20, 0, 1).contains("'step_size'"));
    assertTrue(refusal("pgd", Norm.L2, 20, Double.NaN, 1).contains("'step_size'"));
    assertTrue(refusal("pgd", Norm.L2, 20, 4, 0).contains("'restarts'"));
    assertTrue(refusal("pgd", null, 20, 4, 1).contains("'norm'"));
    assertTrue(refusal("bim", Norm.L2, 20, 4, 2).contains("'restarts'"));
    assertTrue(refusal("ensemble", Norm.L2, 2, 4, 1).contains("'steps'"));
  }

  @Test
  void aSpecOfFgsmSaysWhatIsRun() {
    AttackSpec spec = new AttackSpec("fgsm", Norm.LINF, 20, 4, 1);
    assertEquals(new AttackSpec("fgsm", Norm.LINF, 1, 1, 1), spec);
    assertEquals(1, spec.steps());
  }

  private static String refusal(
      String name, Norm norm, int steps, double relativeStep, int restarts) {
    return assertThrows(
            RobustJException.class, () -> new AttackSpec(name, norm, steps, relativeStep, restarts))
        .getMessage();
  }
}
