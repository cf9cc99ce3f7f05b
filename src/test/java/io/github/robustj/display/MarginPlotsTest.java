package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.TrainResult;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.training.History;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarginPlotsTest {

  private static final List<EpochReport> MARGINS =
      List.of(
          report(1, Map.of("margin_mean", 1., "margin_q50", 1., "margin_growing", 1.)),
          report(2, Map.of("margin_mean", 2., "margin_q50", 2., "margin_growing", .5)));

  @Test
  void showsWhatWasMeasuredOverTheEpochs() {
    ImagePlus image = TrainingFiles.history("Margins", MARGINS);
    assertTrue(has(image, ClassColors.BLUE) && has(image, ClassColors.GREEN));
    assertFalse(TrainingFiles.has(List.of(report(1, Map.of("loss", 1.)))));
    assertFalse(TrainingFiles.has(List.of(report(1, Map.of("margin_mean", Double.NaN)))));
    assertTrue(TrainingFiles.has(MARGINS));
  }

  @Test
  void picturesLieInTheModelFolder(@TempDir Path folder) throws Exception {
    TrainingFiles.write(new TrainResult(folder, List.of()), "segmentation");
    assertEquals(List.of(), names(folder));
    TrainingFiles.write(trained(folder, List.of(report(1, Map.of("loss", 1.)))), "segmentation");
    assertEquals(List.of("history.csv", "history.png"), names(folder));
    TrainingFiles.write(trained(folder, MARGINS), "segmentation");
    assertEquals(List.of("history.csv", "history.png", "margins.png"), names(folder));
  }

  @Test
  void noPictureIsDrawnBesideTheModelOfAnotherTraining(@TempDir Path folder) throws Exception {
    TrainResult first = trained(folder, MARGINS);
    try (OutputLock another = OutputLock.on(folder)) {
      assertTrue(refusal(first).contains("is being written by another run"));
    }
    trained(folder, List.of(report(1, Map.of("loss", 1.))));
    assertTrue(refusal(first).contains("was written by another training meanwhile"));
    Files.writeString(ModelFolder.history(folder), "mine");
    assertTrue(refusal(first).contains("was written by another training meanwhile"));
    assertEquals(List.of("history.csv"), names(folder));
  }

  private static String refusal(TrainResult result) {
    return assertThrows(RobustJException.class, () -> TrainingFiles.write(result, "segmentation"))
        .getMessage();
  }

  /** With the history that a training writes. */
  private static TrainResult trained(Path folder, List<EpochReport> reports) throws Exception {
    List<History.Row> rows =
        reports.stream().map(r -> new History.Row(r.epoch(), r.values())).toList();
    Files.writeString(ModelFolder.history(folder), new History(rows).csv());
    return new TrainResult(folder, reports);
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private static EpochReport report(int epoch, Map<String, Double> values) {
    return new EpochReport(epoch, 3, values, new float[0]);
  }

  private static boolean has(ImagePlus image, Color color) {
    BufferedImage picture = image.getBufferedImage();
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++)
        if (picture.getRGB(x, y) == color.getRGB()) return true;
    return false;
  }
}
