package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.PointRow;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.model.Bounds;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets and regions of an evaluation, case by case. */
class EvaluationAimTest {

  /** Says nothing of its place in the world. */
  private static final Path IMAGE = Path.of("case.tif");

  private static final List<Key<?>> TABLE = Keys.join(OptionTable.ATTACK, OptionTable.EVALUATE);

  @TempDir Path folder;

  private final SegmentationTask task =
      new SegmentationTask(
          List.of(
              new LabelClass(0, "ground"), new LabelClass(4, "organ"), new LabelClass(7, "sac")));

  private final EncodedCase subject =
      new EncodedCase(
          "patient 1",
          Tensor.zeros(1, 1, 3, 1),
          new Tensor(new float[] {0, 1, 2}, 1, 1, 3, 1),
          Bounds.none());

  @Test
  void leftOutItIsAnywhere() {
    EvaluationAim aim = aim(Map.of());
    assertEquals(EvaluationAim.anywhere(), aim);
    assertFalse(aim.isTargeted());
    assertEquals(new EvaluationCase(subject), aim.of(subject, task, IMAGE));
  }

  @Test
  void targetsFollowFromTheTruthOfTheCase() {
    EvaluationCase erased =
        aim(Map.of("target", "erase", "target_class", "sac")).of(subject, task, IMAGE);
    assertArrayEquals(new float[] {0, 1, 0}, wanted(erased));
    EvaluationCase swapped =
        aim(Map.of("target", "swap", "target_class", "4", "target_other", "Sac"))
            .of(subject, task, IMAGE);
    assertArrayEquals(new float[] {0, 2, 1}, wanted(swapped));
    assertArrayEquals(new float[] {0, 1, 2}, swapped.targets().data(), "the truth stays");
  }

  @Test
  void masksAreOneForAllOrOnePerCase() throws IOException {
    Path all = save(folder.resolve("all.tif"), 4, 4, 0);
    Path each = Files.createDirectory(folder.resolve("each"));
    save(each.resolve("patient 1.tif"), 0, 7, 7);
    EvaluationCase one =
        aim(Map.of("target", "mask", "target_mask", all, "region", each)).of(subject, task, IMAGE);
    assertArrayEquals(new float[] {1, 1, 0}, wanted(one));
    assertArrayEquals(new boolean[] {false, true, true}, one.region().inside());
    EvaluationCase other =
        aim(Map.of("target", "mask", "target_mask", each)).of(subject, task, IMAGE);
    assertArrayEquals(new float[] {0, 2, 2}, wanted(other));
    assertTrue(other.region().isEverywhere());
  }

  @Test
  void whatDoesNotSuitIsNamed() throws IOException {
    fails("give target_mask", Map.of("target", "mask"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    fails("0 label images for the case patient 1", Map.of("region", empty));
    Path nothing = save(folder.resolve("nothing.tif"), 0, 0, 0);
    fails("region of the case patient 1 has no pixel above 0", Map.of("region", nothing));
    Path large = folder.resolve("large.tif");
    IJ.saveAsTiff(new ImagePlus("", new ByteProcessor(2, 2)), large.toString());
    fails("2 x 2 x 1 pixels", Map.of("target", "mask", "target_mask", large));
    fails("region is 2 x 2 x 1 pixels but the case patient 1 is 3 x 1", Map.of("region", large));
    Map<String, Object> itself =
        Map.of("target", "swap", "target_class", "4", "target_other", "organ");
    fails("target_class and target_other are both 4", itself);
    fails("move, which does not exist for a segmentation", Map.of("target", "move"));
    fails("vanish, which is only for", Map.of("target", "vanish"));
  }

  /** Landmarks are found at 1 x 2 of the image's 2 x 4 pixels, which are the region's. */
  @Test
  void aRegionOfLandmarksHasTheSizeOfTheImage() {
    Path image = folder.resolve("patient 1.tif");
    IJ.saveAsTiff(new ImagePlus("", new ByteProcessor(4, 2)), image.toString());
    byte[] right = {0, 0, 1, 1, 0, 0, 1, 1};
    Path region = folder.resolve("region.tif");
    IJ.saveAsTiff(new ImagePlus("", new ByteProcessor(4, 2, right)), region.toString());
    Path small = save(folder.resolve("small.tif"), 0, 1);
    LandmarkTask points = new LandmarkTask(List.of("a"), 2, "pixel", Correctness.LOSS);
    EncodedCase half =
        new EncodedCase(
            "patient 1",
            Tensor.zeros(1, 1, 2, 1),
            Tensor.zeros(1, 1, PointRow.COLUMNS),
            Bounds.none());
    EvaluationCase aimed = aim(Map.of("region", region)).of(half, points, image);
    assertArrayEquals(new boolean[] {false, true}, aimed.region().inside());
    OptionsTest.assertFails(
        "region is 2 x 1 x 1 pixels but the case patient 1 is 4 x 2",
        () -> aim(Map.of("region", small)).of(half, points, image));
  }

  /** What is to be seen by a model that sees the truth. */
  private static float[] wanted(EvaluationCase aimed) {
    Tensor truth = aimed.targets();
    Tensor logits = Tensor.zeros(1, 1, truth.data().length, 3);
    for (int k = 0; k < truth.data().length; k++) logits.data()[3 * k + (int) truth.data()[k]] = 1;
    return aimed.aim().orElseThrow().in(logits).targets().data();
  }

  private void fails(String words, Map<String, Object> given) {
    OptionsTest.assertFails(words, () -> aim(given).of(subject, task, IMAGE));
  }

  private static EvaluationAim aim(Map<String, ?> given) {
    return EvaluationAim.from(Options.of(new HashMap<>(given), TABLE));
  }

  private static Path save(Path file, int... labels) {
    byte[] pixels = new byte[labels.length];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) labels[i];
    IJ.saveAsTiff(new ImagePlus("", new ByteProcessor(pixels.length, 1, pixels)), file.toString());
    return file;
  }
}
