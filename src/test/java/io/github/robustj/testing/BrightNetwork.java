package io.github.robustj.testing;

import io.github.robustj.data.LabelClass;
import io.github.robustj.model.Backend;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A model without TensorFlow that finds the discs of {@link Discs}: what is above the mean. */
public final class BrightNetwork {

  private BrightNetwork() {}

  /** Where {@link #write} describes a model, a network that computes the same again and again. */
  public static Backend backend() {
    return new FakeBackend(() -> new FakeBackend.Model(new PixelClassifier(-1, 1, 0, 0)));
  }

  /**
   * @param structure name of its class
   */
  public static Path write(Path folder, String structure) {
    return write(folder, structure, 0);
  }

  /**
   * @param number in which it differs from others
   */
  public static Path write(Path folder, String structure, int number) {
    List<LabelClass> classes = List.of(new LabelClass(0, "ground"), new LabelClass(1, structure));
    return EmptyModels.write(
        folder, new SegmentationQuestion(classes), 1, Instant.ofEpochSecond(number));
  }
}
