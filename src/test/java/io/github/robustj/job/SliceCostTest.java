package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.task.Question;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.EmptyModels;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of some seconds, and few of them, held against numbers worked out by hand. */
class SliceCostTest {

  private static final VolumeSize SMALL = new VolumeSize(35, 50, 35);
  private static final VolumeSize LARGE = new VolumeSize(512, 512, 300);

  @TempDir Path folder;

  /** 61 250 looks are no second; reading a pixel ten times is a quarter of a look at it. */
  @Test
  void predictions() {
    Question mask =
        new SegmentationQuestion(List.of(new LabelClass(0, "g"), new LabelClass(1, "a")));
    assertEquals(List.of(new SliceRange(0, 35)), prediction(mask).ranges(SMALL));
    List<SliceRange> ranges = prediction(mask).ranges(LARGE);
    assertEquals(10, ranges.size());
    assertEquals(new SliceRange(0, 16), ranges.get(0));
    assertEquals(new SliceRange(272, 300), ranges.get(9));
    // 256 x 256 x 48 looks are three times a million, in three batches.
    assertEquals(3, prediction(mask).ranges(new VolumeSize(256, 256, 48)).size());
  }

  /** Landmarks are seen at 64 x 64 pixels: 1.2 millions of looks at the large volume. */
  @Test
  void whatTheNetworkSeesCounts() {
    Question points = new LandmarkQuestion(List.of("a"), 5, 64, "mm");
    assertEquals(1, prediction(points).ranges(LARGE).size());
    Question half = new DetectionQuestion(List.of("a"), List.of(.1), .5);
    assertEquals(2, prediction(half).ranges(LARGE).size());
  }

  /**
   * Two steps are three gradients of three looks, and one more: with a label reading alone is
   * repeated; without, every part first looks at all slices.
   */
  @Test
  void attacks() {
    assertEquals(19, attack("pgd", 20, true).ranges(LARGE).size());
    assertEquals(16, attack("pgd", 20, false).ranges(LARGE).size());
    assertEquals(2, attack("pgd", 2, false).ranges(LARGE).size());
    assertEquals(1, attack("pgd", 2, true).ranges(SMALL).size());
  }

  @Test
  void oneForAllIsOnePart() {
    AttackFileJob universal = attack("universal", 2, true);
    assertTrue(universal.undivided().isPresent());
    assertEquals(List.of(new SliceRange(0, 300)), universal.ranges(LARGE));
    assertTrue(attack("pgd", 2, true).undivided().isEmpty());
  }

  private PredictFileJob prediction(Question question) {
    return new PredictFileJob(model(question), image(), 0, 512, false);
  }

  private AttackFileJob attack(String attack, int steps, boolean label) {
    Question mask =
        new SegmentationQuestion(List.of(new LabelClass(0, "g"), new LabelClass(1, "a")));
    Map<String, Object> options = new HashMap<>(Map.of("attack", attack, "steps", steps));
    return new AttackFileJob(
        model(mask),
        image(),
        new AttackFiles(
            label ? Optional.of(folder.resolve("label.nii")) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        YOrigin.AUTOMATIC,
        AttackOptions.of(options),
        1,
        1,
        Optional.empty(),
        new AttackFileJob.Aim("none", "", "", 2, 10, 0));
  }

  private ChannelFiles image() {
    return new ChannelFiles("volume", List.of(folder.resolve("volume.nii")));
  }

  private Path model(Question question) {
    return EmptyModels.write(folder.resolve("model"), question, 1, Instant.EPOCH);
  }
}
