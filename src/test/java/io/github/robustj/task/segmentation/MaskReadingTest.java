package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;
import org.junit.jupiter.api.Test;

/** What is read of logits whose softmax is known. */
class MaskReadingTest {

  private static final List<LabelClass> CLASSES =
      List.of(
          new LabelClass(0, "background"), new LabelClass(7, "liver"), new LabelClass(3, "cyst"));

  /** Pixels with the probabilities 1/4, 1/2, 1/4 and 1/8, 1/8, 3/4 in turns, row by row. */
  @Test
  void masksScoresAndProbabilities() {
    Image image = new Image("case", ArrayImgs.floats(3, 2, 1, 2), new Calibration(.5, 2, 3, "mm"));
    Task.Reading reading = new SegmentationTask(CLASSES).reading(image, 3, 2, true);
    for (int row = 0; row < 4; row++) reading.add(row(row));
    Prediction.Masks seen = (Prediction.Masks) reading.prediction();
    assertEquals("case", seen.image());
    assertEquals(image.calibration(), seen.calibration());
    assertEquals(2, seen.sums().size());
    for (int z = 0; z < 2; z++) {
      assertEquals(0, seen.sums().get(z).pixels(0));
      assertEquals(3, seen.sums().get(z).pixels(1));
      assertEquals(3, seen.sums().get(z).pixels(2));
      assertEquals(.5, seen.sums().get(z).meanScore(1), 1e-7);
      assertEquals(.75, seen.sums().get(z).meanScore(2), 1e-7);
    }
    Image probabilities = seen.probabilities().orElseThrow();
    assertEquals(2, probabilities.channels());
    assertEquals(2, probabilities.slices());
    assertEquals(image.calibration(), probabilities.calibration());
    for (int i = 0; i < 12; i++) {
      boolean even = i % 2 == 0;
      assertEquals(even ? .5 : .125, at(probabilities, i, 0), 1e-7);
      assertEquals(even ? .25 : .75, at(probabilities, i, 1), 1e-7);
      var label = seen.mask().labels().getAt(i % 3, i / 3 % 2, i / 6);
      assertEquals(even ? 7 : 3, label.get());
    }
  }

  private static float at(Image image, int i, int channel) {
    return image.pixels().getAt(i % 3, i / 3 % 2, channel, i / 6).get();
  }

  private static Tensor row(int row) {
    Tensor logits = Tensor.zeros(1, 1, 3, 3);
    for (int x = 0; x < 3; x++) {
      double[] p =
          (3 * row + x) % 2 == 0 ? new double[] {.25, .5, .25} : new double[] {.125, .125, .75};
      for (int c = 0; c < 3; c++) logits.data()[3 * x + c] = (float) (Math.log(p[c]) + row);
    }
    return logits;
  }

  @Test
  void probabilitiesAreNotHeldUnlessWanted() {
    Image image = new Image("case", ArrayImgs.floats(3, 1, 1, 1), Calibration.PIXELS);
    Task.Reading reading = new SegmentationTask(CLASSES).reading(image, 3, 1);
    reading.add(row(0));
    assertTrue(((Prediction.Masks) reading.prediction()).probabilities().isEmpty());
  }

  @Test
  void masksThatFitInNoArrayAreRefusedInASentence() {
    Image slide =
        new Image(
            "slide",
            ConstantUtils.constantRandomAccessibleInterval(
                new FloatType(), new net.imglib2.FinalInterval(1 << 16, 1 << 15, 1, 1)),
            Calibration.PIXELS);
    SegmentationTask task = new SegmentationTask(CLASSES);
    for (boolean probabilities : new boolean[] {true, false}) {
      String said =
          assertThrows(
                  RobustJException.class,
                  () -> task.reading(slide, 1 << 16, 1 << 15, probabilities))
              .getMessage();
      assertTrue(said.startsWith("The mask would have 65536 x 32768 x 1 pixels, but"), said);
    }
  }
}
