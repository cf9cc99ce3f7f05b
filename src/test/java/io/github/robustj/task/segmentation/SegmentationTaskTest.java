package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class SegmentationTaskTest {

  private static final LabelClass BACKGROUND = new LabelClass(0, "background");

  private final SegmentationTask task =
      new SegmentationTask(
          List.of(BACKGROUND, new LabelClass(255, "tumour"), new LabelClass(7, "liver")));

  @Test
  void writesAMaskAsClassIndicesWithXFastest() {
    // Two slices, two rows of three columns.
    int[] labels = {0, 255, 7, 7, 7, 0, 255, 0, 0, 0, 0, 7};
    Tensor targets = task.encode(new Annotation.Mask(ArrayImgs.ints(labels, 3, 2, 2)));
    assertArrayEquals(new int[] {2, 2, 3, 1}, targets.shape());
    float[] expected = {0, 1, 2, 2, 2, 0, 1, 0, 0, 0, 0, 2};
    assertArrayEquals(expected, targets.data());
  }

  @Test
  void encodesACutOutWhoseOriginIsNotZero() {
    int[] labels = {0, 255, 7, 7};
    var cutOut =
        Views.interval(ArrayImgs.ints(labels, 2, 2, 1), new long[] {1, 0, 0}, new long[] {1, 1, 0});
    Tensor targets = task.encode(new Annotation.Mask(cutOut));
    assertArrayEquals(new float[] {1, 2}, targets.data());
  }

  @Test
  void decodesWhatItEncoded() {
    int[] labels = {0, 255, 7, 7, 7, 0, 255, 0, 0, 0, 0, 7};
    Tensor targets = task.encode(new Annotation.Mask(ArrayImgs.ints(labels, 3, 2, 2)));
    Annotation.Mask mask = task.decode(oneHot(targets));
    assertEquals(3, mask.labels().dimension(0));
    assertEquals(2, mask.labels().dimension(1));
    int i = 0;
    for (IntType label : Views.flatIterable(mask.labels())) assertEquals(labels[i++], label.get());
    assertEquals(labels.length, i);
  }

  @Test
  void namesAnUnknownLabelValueAndTheKnownOnes() {
    var mask = new Annotation.Mask(ArrayImgs.ints(new int[] {0, 128}, 2, 1, 1));
    String message = assertThrows(RobustJException.class, () -> task.encode(mask)).getMessage();
    assertTrue(message.contains("128"), message);
    assertTrue(message.contains("0 (background), 255 (tumour), 7 (liver)"), message);
  }

  @Test
  void scoresTheWholeCaseByClassName() {
    // Tumour: 1 of 2 found in slice 0, 1 of 1 in slice 1: 2 TP = 4, FN 1. Liver: nowhere.
    Tensor targets = new Tensor(new float[] {1, 1, 0, 1}, 2, 1, 2, 1);
    Tensor outputs = oneHot(new Tensor(new float[] {1, 0, 0, 1}, 2, 1, 2, 1));
    Map<String, Double> score = task.score(outputs, targets);
    assertEquals(List.of("tumour", "liver"), List.copyOf(score.keySet()));
    assertEquals(4. / 5, score.get("tumour"), 1e-15);
    assertEquals(Double.NaN, score.get("liver"));
  }

  /**
   * Pixels of .5 x 2 mm: the tumour is found a pixel to the right of where it is, the liver is
   * lost, and what nobody has annotated counts nowhere.
   */
  @Test
  void measuresShapesInMillimetres() {
    int[] drawn = {0, 1, 0, 0, -1, 2, 2, 0, 0, 0};
    float[] truth = new float[10];
    for (int i = 0; i < 10; i++) truth[i] = drawn[i];
    Tensor found = new Tensor(new float[] {0, 0, 1, 0, 1, 0, 0, 0, 0, 0}, 1, 2, 5, 1);
    EncodedCase subject =
        new EncodedCase(
            "case",
            Tensor.zeros(1, 2, 5, 1),
            new Tensor(truth, 1, 2, 5, 1),
            Bounds.none(),
            new Calibration(.5, 2, 0, "mm"));
    Map<String, Map<String, Double>> scores = task.otherScores(oneHot(found), subject);
    double all = Math.sqrt(2.5 * 2.5 + 4 * 4);
    assertEquals(Map.of("tumour", .5, "liver", all), scores.get("hd95_mm"));
    assertEquals(Map.of("tumour", .5, "liver", all), scores.get("average_surface_distance_mm"));
    assertEquals(Map.of("tumour", 1., "liver", 0.), scores.get("surface_dice"));
    assertEquals(Map.of("tumour", 0., "liver", -1.), scores.get("volume_difference"));
    assertEquals(Map.of("tumour", 0., "liver", 0.), scores.get("component_f1"));
  }

  @Test
  void qualityIsTheMeanOverThePresentStructuresOfEachSample() {
    // Sample 0: tumour 2/3, liver 0 (predicted only). Sample 1: empty in both. Sample 2: half
    // ignored, the rest right.
    float[] truth = {1, 1, 0, 0, 0, 0, -1, -1, 2};
    float[] predicted = {1, 0, 2, 0, 0, 0, 1, 1, 2};
    Tensor targets = new Tensor(truth, 3, 1, 3, 1);
    float[] quality = task.quality(oneHot(new Tensor(predicted, 3, 1, 3, 1)), targets);
    assertArrayEquals(new float[] {1 / 3f, 1, 1}, quality, 1e-7f);
  }

  @Test
  void refusesAModelWithOtherClasses() {
    Tensor outputs = Tensor.zeros(1, 1, 1, 2);
    assertThrows(RobustJException.class, () -> task.decode(outputs));
  }

  @Test
  void refusesClassesThatCannotBeToldApart() {
    LabelClass first = new LabelClass(1, "a");
    assertRefused(List.of(BACKGROUND));
    assertRefused(List.of(first, BACKGROUND));
    assertRefused(List.of(BACKGROUND, first, new LabelClass(1, "b")));
    assertRefused(List.of(BACKGROUND, first, new LabelClass(2, "a")));
  }

  private static void assertRefused(List<LabelClass> classes) {
    assertThrows(RobustJException.class, () -> new SegmentationTask(classes));
  }

  /** Logits that are 1 for the given class and 0 for the others. */
  private static Tensor oneHot(Tensor classes) {
    Tensor logits = Tensor.zeros(classes.shape(0), classes.shape(1), classes.shape(2), 3);
    for (int i = 0; i < classes.data().length; i++)
      logits.data()[3 * i + (int) classes.data()[i]] = 1;
    return logits;
  }
}
