package io.github.robustj.testing;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.model.Backend;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Cases;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.MarginSummary;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
    ModelDescription description =
        new ModelDescription(
            new Question("segmentation", classes),
            new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
            new NetworkSpec(1, 2, 4, 2, false),
            new Training(
                Map.of(),
                Double.NaN,
                MarginSummary.of(new float[0]),
                Map.of(),
                new Cases(List.of(), List.of())),
            new Origin(Instant.ofEpochSecond(number), Map.of()));
    ModelFolder.write(
        folder,
        description,
        dir -> {
          Files.createDirectories(dir.resolve("saved_model"));
          Files.writeString(dir.resolve("saved_model/saved_model.pb"), "");
        });
    return folder;
  }
}
