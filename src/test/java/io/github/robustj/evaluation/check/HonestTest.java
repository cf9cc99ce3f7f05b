package io.github.robustj.evaluation.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Region;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.task.Target;
import io.github.robustj.task.Target.Move;
import io.github.robustj.task.Task;
import io.github.robustj.testing.FilterNet;
import io.github.robustj.testing.Spots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What honest models are told under every target and every attack. */
class HonestTest {

  /** So many that no attack is flagged for what may be chance. */
  private static final int CASES = 4;

  /** Enough where an attack may be found weak. */
  private static final int FEW = 2;

  /** Of at most four patients, and of an evaluation that measured clean images without files. */
  private static final Set<String> OF_THE_TEST =
      Set.of("enough patients", "no rise with epsilon", "same score from the file");

  /** What says that an attack is weak, which is no fault of the model. */
  private static final Set<String> OF_STRENGTH =
      Set.of(
          "one step not stronger",
          "noise not stronger",
          "black box not stronger",
          "transfer not stronger",
          "mean gradient not stronger",
          "enough steps",
          "enough restarts",
          "huge epsilon leaves nothing");

  private static List<Target> targets(Task<?> task) {
    return switch (task.name()) {
      case "segmentation" ->
          List.of(
              new Target("erase", "spot", ""),
              new Target("shrink", "hole", ""),
              new Target("swap", "spot", "hole"));
      case "landmark" ->
          List.of(
              new Target("move", "spot", "", 2, new Move(6, 270), Optional.empty()),
              new Target("swap", "spot", "hole"));
      default ->
          List.of(
              new Target("vanish", "hole", ""),
              new Target("fabricate", "spot", ""),
              new Target("mislabel", "spot", "hole"));
    };
  }

  /** The network is one that attacks move far, so that they reach some of the targets. */
  @Test
  void noTargetFlagsThem() {
    AttackSpec ensemble = new AttackSpec("ensemble", Norm.L2, 30, 1, 1);
    List<String> flags = new ArrayList<>();
    for (Task<?> task : Spots.PAIRS)
      for (Target target : targets(task))
        for (Check check :
            ZooTest.checksAlone(task, new FilterNet(task, .4, 1), ensemble, aimed(task, target)))
          if (is(Outcome.FLAG, check)) flags.add(task.name() + " " + target.kind() + " " + check);
    assertEquals(List.of(), flags);
  }

  private static List<Supplier<EvaluationCase>> aimed(Task<?> task, Target target) {
    List<Supplier<EvaluationCase>> aimed = new ArrayList<>();
    for (Supplier<EvaluationCase> reader : Spots.cases(task, CASES, 100)) {
      EvaluationCase one = reader.get();
      var aim = Optional.of(task.aim(target, one.targets(), one.images()));
      aimed.add(() -> new EvaluationCase(one.encoded(), aim, Region.everywhere()));
    }
    return aimed;
  }

  /** What is not checked is the same for every task, and has a reason that names the attack's. */
  @Test
  void noAttackFlagsMoreThanThatItIsWeak() {
    for (AttackType type : Attacks.all())
      for (Task<?> task : Spots.TASKS) {
        int steps = type.has(Trait.QUERIES) ? 200 : type == Attacks.STRONGEST ? 30 : 10;
        int count = type == Attacks.STRONGEST ? CASES : FEW;
        AttackSpec attack = new AttackSpec(type.name(), Norm.L2, steps, 4, 1);
        List<Check> checks =
            ZooTest.checksAlone(
                task, new FilterNet(task, 0, 1), attack, Spots.cases(task, count, 100));
        String where = type.name() + ", " + task.name() + ": ";
        assertEquals(notChecked(type), names(checks, Outcome.NOT_CHECKED), where);
        List<String> flags = names(checks, Outcome.FLAG);
        assertTrue(OF_STRENGTH.containsAll(flags), where + flags);
        if (type == Attacks.STRONGEST && task != Spots.POINTS) assertEquals(List.of(), flags);
      }
  }

  /** In the order of the catalogue; said in docs/strength.md. */
  private static List<String> notChecked(AttackType type) {
    Map<String, Boolean> open = new LinkedHashMap<>();
    boolean blind = type.has(Trait.BLACK_BOX);
    boolean second = type.has(Trait.ONLY_WITH_SECOND_MODEL);
    boolean alone = type.has(Trait.ONE_FOR_ALL) || type.has(Trait.TOLERANCE);
    boolean physical = type.has(Trait.PHYSICAL);
    open.put("gradient everywhere", blind || second);
    open.put("gradient is the slope", blind || second);
    open.put("logit scale", blind || second || alone);
    open.put("never below the start", type.has(Trait.ONE_FOR_ALL));
    open.put("one step not stronger", blind || alone || physical || !type.has(Trait.STEPS));
    open.put("noise not stronger", blind && !type.has(Trait.QUERIES) || alone || physical);
    open.put("black box not stronger", type.has(Trait.QUERIES) || alone || physical);
    open.put("transfer not stronger", !type.has(Trait.SECOND_MODEL) || second);
    open.put("mean gradient not stronger", blind || second || alone);
    open.put("enough steps", alone);
    open.put("enough restarts", blind || alone);
    open.put("huge epsilon leaves nothing", alone || physical);
    return open.keySet().stream().filter(open::get).toList();
  }

  private static List<String> names(List<Check> checks, Outcome outcome) {
    return checks.stream().filter(check -> is(outcome, check)).map(Check::name).toList();
  }

  private static boolean is(Outcome outcome, Check check) {
    return check.outcome() == outcome && !OF_THE_TEST.contains(check.name());
  }
}
