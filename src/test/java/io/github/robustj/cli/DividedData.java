package io.github.robustj.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.robustj.data.LabelClass;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.task.Question;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EmptyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small grey data sets for every task, and models that see something in them, without TensorFlow.
 */
final class DividedData {

  static final List<String> TASKS = List.of("segmentation", "landmark", "detection");

  private DividedData() {}

  /** The folders {@code data-TASK} and {@code model-TASK}. */
  static void write(Path folder, int cases) throws IOException {
    Discs.write(folder.resolve("data-segmentation"), cases);
    Crosses.write(folder.resolve("data-landmark"), cases);
    Cells.write(folder.resolve("data-detection"), cases);
    try (Stream<Path> list = Files.list(folder.resolve("data-detection/images"))) {
      for (Path file : list.toList()) {
        ImagePlus image = IJ.openImage(file.toString());
        image.setProcessor(image.getProcessor().convertToByte(true));
        new FileSaver(image).saveAsPng(file.toString());
      }
    }
    for (String task : TASKS) model(folder.resolve("model-" + task), task, 0);
  }

  /**
   * @param number in which it differs from others
   */
  static Path model(Path folder, String task, int number) {
    int outputs = task.equals("segmentation") ? 2 : 6;
    return EmptyModels.write(
        folder,
        question(task),
        new NetworkSpec(1, outputs, 4, 2, false, task.equals("detection") ? 4 : 1),
        Instant.ofEpochSecond(number));
  }

  private static Question question(String task) {
    return switch (task) {
      case "landmark" -> new LandmarkQuestion(List.of("bright", "dark"), 5, 32, "mm");
      case "detection" -> new DetectionQuestion(List.of("red", "blue"), List.of(.01, .01), 1);
      default ->
          new SegmentationQuestion(List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc")));
    };
  }
}
