package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.TrainResult;
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
    ImagePlus image = MarginPlots.history("Margins", MARGINS);
    assertTrue(has(image, ClassColors.BLUE) && has(image, ClassColors.GREEN));
    assertFalse(MarginPlots.has(List.of(report(1, Map.of("loss", 1.)))));
    assertFalse(MarginPlots.has(List.of(report(1, Map.of("margin_mean", Double.NaN)))));
    assertTrue(MarginPlots.has(MARGINS));
  }

  @Test
  void picturesLieInTheModelFolder(@TempDir Path folder) throws Exception {
    TrainingFiles.write(new TrainResult(folder, List.of()), "segmentation");
    assertEquals(List.of(), names(folder));
    TrainingFiles.write(
        new TrainResult(folder, List.of(report(1, Map.of("loss", 1.)))), "segmentation");
    assertEquals(List.of("history.png"), names(folder));
    TrainingFiles.write(new TrainResult(folder, MARGINS), "segmentation");
    assertEquals(List.of("history.png", "margins.png"), names(folder));
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
