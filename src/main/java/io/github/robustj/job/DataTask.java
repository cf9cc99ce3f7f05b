package io.github.robustj.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the annotations of a data folder teach, told from the names of its files. */
public final class DataTask {

  private DataTask() {}

  /** Nothing where the names do not tell; whether the files can be read is another question. */
  public static Optional<ModelTask> of(Path folder) {
    if (has(folder, "landmarks.csv")) return Optional.of(ModelTask.LANDMARK);
    if (has(folder, "boxes.csv") || has(folder, "annotations") || holdsText(folder, "labels"))
      return Optional.of(ModelTask.DETECTION);
    if (has(folder, "labels") || has(folder, "labelsTr"))
      return Optional.of(ModelTask.SEGMENTATION);
    return Optional.empty();
  }

  private static boolean has(Path folder, String name) {
    return Files.exists(folder.resolve(name));
  }

  private static boolean holdsText(Path folder, String name) {
    if (!Files.isDirectory(folder.resolve(name))) return false;
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.anyMatch(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".txt"));
    } catch (IOException e) {
      return false; // The training says why it cannot be read.
    }
  }
}
