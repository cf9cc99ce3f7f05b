package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final AttackSpec TOLERANT = AttackSpec.pgd(5).withTolerance(.5);

  /** Two cases of Ann, one each of Bob and Cleo; nobody but Bob has a tumour. */
  private static final RobustnessCurve CURVE =
      Curves.of(
          "Dice",
          TOLERANT,
          List.of("liver", "tumour"),
          List.of(
              point(0, .9, .8, .7, .5, .6),
              point(1, .8, .7, .6, .3, .4),
              point(3, .2, .1, .2, .1, .2)));

  @Test
  void meansAreOverCasesAndClasses() {
    List<Summary.Row> rows = Summary.of(CURVE).overall(CURVE);
    // (.9 + .8 + (.7 + .5) / 2 + .6) / 4
    assertEquals(.725, rows.get(0).mean().value(), 1e-12);
    assertEquals(CURVE.points().get(2).mean(), rows.get(2).mean().value(), 1e-12);
    assertEquals(4, rows.get(0).cases());
    assertEquals(3, rows.get(0).patients());
    for (Summary.Row row : rows)
      assertTrue(row.mean().interval().contains(row.mean().value()), row.toString());
  }

  @Test
  void aClassThatOnePatientHasIsWithoutInterval() {
    Summary.Row tumour =
        Summary.of(CURVE).rows().stream().filter(r -> r.name().equals("tumour")).findFirst().get();
    assertEquals(.5, tumour.mean().value());
    assertEquals(1, tumour.patients());
    assertFalse(tumour.mean().interval().isKnown());
  }

  @Test
  void theAreaIsTheMeanHeight() {
    Summary.Row area = Summary.of(CURVE).area(CURVE).orElseThrow();
    double[] means = CURVE.points().stream().mapToDouble(Point::mean).toArray();
    // Trapezoids of width 1 and 2 over a range of 3.
    double expected = ((means[0] + means[1]) / 2 + (means[1] + means[2])) / 3;
    assertEquals(expected, area.mean().value(), 1e-12);
    assertTrue(area.mean().interval().contains(expected));
  }

  @Test
  void aSingleEpsilonHasNoArea() {
    RobustnessCurve clean =
        Curves.of("Dice", TOLERANT, List.of("liver"), CURVE.points().subList(0, 1));
    assertTrue(Summary.of(clean).area(clean).isEmpty());
  }

  @Test
  void theSmallestMeasuredEpsilonThatBreaksACase() {
    SmallestPerturbations smallest = Summary.of(CURVE).smallest().orElseThrow();
    assertFalse(smallest.searched());
    assertEquals(
        "case,patient,smallest_epsilon,tolerance,from\r\n"
            + "a1,Ann,3.0,0.5,measured epsilons\r\n"
            + "a2,Ann,3.0,0.5,measured epsilons\r\n"
            + "b,Bob,1.0,0.5,measured epsilons\r\n"
            + "c,Cleo,1.0,0.5,measured epsilons\r\n",
        smallest.table().csv());
    RobustnessCurve unbroken =
        Curves.of("Dice", TOLERANT, List.of("liver"), CURVE.points().subList(0, 1));
    assertTrue(Double.isInfinite(Summary.of(unbroken).smallest().get().cases().get(0).epsilon()));
    assertTrue(
        Summary.of(Curves.of("Dice", AttackSpec.pgd(5), List.of(), CURVE.points()))
            .smallest()
            .isEmpty(),
        "the tolerance is not known");
  }

  @Test
  void theSmallestOfASearch() {
    MinimalPerturbations found =
        new MinimalPerturbations(
            .4, 3, List.of(new MinimalPerturbations.OfCase("b", 1.25, List.of(1.25))));
    SmallestPerturbations smallest = Summary.of(CURVE.with(found)).smallest().orElseThrow();
    assertEquals(
        new SmallestPerturbations(
            .4, true, List.of(new SmallestPerturbations.OfCase("b", "Bob", 1.25))),
        smallest);
  }

  @Test
  void largeErrorsBreakACase() {
    CaseScore near = score("a", "a", Map.of("chin", 1.));
    CaseScore far = score("a", "a", Map.of("chin", 9.));
    RobustnessCurve errors =
        new RobustnessCurve(
            "Radial error (mm)",
            false,
            AttackSpec.pgd(5).withTolerance(4),
            List.of("chin"),
            List.of(new Point(0, List.of(near)), new Point(2, List.of(far))));
    assertEquals(2, Summary.of(errors).smallest().get().cases().get(0).epsilon());
  }

  @Test
  void otherMetricsAreSummedUpToo() {
    CaseScore a = shape("a", 2);
    CaseScore b = shape("b", 4);
    RobustnessCurve curve =
        Curves.of("Dice", TOLERANT, List.of("liver"), List.of(new Point(0, List.of(a, b))));
    Summary.Row row =
        Summary.of(curve).rows().stream()
            .filter(r -> r.metric().equals("hd95_mm"))
            .findFirst()
            .get();
    assertEquals(3, row.mean().value());
    assertEquals(2, row.cases());
  }

  /** One image each: found, missed. AP50 is .5 of two of them, by hand 51 of 101 points. */
  @Test
  void averagePrecisionIsOfTheDataSet() {
    Box box = new Box(0, 0, 20, 20);
    BoxedObject cell = BoxedObject.drawn("cell", box);
    CaseScore hit = objects("a", List.of(cell), List.of(BoxedObject.found("cell", box, .9)));
    CaseScore miss = objects("b", List.of(cell), List.of());
    RobustnessCurve curve =
        Curves.of("F1", TOLERANT, List.of("cell"), List.of(new Point(0, List.of(hit, miss))));
    Summary.Row row =
        Summary.of(curve).rows().stream().filter(r -> r.metric().equals("AP50")).findFirst().get();
    assertEquals(51 / 101., row.mean().value(), 1e-12);
    assertEquals(0, row.mean().interval().low(), 1e-12);
    assertEquals(1, row.mean().interval().high(), 1e-12);
    assertEquals(2, Summary.of(curve).rows().stream().filter(r -> r.metric().equals("AP")).count());
  }

  /** Two predictions are too many for a step; without objects there is no average precision. */
  @Test
  void saysWhyAveragePrecisionHasNoInterval() {
    Box box = new Box(0, 0, 20, 20);
    BoxedObject cell = BoxedObject.drawn("cell", box);
    CaseScore hit = objects("a", List.of(cell), List.of(BoxedObject.found("cell", box, .9)));
    RobustnessCurve curve =
        Curves.of("F1", TOLERANT, List.of("cell"), List.of(new Point(0, List.of(hit))));
    assertEquals("", Summary.withoutInterval(curve));
    assertTrue(Summary.withoutInterval(curve, 1).startsWith("AP50 and AP without interval: "));
    // One prediction, 5000 draws and one patient left out, four times: of AP ten times as many.
    assertTrue(Summary.withoutInterval(curve, 4 * 5001).startsWith("AP without interval: "));
    assertEquals("", Summary.withoutInterval(curve, 11 * 4 * 5001));
    assertEquals("", Summary.withoutInterval(CURVE, 1));
  }

  @Test
  void tables() {
    Summary summary = Summary.of(CURVE);
    // Three epsilons and the area, of all classes and of two.
    assertEquals(12, summary.table().rows().size());
    assertTrue(
        summary.table().csv().startsWith("metric,epsilon,class,mean,low,high,cases,patients"));
    assertTrue(summary.table().csv().contains("Dice,area,all,"));
    assertEquals(summary.table().columns(), summary.shown().columns());
  }

  @Test
  void nothingMeasuredIsNoError() {
    RobustnessCurve empty = Curves.of("Dice", TOLERANT, List.of(), List.of());
    assertTrue(Summary.of(empty).rows().isEmpty());
  }

  private static Point point(
      double epsilon, double a1, double a2, double liverB, double tumourB, double c) {
    return new Point(
        epsilon,
        List.of(
            score("a1", "Ann", Map.of("liver", a1, "tumour", Double.NaN)),
            score("a2", "Ann", Map.of("liver", a2, "tumour", Double.NaN)),
            score("b", "Bob", Map.of("liver", liverB, "tumour", tumourB)),
            score("c", "Cleo", Map.of("liver", c, "tumour", Double.NaN))));
  }

  private static CaseScore score(String name, String patient, Map<String, Double> scores) {
    return new CaseScore(
        name, patient, scores, Map.of(), Map.of(), List.of(), Reach.NONE, Map.of());
  }

  private static CaseScore shape(String name, double distance) {
    return new CaseScore(
        name,
        name,
        Map.of("liver", .5),
        Map.of(),
        Map.of(),
        List.of(),
        Reach.NONE,
        Map.of("hd95_mm", Map.of("liver", distance)));
  }

  private static CaseScore objects(String name, List<BoxedObject> drawn, List<BoxedObject> found) {
    return Curves.score(
        name, Map.of("cell", .5), Map.of(), List.of(new ObjectsInImage(drawn, found)));
  }
}
