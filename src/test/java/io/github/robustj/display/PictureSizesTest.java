package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.display.detection.ObjectDisplay;
import io.github.robustj.display.landmark.LandmarkReport;
import io.github.robustj.display.landmark.PointDisplay;
import io.github.robustj.display.segmentation.MaskDisplay;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.SeenMasks;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every picture that is drawn of an image, for each task and images of every shape: it is drawn, of
 * a size that a screen shows, and no text touches its edge. {@code -Drobustj.pictures=FOLDER} keeps
 * them to be looked at.
 */
class PictureSizesTest {

  private static final int LARGEST = 2000 + 24;
  private static final String LONG = "a class whose name is longer than a small picture is wide";

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "1, 40, 1, 1",
    "40, 1, 1, 3",
    "3, 2, 3, 1",
    "17, 11, 2, 3",
    "30000, 2, 1, 1",
    "2, 30000, 1, 1",
    "2100, 300, 1, 1"
  })
  void everyPictureOfAnImage(int width, int height, int slices, int channels) {
    Image image = image(width, height, channels, slices);
    pictures(image)
        .forEach(
            (name, picture) -> {
              String what = "%s of %dx%dx%dx%d".formatted(name, width, height, slices, channels);
              assertWhole(what, picture, name.startsWith("attack") ? 3 : 1);
            });
  }

  private static Map<String, ImagePlus> pictures(Image image) {
    int w = image.width();
    int h = image.height();
    List<LabelClass> classes = List.of(new LabelClass(0, "background"), new LabelClass(1, LONG));
    int[] labels = new int[w * h * image.slices()];
    for (int i = 0; i < labels.length; i++) labels[i] = i % w * 2 > w || w == 1 ? 1 : 0;
    var mask = Examples.mask(labels, w, h, image.slices());
    Image score = Examples.image("a", new float[labels.length], w, h, 1, image.slices());
    Prediction.Masks seen = SeenMasks.of(mask, score, classes);
    List<AttackResult.ClassChange> changes =
        List.of(new AttackResult.ClassChange(LONG, .9, Double.NaN));
    AttackResult masks =
        new AttackResult(
            image,
            image,
            mask,
            true,
            seen,
            seen,
            changes,
            List.of(),
            Optional.empty(),
            Reach.NONE,
            Optional.empty());
    Map<String, Landmark> points = Map.of(LONG, Landmark.at(w - 1, h - 1), "b", Landmark.at(0, 0));
    Landmarks all =
        new Landmarks(java.util.Collections.nCopies(image.slices(), points), Calibration.PIXELS);
    Prediction.Points found = new Prediction.Points("a", all);
    AttackResult moved =
        new AttackResult(
            image,
            image,
            all,
            true,
            found,
            found,
            List.of(),
            Optional.empty(),
            new Reach(1, 3),
            Optional.empty());
    List<BoxedObject> boxes = List.of(BoxedObject.found(LONG, new Box(0, 0, w, h), .9));
    Boxes drawn = new Boxes(java.util.Collections.nCopies(image.slices(), boxes));
    Prediction.Objects objects = new Prediction.Objects("a", w, h, List.of(LONG), drawn, .5);
    AttackResult boxed =
        new AttackResult(
            image,
            image,
            drawn,
            true,
            objects,
            objects,
            List.of(),
            Optional.empty(),
            Reach.NONE,
            Optional.empty());
    Options options =
        Options.of(
            Map.of(), Keys.join(OptionTable.PREDICT_LANDMARKS, OptionTable.OBJECT_THRESHOLDS));
    TaskDisplay region = new MaskDisplay();
    TaskDisplay point = new PointDisplay();
    TaskDisplay object = new ObjectDisplay();
    Map<String, ImagePlus> pictures = new LinkedHashMap<>();
    pictures.put("mask", region.prediction(seen, image, options).picture());
    pictures.put("points", point.prediction(found, image, options).picture());
    pictures.put("boxes", object.prediction(objects, image, options).picture());
    pictures.put("attack on masks", SideBySide.of("t", "model", region.attack(masks, image)));
    pictures.put("attack on points", SideBySide.of("t", "model", point.attack(moved, image)));
    pictures.put("attack on boxes", SideBySide.of("t", "model", object.attack(boxed, image)));
    return pictures;
  }

  /** The highest error is seen, although other epochs and sizes have none. */
  @Test
  void everyPlot() {
    Map<String, Evaluation> curves = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++)
      curves.put("model " + i + (i == 3 ? " " + LONG : ""), new Evaluation(curve(5 * i)));
    List<EpochReport> history = new ArrayList<>();
    for (int e = 1; e <= 40; e++) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", 1e4 / e);
      if (e % 20 == 0 || e == 40) values.put("clean_error_mm", 123.4 / e);
      history.add(new EpochReport(e, 40, values, e == 40 ? new float[] {1, 2, 3} : new float[0]));
    }
    assertWhole("robustness", Plots.robustness("t", curves), 1);
    assertWhole("errors", Plots.cumulativeErrors("t", curve(30), LandmarkReport::errors), 1);
    assertWhole("history", Plots.training("t", "landmark", history, "word ".repeat(60)), 1);
    List<CostPlot.Entry> entries =
        List.of(
            new CostPlot.Entry("adaptive_margin", 1, 3, 40),
            new CostPlot.Entry("standard", Double.NaN, 3, 40));
    assertWhole("cost", CostPlot.of("t", entries, "Radial error (mm)", LONG), 1);
  }

  /** Of the lowest frame with the longest label: above and below its letters is paper. */
  @Test
  void uprightLabelsAreWhole() {
    for (int height : new int[] {110, 170, 400}) {
      Figure.Axes axes = new Figure.Axes("t", "epoch", "mean radial error (pixel)", 40, 20);
      Figure.Series line =
          new Figure.Series("", new double[] {1, 2}, new double[] {3, 4}, java.awt.Color.RED);
      BufferedImage plot = Figure.lines(axes, height, List.of(line));
      int band = Legend.onWhite("t", List.of(line)).draw(plot.getWidth()).getHeight();
      int first = plot.getHeight();
      int last = 0;
      for (int y = band; y < plot.getHeight(); y++)
        for (int x = 0; x < 40; x++)
          if ((plot.getRGB(x, y) & 0xFF) < 128) {
            first = Math.min(first, y);
            last = y;
          }
      assertTrue(first > band + 1, height + ": begins at " + (first - band));
      assertTrue(last < plot.getHeight() - 2, height + ": ends at the edge");
    }
  }

  private static RobustnessCurve curve(double worst) {
    List<Point> points = new ArrayList<>();
    for (double epsilon : new double[] {0, .5, 1e3}) {
      double error = epsilon == .5 ? Double.NaN : worst * (1 + epsilon) / 1e3;
      points.add(new Point(epsilon, List.of(Curves.score("case", Map.of("a", error)))));
    }
    return Curves.of("Radial error (mm)", AttackSpec.pgd(10), List.of("a"), points);
  }

  private static void assertWhole(String what, ImagePlus picture, int across) {
    String folder = System.getProperty("robustj.pictures", "");
    if (!folder.isEmpty()) ImageFiles.png(picture, Path.of(folder, what + ".png"));
    assertTrue(picture.getWidth() <= Math.max(1200, across * LARGEST), what + ": " + picture);
    assertTrue(picture.getHeight() <= LARGEST + 400, what + ": " + picture);
    BufferedImage pixels = picture.getBufferedImage();
    for (int x : new int[] {0, pixels.getWidth() - 1})
      for (int y = 1; y < pixels.getHeight(); y++) {
        int rgb = pixels.getRGB(x, y) & 0xFFFFFF;
        boolean paper = rgb == (pixels.getRGB(0, 0) & 0xFFFFFF);
        assertEquals(true, paper, what + ": something at the edge, " + x + ", " + y);
      }
  }

  private static Image image(int width, int height, int channels, int slices) {
    float[] values = new float[width * height * channels * slices];
    for (int i = 0; i < values.length; i++) values[i] = i * 7919 % 1000;
    return new Image(
        "a", ArrayImgs.floats(values, width, height, channels, slices), Calibration.PIXELS);
  }
}
