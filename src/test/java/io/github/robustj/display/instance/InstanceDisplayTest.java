package io.github.robustj.display.instance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Outline;
import io.github.robustj.display.LabelImages;
import io.github.robustj.display.LabelledImage;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction.Objects;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class InstanceDisplayTest {

  private static final InstanceDisplay DISPLAY = new InstanceDisplay();

  /** A triangle of 8 square pixels, and a square of 4 that overlaps it and is less sure. */
  private static final Objects SEEN =
      new Objects(
          "cells",
          8,
          5,
          List.of("object"),
          Boxes.of(
              List.of(
                  object(.9, 0, 0, 4, 0, 0, 4),
                  object(.6, 1, 0, 3, 0, 3, 2, 1, 2),
                  object(.2, 5, 1, 7, 1, 7, 3, 5, 3))),
          .5);

  /** A number for each object that counts; the surer one is on top. */
  @Test
  void labelsAreNumbers() {
    LabelledImage labels = DISPLAY.labels(SEEN, options(Map.of())).orElseThrow();
    byte[] pixels = (byte[]) LabelImages.of(labels).getProcessor().getPixels();
    assertEquals(1, pixels[0]);
    assertEquals(1, pixels[8]);
    assertEquals(2, pixels[10], "only the square is there");
    assertEquals(0, pixels[14], "too unsure");
    LabelledImage all = DISPLAY.labels(SEEN, options(Map.of("threshold", .1))).orElseThrow();
    assertEquals(3, ((byte[]) LabelImages.of(all).getProcessor().getPixels())[14]);
  }

  /** Polygons, counts and places; all of it is kept with the image and moves with thresholds. */
  @Test
  void outlinesAreRois() {
    ImagePlus shown = IJ.createImage("cells", 8, 5, 1, 8);
    PredictionView view =
        DISPLAY.prediction(
            SEEN,
            new Image("cells", ArrayImgs.floats(8, 5, 1, 1), Calibration.PIXELS),
            options(Map.of()));
    view.put(shown);
    Overlay overlay = shown.getOverlay();
    assertEquals(2, overlay.size());
    assertEquals(Roi.POLYGON, overlay.get(0).getType());
    assertArrayEquals(new float[] {0, 4, 0}, overlay.get(0).getFloatPolygon().xpoints);
    assertEquals(SEEN.found(), StoredDetection.of(shown).orElseThrow().prediction().found());
    assertEquals(
        List.of("image,slice,object,all", "cells,0,2,2"),
        view.table().getValue().csv().lines().toList());
    assertEquals(
        List.of("image", "slice", "label", "score", "area", "left", "top", "right", "bottom"),
        List.of(view.further().get("Objects").csv().lines().findFirst().orElseThrow().split(",")));
    assertEquals(Boxes.of(List.of()), DrawnOutlines.of(shown), "these are nobody's drawing");
  }

  /** Areas of all kinds count as objects, with their holes; points do not. */
  @Test
  void areasAreTruth() {
    ImagePlus shown = IJ.createImage("cells", 40, 30, 1, 8);
    Overlay overlay = new Overlay();
    overlay.add(new Roi(2, 3, 10, 6));
    overlay.add(new ShapeRoi(new Roi(20, 3, 10, 10)).not(new ShapeRoi(new Roi(22, 5, 4, 4))));
    overlay.add(new PointRoi(5, 20));
    shown.setOverlay(overlay);
    List<BoxedObject> drawn = DrawnOutlines.of(shown).all();
    assertEquals(2, drawn.size());
    assertEquals(new Box(2, 3, 12, 9), drawn.get(0).box());
    assertEquals(60, drawn.get(0).outline().area(), 1e-6);
    assertEquals(100 - 16, drawn.get(1).outline().area(), 1e-6);
  }

  private static BoxedObject object(double score, double... ring) {
    return BoxedObject.outlined("object", new Outline(List.of(ring)), score);
  }

  private static Options options(Map<String, ?> given) {
    return Options.of(given, OptionTable.OBJECT_THRESHOLDS);
  }
}
