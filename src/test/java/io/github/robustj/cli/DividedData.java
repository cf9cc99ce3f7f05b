package io.github.robustj.cli;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.Questions;
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
    return EmptyModels.write(folder, Questions.ofData(task), 1, Instant.ofEpochSecond(number));
  }
}
