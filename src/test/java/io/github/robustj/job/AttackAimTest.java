package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.task.Target;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** Attacks and their aims from options. */
class AttackAimTest {

  private static final List<Key<?>> TABLE =
      Keys.join(OptionTable.ATTACK, OptionTable.ATTACK_IMAGE, OptionTable.ATTACK_MASKS);

  @Test
  void leftOutItIsAnywhere() {
    assertEquals(AttackAim.anywhere(), aim(Map.of()));
    assertEquals(AttackSpec.pgd(20), AttackOptions.of(Map.of()));
  }

  @Test
  void everyAttackOfTheCatalogueHasWorkingDefaults() {
    for (String name : Attacks.ALL.names(type -> true)) {
      AttackSpec spec = AttackOptions.of(Map.of("attack", name));
      assertEquals(name, spec.name());
      Attacks.of(spec);
    }
  }

  @Test
  void settingsWithoutEffectAreRefused() {
    fails("steps has an effect only with attack", Map.of("attack", "fgsm", "steps", 7));
    fails("step_size has an effect only", Map.of("attack", "apgd", "step_size", 2));
    fails("restarts has an effect only", Map.of("attack", "mim", "restarts", 2));
    fails("tolerance has an effect only", Map.of("tolerance", .6));
    fails("source_model has an effect only", Map.of("source_model", "m"));
    fails("target_class has an effect only", Map.of("target_class", "heart"));
    fails("target_mask has an effect only", Map.of("target_mask", "m.tif"));
  }

  @Test
  void whatIsMissingOrImpossibleIsNamed() {
    fails("source_model", Map.of("attack", "transfer"));
    fails("target_mask", Map.of("target", "mask"));
    fails("objective", Map.of("objective", "dice"));
    fails("target_distance has an effect only", Map.of("target", "swap", "target_distance", 3));
    fails("universal_perturbation has an effect only", Map.of("universal_perturbation", "u.tif"));
  }

  @Test
  void everythingTogether() {
    AttackAim aim =
        aim(
            Map.of(
                "attack", "ensemble",
                "source_model", "second",
                "target", "swap",
                "target_class", "left",
                "target_other", "right"));
    assertEquals(Optional.of(Path.of("second")), aim.source());
    assertEquals(new Target("swap", "left", "right"), aim.target());
    AttackSpec spec =
        AttackOptions.of(
            Map.of("attack", "fmn", "norm", "linf", "tolerance", .8, "objective", "soft_dice"));
    assertEquals(new AttackSpec("fmn", Norm.LINF, 20, 4, 1, "soft_dice", .8), spec);
  }

  @Test
  void aMaskNeedsItsTarget() {
    Mask mask = new Mask(ArrayImgs.ints(2, 2, 1));
    Options plain = Options.of(Map.of(), TABLE);
    OptionsTest.assertFails(
        "set it to mask", () -> AttackAim.from(plain, Optional.empty(), Optional.of(mask)));
    assertEquals(Optional.of(mask), Target.reach(mask).mask());
  }

  private static AttackAim aim(Map<String, ?> given) {
    return AttackAim.from(Options.of(given, TABLE));
  }

  private static void fails(String words, Map<String, ?> given) {
    OptionsTest.assertFails(
        words,
        () -> {
          Options options = Options.of(new HashMap<>(given), TABLE);
          AttackOptions.from(options);
          AttackAim.from(options);
        });
  }
}
