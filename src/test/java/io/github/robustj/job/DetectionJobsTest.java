package io.github.robustj.job;

import static io.github.robustj.job.CellNetwork.DATA;
import static io.github.robustj.job.CellNetwork.DRAWN;
import static io.github.robustj.job.CellNetwork.IMAGE;
import static io.github.robustj.job.CellNetwork.Trained.MODEL;
import static io.github.robustj.job.CellNetwork.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import io.github.robustj.RobustJ;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.detection.DetectionReport;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.EvaluateJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Predictions and evaluations of a network that finds the cells of a small smear. */
class DetectionJobsTest {

  @Test
  void describesTheModelInFull() {
    ModelDescription description = ModelFolder.open(MODEL).description();
    DetectionQuestion.Detector objects = ((DetectionQuestion) description.task()).objects();
    assertEquals(List.of("blue", "red"), objects.names());
    assertEquals(1, objects.scale());
    assertTrue(objects.thresholds().stream().allMatch(t -> t >= .1 && t <= .9));
    assertEquals(6, description.network().outputChannels());
    assertEquals(4, description.network().stride());
    assertEquals(ModelTask.named("detection"), ModelTask.of(MODEL));
  }

  @Test
  void findsAndCountsTheObjects() {
    Prediction.Objects found = (Prediction.Objects) run(new PredictJob(MODEL, IMAGE, 512));
    for (BoxedObject cell : DRAWN)
      assertTrue(
          found.objects().all().stream()
              .anyMatch(o -> o.name().equals(cell.name()) && o.box().iou(cell.box()) > .5),
          "finds " + cell);
    assertEquals(DRAWN.size(), found.objects().all().size());
    assertEquals(.5, found.threshold());
    assertTrue(found.found().all().size() >= found.objects().all().size());
  }

  /**
   * A smear of 480 x 320 pixels in tiles of 128, and the same less a margin of 20 and 12, so that
   * every seam lies elsewhere: no object is counted twice or lost at one. Instance normalisation
   * sees another surrounding in every tile, hence one of the 150 objects of tolerance; and of two
   * classes that a cell may be, of which one then just passes the threshold, the surer counts.
   */
  @Test
  void aSlideIsTheSameHoweverItsGridLies() {
    Image slide = slide(0, 0);
    List<BoxedObject> whole = surest(slide);
    assertEquals(25 * 6, whole.size(), 1);
    List<BoxedObject> moved = surest(slide(20, 12));
    List<BoxedObject> inBoth =
        whole.stream().filter(o -> o.box().left() > 22 && o.box().top() > 14).toList();
    long again =
        inBoth.stream()
            .filter(
                o ->
                    moved.stream()
                            .filter(m -> m.name().equals(o.name()))
                            .filter(m -> m.box().moved(20, 12).iou(o.box()) > .5)
                            .count()
                        == 1)
            .count();
    assertEquals(inBoth.size(), again, 1);
  }

  private static List<BoxedObject> surest(Image slide) {
    List<BoxedObject> found =
        ((Prediction.Objects) run(new PredictJob(MODEL, slide, 128))).objects().all();
    return found.stream().filter(o -> found.stream().noneMatch(m -> isSurerClass(m, o))).toList();
  }

  private static boolean isSurerClass(BoxedObject one, BoxedObject other) {
    return !one.name().equals(other.name())
        && one.score() > other.score()
        && one.box().iou(other.box()) > .4;
  }

  /** 5 x 5 scenes side by side, less some columns and rows. */
  private static Image slide(int left, int top) {
    int width = 5 * Cells.WIDTH;
    int height = 5 * Cells.HEIGHT;
    ColorProcessor pixels = new ColorProcessor(width, height);
    for (int i = 0; i < 25; i++) {
      List<BoxedObject> cells = Cells.drawn(200 + i);
      pixels.insert(
          Cells.image(cells, i).getProcessor(), i % 5 * Cells.WIDTH, i / 5 * Cells.HEIGHT);
    }
    pixels.setRoi(left, top, width - left, height - top);
    return ImagePlusConverter.toImage(new ImagePlus("slide", pixels.crop()));
  }

  /** Of a size that breaks most images, as the smallest perturbations below say. */
  @Test
  void measuresPrecisionUnderAttack() {
    RobustnessCurve curve =
        run(EvaluateJobs.of(MODEL, DATA, Optional.empty(), AttackSpec.pgd(5), List.of(0., 40.), 1))
            .curve();
    List<DetectionReport.Row> rows = DetectionReport.of(curve, CocoMatching.MOST).rows();
    double clean = rows.get(0).coco().precision50();
    double attacked = rows.get(3).coco().precision50();
    assertTrue(clean > .9, "clean " + clean);
    assertTrue(attacked < clean - .2, "attacked " + attacked);
    assertEquals(24 * 6, rows.get(0).objects());
  }

  /** Half of F1 is what fmn leaves, unless told otherwise; a case is a slice. */
  @Test
  void theSmallestPerturbationsBreakF1() {
    AttackSpec fmn = AttackOptions.of(Map.of("attack", "fmn", "steps", 10));
    RobustnessCurve curve =
        run(EvaluateJobs.of(MODEL, DATA, Optional.empty(), fmn, List.of(0., 40.), 1)).curve();
    MinimalPerturbations minimal = curve.minimal().orElseThrow();
    assertEquals(.5, minimal.tolerance());
    assertTrue(minimal.overCases().within(0) > .9, "clean images are not broken");
    assertTrue(minimal.overCases().within(40) < .5, "most are broken");
    for (int i = 0; i < 24; i++) {
      MinimalPerturbations.OfCase smear = minimal.cases().get(i);
      assertEquals(smear.slices().get(0), smear.whole());
      // Attacks compare floats; a mean over classes may lie half a digit of a double below .5.
      boolean broken = (float) curve.points().get(1).cases().get(i).mean() < .5f;
      assertEquals(broken, Double.isFinite(smear.whole()), smear.name());
    }
  }

  @Test
  void otherTasksRefuseAModelOfObjects() {
    RobustJException failure =
        assertThrows(
            RobustJException.class,
            () -> RobustJ.locate(IMAGE.pixels(), MODEL.toString(), Map.of("axes", "xycz")));
    assertTrue(failure.getMessage().contains("finds objects"), failure.getMessage());
    assertFalse(ModelTask.named("detection").type().verb().isEmpty());
  }
}
