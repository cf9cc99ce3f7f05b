package io.github.robustj.ij1;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Question;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model folders that can be opened, but hold no network. */
final class Models {

  private Models() {}

  /** Knows background and {@code bright}. */
  static Path untrained(Path folder) {
    List<LabelClass> classes =
        List.of(new LabelClass(0, "background"), new LabelClass(1, "bright"));
    ModelDescription description =
        new ModelDescription(
            new Question("segmentation", classes),
            new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
            new NetworkSpec(1, 2, 4, 1, false),
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
