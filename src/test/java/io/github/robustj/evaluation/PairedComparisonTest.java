package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

  /** Darwin's maize, see {@link io.github.robustj.statistics.PairedTest}; eighths of an inch. */
  private static final double[] MAIZE = {
    49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48
  };

  @Test
  void fishersMaizeAsTwoModels() {
    Evaluation a = maize(1, 0);
    Evaluation b = maize(1, 1);
    PairedComparison.Row row = PairedComparison.of(a, b).rows().get(0);
    assertEquals(314 / 15., row.difference().value(), 1e-9);
    assertEquals(1726. / 32768, row.signFlip(), 1e-12);
    assertEquals(.041259765625, row.signedRank(), 1e-12);
    // BCa of scipy 1.17.1 (n_resamples=50000) is -1.6 to 36.3; ends of 5000 draws have standard
    // errors of .4, four times which must hold them.
    assertEquals(BCA_LOW, row.difference().interval().low(), 1.6);
    assertEquals(BCA_HIGH, row.difference().interval().high(), 1.6);
  }

  private static final double BCA_LOW = -1.6;
  private static final double BCA_HIGH = 36.3;

  @Test
  void casesOfOnePatientAreOneWitness() {
    // Every plant four times, all of one pot: the differences and what they prove stay the same.
    PairedComparison.Row row = PairedComparison.of(maize(4, 0), maize(4, 1)).rows().get(0);
    assertEquals(60, row.cases());
    assertEquals(15, row.patients());
    assertEquals(1726. / 32768, row.signFlip(), 1e-12);
  }

  /** One model's evaluation was told who is who, the other's was not. */
  @Test
  void patientsOfEitherEvaluationCountWhicheverComesFirst() {
    Evaluation told = evaluation(AttackSpec.pgd(5), pairs("p%d", 0));
    Evaluation untold = evaluation(AttackSpec.pgd(5), pairs("p%d-%d", .1));
    PairedComparison.Row row = PairedComparison.of(told, untold).rows().get(0);
    PairedComparison.Row swapped = PairedComparison.of(untold, told).rows().get(0);
    assertEquals(3, row.patients());
    assertEquals(3, swapped.patients());
    assertEquals(row.signFlip(), swapped.signFlip(), 1e-12);
    assertEquals(row.difference().value(), -swapped.difference().value(), 1e-12);
  }

  /** Two cases each of three patients. */
  private static Point pairs(String patient, double ahead) {
    return new Point(
        2,
        IntStream.range(0, 6)
            .mapToObj(i -> score("c" + i, patient.formatted(i / 2, i), .5 + (1 + i) * ahead))
            .toList());
  }

  @Test
  void severalEpsilonsAreSeveralTests() {
    PairedComparison comparison = PairedComparison.of(curve(0, .9, .5), curve(.1, .9, .5));
    List<PairedComparison.Row> rows = comparison.rows();
    assertEquals(2, rows.size());
    // Six patients, all ahead by .1: 2 of the 64 signs.
    for (PairedComparison.Row row : rows) {
      assertEquals(2 / 64., row.signFlip(), 1e-12);
      assertEquals(4 / 64., row.signFlipHolm(), 1e-12);
      assertEquals(4 / 64., row.signedRankHolm(), 1e-12);
    }
    PairedComparison.Row area = comparison.area().get(0);
    assertEquals(.1, area.difference().value(), 1e-12);
    assertEquals(2 / 64., area.signFlipHolm(), 1e-12);
    assertTrue(comparison.table().csv().contains("\r\narea,"));
  }

  @Test
  void theOrderOfTheCasesDoesNotMatter() {
    Evaluation a = maize(1, 0);
    Evaluation b = maize(1, 1);
    List<CaseScore> turned = new ArrayList<>(b.points().get(0).cases());
    Collections.reverse(turned);
    Evaluation other = evaluation(AttackSpec.pgd(5), new Point(2, turned));
    assertEquals(PairedComparison.of(a, b), PairedComparison.of(a, other));
  }

  @Test
  void aCaseWithoutAScoreInOneModelCountsNowhere() {
    Evaluation a = evaluation(AttackSpec.pgd(5), point(0, .5, Double.NaN, .5));
    Evaluation b = evaluation(AttackSpec.pgd(5), point(0, .7, .9, .6));
    PairedComparison.Row row = PairedComparison.of(a, b).rows().get(0);
    assertEquals(2, row.cases());
    assertEquals(.15, row.difference().value(), 1e-12);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    Evaluation a = evaluation(AttackSpec.pgd(5), point(0, .5, .6));
    refused("attacks", a, evaluation(AttackSpec.pgd(6), point(0, .5, .6)));
    refused("epsilons, [0.0] and [1.0]", a, evaluation(AttackSpec.pgd(5), point(1, .5, .6)));
    refused(
        "The case c2 is missing in the first",
        a,
        evaluation(AttackSpec.pgd(5), point(0, .5, .6, .7)));
    refused("The case c1 is missing in the second", a, evaluation(AttackSpec.pgd(5), point(0, .5)));
  }

  private static void refused(String reason, Evaluation a, Evaluation b) {
    String message =
        assertThrows(RobustJException.class, () -> PairedComparison.of(a, b)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  private static Evaluation curve(double ahead, double... scores) {
    List<Point> points = new ArrayList<>();
    for (int e = 0; e < scores.length; e++) {
      double score = scores[e] + ahead;
      points.add(point(e, score, score, score, score, score, score));
    }
    return evaluation(AttackSpec.pgd(5), points.toArray(Point[]::new));
  }

  private static Evaluation maize(int copies, int times) {
    List<CaseScore> cases = new ArrayList<>();
    for (int pot = 0; pot < MAIZE.length; pot++)
      for (int i = 0; i < copies; i++)
        cases.add(score(pot + "-" + i, "pot" + pot, 100 + times * MAIZE[pot]));
    return evaluation(AttackSpec.pgd(5), new Point(2, cases));
  }

  private static Point point(double epsilon, double... scores) {
    return new Point(
        epsilon,
        IntStream.range(0, scores.length)
            .mapToObj(i -> score("c" + i, "p" + i, scores[i]))
            .toList());
  }

  private static CaseScore score(String name, String patient, double score) {
    return new CaseScore(
        name, patient, Map.of("a", score), Map.of(), Map.of(), List.of(), Reach.NONE, Map.of());
  }

  private static Evaluation evaluation(AttackSpec attack, Point... points) {
    return new Evaluation(Curves.of("Dice", attack, List.of("a"), List.of(points)));
  }
}
