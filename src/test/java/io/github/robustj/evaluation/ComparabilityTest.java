package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.EpsilonUnit;
import io.github.robustj.attack.Norm;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.testing.Curves;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two evaluations that differ in one thing. */
class ComparabilityTest {

  private static final AttackSpec ATTACK =
      new AttackSpec("pgd", Norm.L2, 20, 4, 1, "training_loss", -1);
  private static final RobustnessCurve CURVE =
      curve("Dice", ATTACK, "c", List.of(0., 2.), "a", "b");
  private static final Map<String, String> OPTIONS =
      Map.of("seed", "1", "checks", "usual", "target", "erase", "group", "");
  private static final Provenance HOW =
      new Provenance(
          "first",
          "ab",
          "segmentation",
          "data",
          "cd",
          List.of("a", "b"),
          OPTIONS,
          "float32",
          "CPU",
          Map.of("tensorflow", "2"),
          "2026-01-02T03:04:05Z",
          1);

  private static RobustnessCurve curve(
      String score, AttackSpec attack, String name, List<Double> epsilons, String... cases) {
    List<CaseScore> scores = Stream.of(cases).map(c -> Curves.score(c, Map.of(name, .5))).toList();
    return Curves.of(
        score, attack, List.of(name), epsilons.stream().map(e -> new Point(e, scores)).toList());
  }

  private static Evaluation of(RobustnessCurve curve, Provenance how) {
    return new Evaluation(curve, Optional.ofNullable(how), List.of());
  }

  private static Provenance with(String part, Object value) {
    return new Provenance(
        part.equals("model") ? (String) value : HOW.model(),
        part.equals("sha256") ? (String) value : HOW.sha256(),
        part.equals("task") ? (String) value : HOW.task(),
        part.equals("data") ? (String) value : HOW.data(),
        part.equals("checksum") ? (String) value : HOW.checksum(),
        HOW.cases(),
        option(part, value),
        part.equals("precision") ? (String) value : HOW.precision(),
        part.equals("device") ? (String) value : HOW.device(),
        part.equals("versions") ? Map.of("tensorflow", (String) value) : HOW.versions(),
        part.equals("date") ? (String) value : HOW.date(),
        part.equals("seconds") ? (Double) value : HOW.seconds());
  }

  private static Map<String, String> option(String part, Object value) {
    if (!OPTIONS.containsKey(part)) return OPTIONS;
    Map<String, String> options = new HashMap<>(OPTIONS);
    options.put(part, (String) value);
    return options;
  }

  static Stream<Arguments> refused() {
    List<Double> epsilons = List.of(0., 2.);
    return Stream.of(
        Arguments.of("task", of(CURVE, with("task", "landmark")), "the task is segmentation"),
        Arguments.of(
            "score",
            of(curve("F1", ATTACK, "c", epsilons, "a", "b"), HOW),
            "the score is Dice in the first and F1 in the second"),
        Arguments.of(
            "classes",
            of(curve("Dice", ATTACK, "d", epsilons, "a", "b"), HOW),
            "the classes are [c] in the first and [d] in the second"),
        Arguments.of(
            "cases",
            of(curve("Dice", ATTACK, "c", epsilons, "a", "x"), HOW),
            "the cases are 2 with b in the first and 2 with x in the second"),
        Arguments.of(
            "fewer cases",
            of(curve("Dice", ATTACK, "c", epsilons, "a"), HOW),
            "the cases are 2 with b in the first and 1 in the second"),
        Arguments.of(
            "checksum", of(CURVE, with("checksum", "ef")), "the checksum of the data is cd"),
        Arguments.of(
            "attack", attacked("apgd", Norm.L2, 20, 4, 1, "training_loss", -1), "the attack is"),
        Arguments.of(
            "norm", attacked("pgd", Norm.LINF, 20, 4, 1, "training_loss", -1), "the norm is"),
        Arguments.of(
            "steps", attacked("pgd", Norm.L2, 21, 4, 1, "training_loss", -1), "the steps are"),
        Arguments.of(
            "relativeStep", attacked("pgd", Norm.L2, 20, 3, 1, "training_loss", -1), "step size"),
        Arguments.of(
            "restarts", attacked("pgd", Norm.L2, 20, 4, 2, "training_loss", -1), "restarts are"),
        Arguments.of("objective", attacked("pgd", Norm.L2, 20, 4, 1, "margin", -1), "objective"),
        Arguments.of(
            "tolerance", attacked("pgd", Norm.L2, 20, 4, 1, "training_loss", .5), "tolerance"),
        Arguments.of(
            "epsilons",
            of(curve("Dice", ATTACK, "c", List.of(0., 3.), "a", "b"), HOW),
            "the epsilons are [0.0, 2.0] in the first and [0.0, 3.0] in the second"),
        Arguments.of(
            "unit",
            of(curve("Dice", ATTACK.in(EpsilonUnit.INTENSITY), "c", epsilons, "a", "b"), HOW),
            "the unit of epsilon is"),
        Arguments.of("target", of(CURVE, with("target", "")), "not set in the second"));
  }

