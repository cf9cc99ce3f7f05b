package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.display.detection.ObjectDisplay;
import io.github.robustj.display.landmark.PointDisplay;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every picture must have: something to see, and colours that can be told apart. */
class PicturesTest {

  /** Values {@code [y, x]} of a single slice. */
  private static Image image(int side, float[] values) {
    return new Image("a", ArrayImgs.floats(values, side, side, 1, 1), Calibration.PIXELS);
  }

  private static Image noise(int side) {
    Random random = new Random(1);
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) values[i] = random.nextFloat();
    return image(side, values);
  }

  /** A few peaks a hundred times as large as the rest leave nothing white. */
  @ParameterizedTest
  @ValueSource(ints = {64, 512, 1024})
  void aPerturbationIsNeverBlank(int side) {
    Random random = new Random(2);
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) values[i] = .01f * (float) random.nextGaussian();
    for (int i = 0; i < 10; i++) values[random.nextInt(values.length)] = 1;
    ImageProcessor shown =
        PerturbationImage.of("a", image(side, values)).getProcessor().convertToRGB();
    long white = 0;
    for (int i = 0; i < shown.getPixelCount(); i++) if (isPale(shown.get(i))) white++;
    assertTrue(white < .6 * shown.getPixelCount(), white + " of " + shown.getPixelCount());
  }

  private static boolean isPale(int rgb) {
    return Math.min(rgb >> 16 & 255, Math.min(rgb >> 8 & 255, rgb & 255)) > 215;
  }

  /** Averaged down to a picture, one pixel of millions is white, but for the ring around it. */
  @ParameterizedTest
  @ValueSource(ints = {200, 1000, 4000})
  void fewChangedPixelsAreSeenInAPictureOfAnySize(int side) {
    float[] values = new float[side * side];
    int[] changed = {side / 4, side / 2, side - 1};
    for (int at : changed) values[at * side + at] = 1;
    values[changed[0] * side + changed[0] + 1] = 1;
    ChangedPlaces places = ChangedPlaces.of(image(side, values), 0);
    assertEquals(", 4 changed pixels ringed", places.inWords());
    assertEquals(3, places.rings().size(), "neighbours share a ring");
    ImagePlus shown = PerturbationImage.of("a", image(side, values));
    ImagePlus plate =
        new ImagePlus("a", Panels.draw(List.of(new Panel("", shown, places.rings())), 1));
    double factor = (plate.getWidth() - 2. * Panels.GAP) / side;
    for (int at : changed) {
      int top = (int) (Panels.GAP + factor * (at + .5 - side / 60.));
      int x = (int) (Panels.GAP + factor * (at + .5));
      int[] column = new int[9];
      for (int i = 0; i < 9; i++) column[i] = plate.getProcessor().get(x, top + i - 4) & 255;
      assertTrue(IntStream.of(column).min().orElseThrow() < 60, Arrays.toString(column));
    }
  }

  @Test
  void onlyFewChangesOfALargeImageAreRinged() {
    float[] single = new float[100 * 100];
    single[5050] = 1;
    assertEquals("", ChangedPlaces.of(image(100, single), 0).inWords());
    assertEquals("", ChangedPlaces.of(image(300, new float[300 * 300]), 0).inWords());
    Image noise = noise(300);
    assertEquals(0, ChangedPlaces.of(noise, 0).rings().size());
    assertEquals("", ChangedPlaces.of(noise, 0).inWords());
  }

  @Test
  void everyPictureOfWhatIsFoundShowsItsColours() {
    Image image = noise(200);
    Landmarks points =
        new Landmarks(List.of(Map.of("nose", Landmark.at(20, 20))), Calibration.PIXELS);
    List<BoxedObject> cells = new ArrayList<>();
    for (int i = 0; i < 30; i++)
      cells.add(BoxedObject.found("cell", new Box(6 * i, 6 * i, 6 * i + 20, 6 * i + 20), .9));
    Prediction.Objects found =
        new Prediction.Objects("a", 200, 200, List.of("cell"), Boxes.of(cells), .5);
    Options options =
        Options.of(
            Map.of(), Keys.join(OptionTable.PREDICT_LANDMARKS, OptionTable.OBJECT_THRESHOLDS));
    for (ImagePlus picture :
        List.of(
            new PointDisplay()
                .prediction(new Prediction.Points("a", points), image, options)
                .picture(),
            new ObjectDisplay().prediction(found, image, options).picture())) {
      assertTrue(picture.getHeight() > 320, "a legend below");
      assertTrue(colours(picture).contains(ClassColors.foreground(0).getRGB() & 0xFFFFFF));
    }
  }

  /** Texts that would lie on another cell or text are left out; a single cell keeps its own. */
  @Test
  void noTextHidesACell() {
    DetectionOverlay overlay =
        new DetectionOverlay(List.of("cell"), 200, 200, ContourStyle.PREDICTION);
    List<BoxedObject> dense = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int x = 20 * (i % 10);
      int y = 20 * (i / 10);
      dense.add(BoxedObject.found("cell", new Box(x, y, x + 18, y + 18), .9));
    }
    var drawn = overlay.of(Boxes.of(dense));
    for (int i = 0; i < drawn.size(); i++)
      if (drawn.get(i) instanceof ij.gui.TextRoi text)
        for (int k = 0; k < drawn.size(); k++)
          if (k != i && !drawn.get(k).getName().equals(text.getName()))
            assertTrue(!drawn.get(k).getFloatBounds().intersects(text.getFloatBounds()));
    assertTrue(drawn.size() < 150, "most have no room: " + drawn.size());
    assertEquals(2, overlay.of(Boxes.of(dense.subList(50, 51))).size());
  }

  /** Every line of the margins has a colour of its own. */
  @Test
  void theLinesOfAPlotDifferInColour() {
    List<EpochReport> history = new ArrayList<>();
    for (int epoch = 1; epoch <= 3; epoch++) {
      Map<String, Double> values = new HashMap<>();
      int i = 0;
      for (String column :
          List.of(
              "margin_mean",
              "margin_q100",
              "margin_q90",
              "margin_q50",
              "margin_q10",
              "perturbation_norm",
              "margin_growing",
              "margin_frozen")) values.put(column, ++i / 10. * epoch);
      history.add(new EpochReport(epoch, 3, values, new float[0]));
    }
    Set<Integer> seen = colours(TrainingFiles.history("Margins", history));
    for (var color :
        List.of(
            ClassColors.SKY_BLUE,
            ClassColors.BLUE,
            ClassColors.GREEN,
            ClassColors.VERMILION,
            ClassColors.PURPLE))
      assertTrue(seen.contains(color.getRGB() & 0xFFFFFF), color + " is missing");
  }

  /** The verdict stands below, whole, in as many lines as it needs. */
  @Test
  void aSentenceStaysInsideThePicture() {
    String words = "word ".repeat(100).strip();
    var band = Canvas.sentence(words, 700);
    assertTrue(band.getHeight() > 100);
    for (int y = 0; y < band.getHeight(); y++)
      for (int x = 692; x < 700; x++) assertEquals(0xFFFFFF, band.getRGB(x, y) & 0xFFFFFF);
  }

  private static Set<Integer> colours(ImagePlus picture) {
    Set<Integer> colours = new HashSet<>();
    ImageProcessor pixels = picture.getProcessor();
    for (int i = 0; i < pixels.getPixelCount(); i++) colours.add(pixels.get(i) & 0xFFFFFF);
    return colours;
  }
}
