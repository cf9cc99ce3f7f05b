package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ByteProcessor;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.data.reader.landmark.PointRois;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LandmarkOverlayTest {

  private final Calibration size = new Calibration(.5, .5, 1, "mm");
  private final Landmarks found =
      new Landmarks(
          List.of(
              Map.of("nose", new Landmark(3.25, 4.5, .87)), Map.of("nose", new Landmark(8, 9, .5))),
          size);
  private final Image image = image(720, 360);

  /** A label is a thirty-sixth of the longest side high, so that it can be read in any image. */
  @Test
  void labelsFollowTheSizeOfTheImage() {
    for (int[] expected : new int[][] {{720, 20}, {2160, 60}, {90, 5}}) {
      Overlay overlay = LandmarkOverlay.of(found, image(expected[0], 50), ContourStyle.PREDICTION);
      assertEquals(expected[1], ((TextRoi) overlay.get(1)).getCurrentFont().getSize());
    }
  }

  @Test
  void labelsStayInTheImage() {
    Landmarks right = Landmarks.of(Map.of("nose", new Landmark(700, 100, .9)), Calibration.PIXELS);
    Overlay overlay = LandmarkOverlay.of(right, image, ContourStyle.PREDICTION);
    assertTrue(overlay.get(1).getXBase() < 700 && overlay.get(1).getXBase() > 500);
  }

  private static Image image(int width, int height) {
    return ImagePlusConverter.toImage(new ImagePlus("", new ByteProcessor(width, height)));
  }

  /** ImageJ keeps places between pixels as float32. */
  @Test
  void pointsReadBackAsTheyWere() {
    Overlay overlay = LandmarkOverlay.of(found, image, ContourStyle.PREDICTION);
    Roi[] first =
        Stream.of(LandmarkOverlay.points(overlay).toArray())
            .filter(roi -> roi.getPosition() == 1)
            .toArray(Roi[]::new);
    assertEquals(Map.of("nose", Landmark.at(3.25, 4.5)), PointRois.points(List.of(first), "test"));
  }

  @Test
  void labelsTellNameAndConfidence() {
    Overlay overlay = LandmarkOverlay.of(found, image, ContourStyle.ADVERSARIAL);
    assertTrue(
        Stream.of(overlay.toArray()).anyMatch(r -> r.getName().equals("adversarial nose 87%")));
    assertEquals("nose 87%", ((TextRoi) overlay.get(1)).getText().strip());
    assertEquals(4, overlay.size(), "a point and a label in each of two slices");
  }

  /** 3 pixels right and 4 down of half a millimetre. */
  @Test
  void linesLeadFromTheTruthAndTellTheError() {
    Landmarks truth = new Landmarks(List.of(Map.of("nose", Landmark.at(.25, .5)), Map.of()), size);
    Overlay errors = LandmarkOverlay.errors(found, truth, image, ContourStyle.PREDICTION);
    assertEquals(2, errors.size());
    Line line = (Line) errors.get(0);
    assertEquals(.25, line.x1d, 1e-6);
    assertEquals(4.5, line.y2d, 1e-6);
    assertEquals("2.50 mm", errors.get(1).getName());
  }
}
