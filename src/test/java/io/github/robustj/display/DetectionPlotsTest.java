package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.display.detection.DetectionReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectionPlotsTest {

  private final List<BoxedObject> truth = List.of(BoxedObject.drawn("RBC", Smear.RED.box()));

  /** A line that goes from recall 0 to 1 at precision 1 is drawn in the colour of its class. */
  @Test
  void aFrameForEachEpsilonAndALineForEachClass() {
    ImagePlus one = plot(point(0, List.of(Smear.RED)));
    ImagePlus two = plot(point(0, List.of(Smear.RED)), point(1, List.of(Smear.WHITE)));
    assertEquals(2 * one.getHeight(), two.getHeight());
    assertTrue(count(one, ClassColors.line(0).getRGB()) > 20, "the line, its circle and the key");
    assertTrue(count(one, ClassColors.line(1).getRGB()) > 20, "the key of a class without a line");
  }

  /** Nothing found and nothing to find are no reasons to fail. */
  @Test
  void emptyCurvesAreEmptyFrames() {
    BoxedObject far = BoxedObject.found("RBC", new Box(0, 0, 1, 1), .9);
    for (List<BoxedObject> found : List.of(List.<BoxedObject>of(), List.of(far)))
      assertTrue(plot(point(0, found)).getWidth() > 600);
  }

  private static ImagePlus plot(Point... points) {
    RobustnessCurve curve =
        Curves.of(
            "F1",
            new AttackSpec("pgd", Norm.L2, 20, 4, 1),
            List.of("RBC", "Platelets"),
            List.of(points));
    return Plots.precisionRecall(
        "Precision and recall", curve, (point, name) -> DetectionReport.curve(point, name, 100));
  }

  private Point point(double epsilon, List<BoxedObject> found) {
    return new Point(
        epsilon,
        List.of(
            Curves.score(
                "smear", Map.of("RBC", 1.), Map.of(), List.of(new ObjectsInImage(truth, found)))));
  }

  private static int count(ImagePlus picture, int color) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++)
        if ((picture.getProcessor().get(x, y) | 0xff000000) == color) count++;
    return count;
  }
}
