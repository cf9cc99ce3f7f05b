package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.PointRow;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Guess;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.History;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static History history(String clean, String selection, double... values) {
    History history = History.EMPTY;
    for (int i = 0; i < values.length; i++)
      history =
          history.with(
              new History.Row(i + 1, Map.of("loss", 1., clean, values[i], selection, values[i])));
    return history;
  }

  private static String dice(double guess, double... values) {
    return verdict("segmentation", history("clean_score", "selection", values), guess);
  }

  private static String error(double guess, double... values) {
    return verdict("landmark", history("clean_error_mm", "selection_error_mm", values), guess);
  }

  private static String verdict(String task, History history, double guess) {
    return new Verdict(task, "standard", 4, history, kept(history), guess, "a guess").sentence();
  }

  /** The latest epoch at most a hundredth worse than the best; without values the last one. */
  private static int kept(History history) {
    String column = ScoreColumns.in(history.columns()).selection();
    double[] values =
        history.rows().stream().mapToDouble(row -> Math.abs(row.values().get(column))).toArray();
    DoubleStream all = Arrays.stream(values);
    boolean error = !column.equals("selection");
    double best = (error ? all.min() : all.max()).orElseThrow();
    for (int i = values.length; i > 0; i--)
      if (Math.abs(values[i - 1] - best) <= .01 * best) return i;
    return values.length;
  }

  /**
   * What happens in trainings, by task: clean scores or errors of the epochs, those under attack
   * ({@code -} for none), what guessing reaches, and all that is said.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          segmentation | standard | .05 .05 .05 .05 .05 | - | .3 | No better than guessing: Dice 0.050 on 4 validation cases, a guess 0.300; its curve is flat; look whether the annotations lie on the images and belong to them.
          detection | standard | 0 0 0 0 0 | - | .01 | No better than guessing: AP50 0.000 on 4 validation cases, a guess 0.010; its curve is flat; look whether the annotations lie on the images and belong to them.
          landmark | standard | 38 37 38 37 38 | - | 40 | No better than guessing: mean radial error 37.0 mm on 4 validation cases, a guess 40.0 mm; its curve is flat; look whether the annotations lie on the images and belong to them.
          segmentation | standard | .3 .7 .8 .6 .5 .5 | - | .2 | Clearly better than guessing: Dice 0.800 on 4 validation cases, a guess 0.200; it became worse after epoch 3, which is kept; add annotated cases or augmentation, or take a smaller width.
          landmark | standard | 30 8 5 9 14 15 | - | 40 | Clearly better than guessing: mean radial error 5.00 mm on 4 validation cases, a guess 40.0 mm; it became worse after epoch 3, which is kept; add annotated cases or augmentation, or take a smaller width.
          detection | standard | .5 | - | .1 | Better than guessing, but poor: AP50 0.500 on 4 validation cases, a guess 0.100; too few epochs to see a trend; train longer, such as epochs=10.
          landmark | standard | 20 | - | 40 | Better than guessing, but poor: mean radial error 20.0 mm on 4 validation cases, a guess 40.0 mm; too few epochs to see a trend; train longer, such as epochs=10.
          segmentation | trades | .7 .8 .8 .8 .8 .8 | .1 .1 .1 .1 .1 .1 | .3 | Clearly better than guessing: Dice 0.800 on 4 validation cases, a guess 0.300, under attack 0.100, like guessing; its curve is flat; try method=adaptive_margin or a smaller epsilon.
          segmentation | adaptive_margin | .7 .8 .8 .8 .8 .8 | .1 .1 .1 .1 .1 .1 | .3 | Clearly better than guessing: Dice 0.800 on 4 validation cases, a guess 0.300, under attack 0.100, like guessing; its curve is flat; train longer, such as epochs=12.
          detection | mtd | .7 .8 .8 .8 .8 .8 | .1 .6 .6 .6 .6 .6 | .3 | Clearly better than guessing: AP50 0.800 on 4 validation cases, a guess 0.300, under attack 0.600; its curve is flat; measure it on cases of its own with evaluate.
          landmark | standard | 9 5 5 5 5 5 | 60 61 60 60 60 62 | 40 | Clearly better than guessing: mean radial error 5.00 mm on 4 validation cases, a guess 40.0 mm, under attack 62.0 mm, like guessing; its curve is flat; train with method=adaptive_margin if it must withstand attacks.
          segmentation | standard | .6 .8 .9 .95 .98 1 | - | .3 | Clearly better than guessing: Dice 1.000 on 4 validation cases, a guess 0.300; its score still rises; measure it on cases of its own with evaluate.
          detection | standard | 1 | - | .3 | Clearly better than guessing: AP50 1.000 on 4 validation cases, a guess 0.300; too few epochs to see a trend; measure it on cases of its own with evaluate.
          landmark | standard | 9 3 1 .5 .2 .1 | - | 40 | Clearly better than guessing: mean radial error 0.100 mm on 4 validation cases, a guess 40.0 mm; its error still falls; measure it on cases of its own with evaluate.
          segmentation | standard | .7 .8 .8 .6 .6 .795 | - | .2 | Clearly better than guessing: Dice 0.795 on 4 validation cases, a guess 0.200; its curve is flat; measure it on cases of its own with evaluate.
          segmentation | standard | NaN NaN | - | .3 | Not judged: in the validation cases there is nothing to measure; name others below [validation] in a split, which have what is learned.
          """)
  void whatHappenedIsSaid(
      String task, String method, String clean, String robust, double guess, String sentence) {
    ScoreColumns columns = new ScoreColumns(task.equals("landmark") ? "mm" : "");
    String[] scores = clean.split(" ");
    String[] attacked = robust.split(" ");
    History history = History.EMPTY;
    for (int i = 0; i < scores.length; i++) {
      double under = robust.equals("-") ? Double.NaN : Double.parseDouble(attacked[i]);
      double score = Double.parseDouble(scores[i]);
      Map<String, Double> values =
          Map.of(columns.clean(), score, columns.robust(), under, columns.selection(), score);
      history = history.with(new History.Row(i + 1, values));
    }
    Verdict verdict = new Verdict(task, method, 4, history, kept(history), guess, "a guess");
    assertEquals(sentence, verdict.sentence());
  }

  @Test
  void aUselessModelIsCalledSo() {
    String sentence = dice(.3, .01, .04, .05, .05, .05, .05, .05);
    assertTrue(sentence.startsWith("No better than guessing: Dice 0.050 on 4"), sentence);
    assertTrue(sentence.contains("a guess 0.300"), sentence);
    assertTrue(sentence.contains("annotations"), sentence);
    assertTrue(error(40, 39, 38, 36, 36, 36).startsWith("No better than guessing"));
  }

  @Test
  void aCurveThatRisesBelowItsFirstEpochIsNotCalledBest() {
    String sentence = dice(.9, .19, .1, .1, .1, .1, .1, .1, .13, .14, .14, .15, .15);
    assertTrue(
        sentence.contains("again rises, not yet past epoch 1, which is kept; train longer"),
        sentence);
  }

  @Test
  void aGoodModelIsCalledSo() {
    assertTrue(dice(.3, .1, .6, .8, .81, .81, .81).startsWith("Clearly better than guessing"));
    String landmarks = error(40, 30, 12, 5, 5.01, 5.02, 5);
    assertTrue(
        landmarks.startsWith("Clearly better than guessing: mean radial error 5.00 mm"), landmarks);
  }

  @Test
  void betweenThemItIsPoor() {
    assertTrue(dice(.1, .2, .4, .45).startsWith("Better than guessing, but poor"));
    assertTrue(error(40, 30, 25, 20).startsWith("Better than guessing, but poor"));
  }

  @Test
  void theCurveSaysWhatToTry() {
    assertTrue(dice(.1, .1, .2, .3, .4, .5, .6).contains("still rises; train longer"));
    assertTrue(error(50, 40, 30, 20, 15, 10, 8).contains("still falls; train longer"));
    String worse = dice(.1, .3, .7, .8, .7, .6, .5, .5);
    assertTrue(worse.contains("worse after epoch 3, which is kept; add annotated"), worse);
    assertTrue(dice(.1, .8, .8).contains("too few epochs"));
  }

  @Test
  void withoutValidationNothingIsSaidAboutTheModel() {
    String sentence =
        new Verdict("segmentation", "standard", 0, history("a", "b", 1), 1, 0, "").sentence();
    assertTrue(sentence.startsWith("Not judged"), sentence);
  }

  @ParameterizedTest
  @CsvSource({"1 2 3 4 5 6, RISING", "1 1 1 1, FLAT", "1 5 5 4 3 3, FALLING", "1 2, UNKNOWN"})
  void theTrendIsThatOfTheLastThird(String scores, Trend trend) {
    assertEquals(
        trend, Trend.of(List.of(scores.split(" ")).stream().map(Double::valueOf).toList()));
  }

  private static EncodedCase subject(int height, int width, Tensor targets) {
    Tensor images = Tensor.zeros(targets.samples(), height, width, 1);
    return new EncodedCase("a", images, targets, Bounds.none());
  }

  private static EncodedCase place(int height, int width, float y, float x) {
    float[] row = new float[PointRow.COLUMNS];
    row[PointRow.PRESENT] = 1;
    row[PointRow.Y] = y;
    row[PointRow.X] = x;
    row[PointRow.HEIGHT] = .5f;
    row[PointRow.WIDTH] = .5f;
    return subject(height, width, new Tensor(row, 1, 1, PointRow.COLUMNS));
  }

  /** Means of 20 and 40 percent: at 30 and 60 of 100 x 200; 3 and 4 pixels of half a mm away. */
  @Test
  void theGuessedPlaceIsTheMeanOne() {
    Guess guess = new LandmarkTask(List.of("nose"), 3, "mm", Correctness.LOSS).guess();
    guess.learn(place(100, 100, 20, 20));
    guess.learn(place(100, 100, 40, 40));
    assertEquals(2.5, guess.score(List.of(place(100, 200, 33, 64))), 1e-5);
  }

  /** The upper half in two of three cases: Dice of half of the image against all of it is 2/3. */
  @Test
  void theGuessedMaskIsTheMostFrequentOne() {
    List<LabelClass> classes = List.of(new LabelClass(0, "background"), new LabelClass(1, "a"));
    Guess guess = new SegmentationTask(classes).guess();
    for (int filled : List.of(48, 48, 0)) guess.learn(mask(96, filled));
    assertEquals(1, guess.score(List.of(mask(48, 24))), 1e-6);
    assertEquals(2 / 3., guess.score(List.of(mask(48, 48))), 1e-6);
  }

  private static EncodedCase mask(int side, int rows) {
    Tensor targets = Tensor.zeros(1, side, side, 1);
    for (int i = 0; i < rows * side; i++) targets.data()[i] = 1;
    return subject(side, side, targets);
  }

  @Test
  void theGuessedBoxesAreThoseOfAnotherImage() {
    Guess guess = new DetectionTask(List.of("cell"), List.of(.5), Correctness.LOSS).guess();
    guess.learn(box(100, new Box(10, 10, 30, 30)));
    assertEquals(1, guess.score(List.of(box(50, new Box(5, 5, 15, 15)))), 1e-6);
    assertEquals(0, guess.score(List.of(box(50, new Box(25, 25, 40, 40)))), 1e-6);
  }

  private static EncodedCase box(int side, Box box) {
    float[] row = new float[BoxRow.COLUMNS];
    BoxRow.write(row, 0, 0, BoxedObject.drawn("cell", box));
    return subject(side, side, new Tensor(row, 1, 1, BoxRow.COLUMNS));
  }

  @Test
  void theLogNamesWhatIsMeasured() {
    History.Row row =
        new History.Row(
            3,
            new TreeMap<>(
                Map.of(
                    "loss", 1.5,
                    "learning_rate", .002,
                    "clean_error_mm", 12.345,
                    "selection_error_mm", 12.345)));
    String line = new EpochLine("landmark", 9).of(row);
    assertEquals("epoch 3 of 9: mean radial error 12.3 mm, loss 1.50", line);
    assertFalse(line.contains("selection"));
  }
}
