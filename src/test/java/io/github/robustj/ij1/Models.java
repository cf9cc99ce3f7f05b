package io.github.robustj.ij1;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Question;
import io.github.robustj.task.Question.Detector;
import io.github.robustj.task.Question.Points;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model folders that can be opened, but hold no network. */
public final class Models {

  private Models() {}

  /** Knows background and {@code bright}. */
  public static Path untrained(Path folder) {
    List<LabelClass> classes =
        List.of(new LabelClass(0, "background"), new LabelClass(1, "bright"));
    return of(folder, new Question("segmentation", classes), new NetworkSpec(1, 2, 4, 1, false));
  }

  /** Finds {@code left} and {@code right}. */
  public static Path landmarks(Path folder) {
    Points points = new Points(List.of("left", "right"), 5, 64, "mm");
    Question question = new Question("landmark", List.of(), points, null);
    return of(folder, question, new NetworkSpec(1, 6, 4, 1, false));
  }

  /** Finds {@code RBC} and {@code WBC}. */
  public static Path objects(Path folder) {
    Detector detector = new Detector(List.of("RBC", "WBC"), List.of(.3, .3), .5);
    Question question = new Question("detection", List.of(), null, detector);
    return of(folder, question, new NetworkSpec(1, 6, 4, 2, false, 4));
  }

  private static Path of(Path folder, Question question, NetworkSpec network) {
    ModelDescription description =
        new ModelDescription(
            question,
            new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
            network,
            new Training(Map.of(), Double.NaN, null, null, null),
            new Origin(Instant.EPOCH, Map.of()));
    ModelFolder.write(
        folder,
        description,
        into -> {
          Files.createDirectories(into.resolve("saved_model"));
          Files.createFile(into.resolve("saved_model/saved_model.pb"));
        });
    return folder;
  }
}
