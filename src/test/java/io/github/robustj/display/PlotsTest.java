package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.testing.Curves;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are checked by where their colours lie; positions to the width of a line. */
class PlotsTest {

  /** Above this is title and legend. */
  private static final int BAND = 40;

  @Test
  void robustnessRunsFromNoughtToOne() {
    Map<String, Evaluation> curves = new LinkedHashMap<>();
    curves.put("best", new Evaluation(curve(1, 1)));
    curves.put("half", new Evaluation(curve(.5, .5)));
    curves.put("worst", new Evaluation(curve(0, 0)));
    ImagePlus image = Plots.robustness("Robustness", curves);
    double top = row(image, ClassColors.line(0));
    double middle = row(image, ClassColors.line(1));
    double bottom = row(image, ClassColors.line(2));
    assertEquals("Robustness", image.getTitle());
    assertEquals(
        400 / 1.04, bottom - top, 3, "a frame of 400 pixels with 2 % of room on both sides");
    assertEquals((top + bottom) / 2, middle, 2);
  }

  @Test
  void trainingShowsWhatWasMeasured() {
    EpochReport plain = report(1, Map.of("loss", 1.5, "clean_score", .5), new float[0]);
    EpochReport robust =
        report(2, Map.of("loss", .5, "clean_score", .8, "robust_score", .4), new float[0]);
    ImagePlus clean = Plots.training("Training", "segmentation", List.of(plain), "");
    assertTrue(has(clean, ClassColors.BLUE));
    assertFalse(has(clean, ClassColors.VERMILION), "not measured, not in the legend");
    assertTrue(
        has(
            Plots.training("Training", "segmentation", List.of(plain, robust), ""),
            ClassColors.VERMILION));
    EpochReport margins = report(2, Map.of(), new float[] {1, 2});
    ImagePlus withMargins = Plots.training("Training", "segmentation", List.of(plain, margins), "");
    assertTrue(withMargins.getHeight() > clean.getHeight());
    // With the title bar and ImageJ's own window above, else ImageJ shows it reduced and blurred.
    assertTrue(withMargins.getHeight() <= 660, "too high for a screen of 800 pixels");
    assertTrue(has(withMargins, ClassColors.GREEN));
  }

  @Test
  void nothingMeasuredIsAnEmptyFrame() {
    ImagePlus image =
        Plots.training(
            "Training",
            "segmentation",
            List.of(report(1, Map.of("loss", Double.NaN), new float[0])),
            "");
    assertFalse(has(image, ClassColors.BLUE));
    assertTrue(has(image, Color.BLACK));
  }

  @Test
  void histogramCountsEveryValueOnce() {
    Figure.Histogram histogram = Figure.Histogram.of(new float[] {0, .9f, 1, 2.5f, 4, 4}, 4);
    assertEquals(1, histogram.width());
    assertArrayEquals(new int[] {2, 1, 1, 2}, histogram.counts());
    assertArrayEquals(new double[] {.5, 1.5, 2.5, 3.5}, histogram.centers());
    assertArrayEquals(new int[] {3, 0}, Figure.Histogram.of(new float[3], 2).counts());
  }

  @Test
  void marginHistogramHasItsBarsWhereTheMarginsAre() {
    BufferedImage picture =
        Plots.margins(report(1, Map.of(), new float[] {10, 10, 10}), Plots.MIDDLE);
    int green = ClassColors.GREEN.getRGB();
    int left = picture.getWidth();
    for (int x = 0; x < picture.getWidth(); x++)
      if (picture.getRGB(x, picture.getHeight() / 2) == green) left = Math.min(left, x);
    assertTrue(left > .85 * picture.getWidth(), "all in the last of 20 bins, but found at " + left);
    assertTrue(left < picture.getWidth());
  }

  @Test
  void headlessTrainingOpensNoWindow() {
    LiveTraining live = new LiveTraining("Training", "segmentation");
    live.epoch(report(1, Map.of("loss", 1.0), new float[0]));
    assertEquals(0, WindowManager.getImageCount());
  }

  @Test
  void pngHoldsThePicture(@TempDir Path folder) throws Exception {
    ImagePlus image =
        Plots.robustness("Robustness", Map.of("model", new Evaluation(curve(.9, .1))));
    Path file = folder.resolve("deep/plot.png");
    ImageFiles.png(image, file);
    BufferedImage read = ImageIO.read(file.toFile());
    assertEquals(image.getWidth(), read.getWidth());
    assertEquals(image.getBufferedImage().getRGB(300, 200), read.getRGB(300, 200));
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static EpochReport report(int epoch, Map<String, Double> values, float[] margins) {
    return new EpochReport(epoch, 5, values, margins);
  }

  private static RobustnessCurve curve(double... scores) {
    List<Point> points =
        DoubleStream.of(scores).mapToObj(s -> new Point(s == scores[0] ? 0 : 6, cases(s))).toList();
    if (scores[0] == scores[1]) points = List.of(points.get(0), new Point(6, cases(scores[1])));
    return Curves.of("Dice", AttackSpec.pgd(10), List.of("a"), points);
  }

  private static List<CaseScore> cases(double score) {
    return List.of(Curves.score("case", Map.of("a", score)));
  }

  private static boolean has(ImagePlus image, Color color) {
    BufferedImage picture = image.getBufferedImage();
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++)
        if (picture.getRGB(x, y) == color.getRGB()) return true;
    return false;
  }

  /** Median row of a colour below title and legend; where most of a level line lies. */
  private static double row(ImagePlus image, Color color) {
    BufferedImage picture = image.getBufferedImage();
    List<Integer> rows = new ArrayList<>();
    for (int y = BAND; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++)
        if (near(new Color(picture.getRGB(x, y)), color)) rows.add(y);
    assertTrue(rows.size() > 100, "a line from left to right, but only " + rows.size());
    return rows.get(rows.size() / 2);
  }

  /** Smooth lines are mixed with white at their edges. */
  private static boolean near(Color found, Color color) {
    return Math.abs(found.getRed() - color.getRed()) < 60
        && Math.abs(found.getGreen() - color.getGreen()) < 60
        && Math.abs(found.getBlue() - color.getBlue()) < 60;
  }
}