  private static Evaluation attacked(
      String name, Norm norm, int steps, double step, int restarts, String objective, double tol) {
    AttackSpec attack = new AttackSpec(name, norm, steps, step, restarts, objective, tol);
    return of(curve("Dice", attack, "c", List.of(0., 2.), "a", "b"), HOW);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatDiffersInWhatIsMeasuredIsRefused(String what, Evaluation other, String words) {
    String refusal = new Comparability("A", of(CURVE, HOW), "B", other).refusal().orElseThrow();
    assertTrue(refusal.startsWith("A and B cannot be compared: "), refusal);
    assertTrue(refusal.contains(words), refusal);
    assertTrue(refusal.endsWith(".") && refusal.lines().count() == 1, refusal);
    assertTrue(
        new Comparability("B", other, "A", of(CURVE, HOW)).refusal().isPresent(), "both ways");
  }

  static Stream<Arguments> told() {
    return Stream.of(
        Arguments.of("precision", "mixed"),
        Arguments.of("device", "GPU 0"),
        Arguments.of("versions", "3"),
        Arguments.of("seed", "2"),
        Arguments.of("group", "table.csv"));
  }

  @ParameterizedTest
  @MethodSource("told")
  void whatChangesScoresLittleIsTold(String part, String value) {
    Comparability pair = new Comparability("A", of(CURVE, HOW), "B", of(CURVE, with(part, value)));
    assertEquals(Optional.empty(), pair.refusal());
    assertEquals(1, pair.notes().size(), "" + pair.notes());
    assertTrue(pair.notes().get(0).contains(value), "" + pair.notes());
  }

  @Test
  void anotherModelElsewhereAtAnotherTimeIsWhatComparisonsAreFor() {
    for (String part : List.of("model", "sha256", "data", "date")) {
      Comparability pair =
          new Comparability("A", of(CURVE, HOW), "B", of(CURVE, with(part, "other")));
      assertEquals(Optional.empty(), pair.refusal(), part);
      assertEquals(List.of(), pair.notes(), part);
    }
    Comparability slower =
        new Comparability("A", of(CURVE, HOW), "B", of(CURVE, with("seconds", 9.)));
    assertEquals(Optional.empty(), slower.refusal());
  }

  /** Results of before there was provenance have the names of their cases only. */
  @Test
  void withoutProvenanceNamesDecide() {
    Comparability pair = new Comparability("A", of(CURVE, HOW), "B", of(CURVE, null));
    assertEquals(Optional.empty(), pair.refusal());
    assertEquals(1, pair.notes().size());
    assertTrue(pair.notes().get(0).contains("only the names of the cases"), "" + pair.notes());
  }

  /** A new component of the attack or the provenance must be thought of here. */
  @Test
  void everyPartIsThoughtOf() {
    Set<String> held = new TreeSet<>(Set.of("model", "sha256", "data", "date", "seconds"));
    held.addAll(Set.of("name", "cases", "options"));
    refused().forEach(a -> held.add((String) a.get()[0]));
    told().forEach(a -> held.add((String) a.get()[0]));
    for (Class<?> type : List.of(AttackSpec.class, Provenance.class))
      for (RecordComponent part : type.getRecordComponents())
        assertTrue(held.contains(part.getName()), type.getSimpleName() + "." + part.getName());
  }
}
