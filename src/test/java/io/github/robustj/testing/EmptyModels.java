package io.github.robustj.testing;

import io.github.robustj.data.Normalization;
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
import io.github.robustj.task.TaskType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model folders that can be opened, but hold no network. */
public final class EmptyModels {

  private EmptyModels() {}

  /**
   * Of a small network.
   *
   * @param channels of its images
   * @param made when, by which models of one kind differ
   * @return the folder
   */
  public static Path write(Path folder, Question question, int channels, Instant made) {
    int stride = TaskType.of(question).stride();
    NetworkSpec network = new NetworkSpec(channels, question.outputChannels(), 4, 2, false, stride);
    return write(folder, question, network, made);
  }

  /**
   * @param made when, by which models of one kind differ
   * @return the folder
   */
  public static Path write(Path folder, Question question, NetworkSpec network, Instant made) {
    ModelDescription description = description(question, network, made);
    ModelFolder.write(
        folder,
        description,
        into -> {
          Files.createDirectories(into.resolve("saved_model"));
          Files.createFile(into.resolve("saved_model/saved_model.pb"));
        });
    return folder;
  }

  /** Of a model that nobody has trained. */
  public static ModelDescription description(Question question, NetworkSpec network, Instant made) {
    return new ModelDescription(
        question,
        new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
        network,
        new Training(
            Map.of(),
            Double.NaN,
            MarginSummary.of(new float[0]),
            Map.of(),
            new Cases(List.of(), List.of())),
        new Origin(made, Map.of()));
  }
}
