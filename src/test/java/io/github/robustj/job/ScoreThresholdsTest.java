package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Augmentation;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.SliceSet;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Geometry;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.OnlyPredicting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The threshold is where F1 is best on slices seen whole, as predictions see them: in the patches
 * of the training, or in slices given to the network in one piece, it would lie elsewhere.
 */
class ScoreThresholdsTest {

  private static final DetectionTask TASK = new DetectionTask(List.of("cell"), Correctness.LOSS);

  private static final int HEIGHT = 16;

  /** More than a tile of a prediction. */
  private static final int WIDTH = 600;

  private static final int PATCH = 96;
  private static final int SIDE = 8;

  /** An object that the network sees, or takes something for, with so much certainty. */
  private record Spot(int x, double score, boolean real) {}

  /** Sure ones in the middle; elsewhere others that are worth having, and some that are not. */
  private static final List<Spot> SPOTS =
      List.of(
          new Spot(264, .9, true),
          new Spot(288, .8, true),
          new Spot(312, .6, false),
          new Spot(24, .5, true),
          new Spot(64, .45, true),
          new Spot(104, .4, true),
          new Spot(480, .42, true),
          new Spot(520, .2, false),
          new Spot(544, .18, false),
          new Spot(568, .16, false));

  /** A pixel tells the score; a network that sees more at once than a tile is half as sure. */
  private record Seer(List<Integer> widths) implements OnlyPredicting {

    @Override
    public Tensor predict(Tensor images) {
      widths.add(images.shape(2));
      int down = images.shape(1) / 4;
      int across = images.shape(2) / 4;
      Tensor outputs = Tensor.zeros(images.samples(), down, across, 5);
      double sure = images.shape(2) > OpenModel.TILE ? .5 : 1;
      for (int i = 0; i < images.samples(); i++)
        for (int y = 0; y < down; y++)
          for (int x = 0; x < across; x++) {
            int at = (i * down + y) * across + x;
            double p =
                images.data()[(i * images.shape(1) + 4 * y) * images.shape(2) + 4 * x] * sure;
            outputs.data()[5 * at] = p > 0 ? (float) Math.log(p / (1 - p)) : -20;
            outputs.data()[5 * at + 3] = (float) Math.log(SIDE / 4.);
            outputs.data()[5 * at + 4] = (float) Math.log(SIDE / 4.);
          }
      return outputs;
    }
  }

  @Test
  void isBestOnValidationCasesSeenInTiles() {
    assertChosen(List.of(slice(SPOTS)), List.of());
  }

  @Test
  void isBestOnWholeTrainingSlicesWithoutValidation() {
    assertChosen(List.of(), List.of(slice(SPOTS)));
  }

  /** To two digits it would count what is not worth having. */
  @Test
  void hasTheDigitsThatItNeeds() {
    List<Spot> close = List.of(new Spot(64, .4046, true), new Spot(104, .4036, false));
    assertEquals(.404, chosen(cases(List.of(slice(close)), List.of()), new ArrayList<>()), 1e-9);
  }

  private static double chosen(TrainingCases cases, List<Integer> widths) {
    TrainJob job =
        new TrainJob(Path.of("x"), Optional.empty(), Path.of("y"), TrainOptions.of(Map.of()));
    NetworkSpec network = new NetworkSpec(1, 5, 1, 2, false, 4);
    DetectionTask chosen =
        (DetectionTask) new TrainedModel(job, cases, network, Map.of()).task(new Seer(widths));
    return chosen.thresholds().get(0);
  }

  private static void assertChosen(List<EncodedCase> validation, List<EncodedCase> training) {
    List<Integer> widths = new ArrayList<>();
    assertEquals(best(0, WIDTH, 1), chosen(cases(validation, training), widths), 1e-9);
    assertEquals(OpenModel.TILE, widths.stream().mapToInt(w -> w).max().orElseThrow());
    double inPatches = best((WIDTH - PATCH) / 2, (WIDTH + PATCH) / 2, 1);
    assertEquals(.3, best(0, WIDTH, 1), 1e-9);
    assertEquals(.7, inPatches, 1e-9, "which is not what the other pieces would give");
    assertEquals(.15, best(0, WIDTH, .5), 1e-9);
  }

  /** By trying every threshold between two scores; to whole hundredths, as it is kept. */
  private static double best(int from, int to, double sure) {
    List<Spot> seen = SPOTS.stream().filter(s -> s.x >= from && s.x < to).toList();
    double bestF1 = 0;
    double best = 0;
    for (int hundredth = 1; hundredth < 100; hundredth++) {
      double threshold = hundredth / 100.;
      long found = seen.stream().filter(s -> s.score * sure >= threshold).count();
      long right = seen.stream().filter(s -> s.real && s.score * sure >= threshold).count();
      double f1 = 2. * right / (found + seen.stream().filter(Spot::real).count());
      if (f1 > bestF1) {
        bestF1 = f1;
        best = threshold;
      }
    }
    return best(seen, best, sure);
  }

  /** The middle of the gap between scores in which a threshold lies. */
  private static double best(List<Spot> seen, double within, double sure) {
    double above =
        seen.stream().mapToDouble(s -> s.score * sure).filter(s -> s >= within).min().orElse(1);
    double below =
        seen.stream().mapToDouble(s -> s.score * sure).filter(s -> s < within).max().orElse(above);
    return Math.rint(50 * (above + below)) / 100;
  }

  private static EncodedCase slice(List<Spot> spots) {
    Tensor images = Tensor.zeros(1, HEIGHT, WIDTH, 1);
    List<BoxedObject> drawn = new ArrayList<>();
    for (Spot spot : spots) {
      images.data()[8 * WIDTH + spot.x] = (float) spot.score;
      if (spot.real) drawn.add(BoxedObject.drawn("cell", Box.around(spot.x + 2, 10, SIDE, SIDE)));
    }
    return new EncodedCase("a", images, TASK.encode(Boxes.of(drawn)), Bounds.none());
  }

  private static TrainingCases cases(List<EncodedCase> validation, List<EncodedCase> training) {
    SliceSet.Builder slices = new SliceSet.Builder();
    training.forEach(c -> slices.add(c.images(), c.targets(), c.bounds()));
    return new TrainingCases(
        new DetectionQuestion(TASK.classes(), TASK.thresholds(), 1),
        TASK,
        1,
        slices.build(HEIGHT, PATCH, new Augmentation(false, false, false, false, false, false)),
        new Geometry(HEIGHT, PATCH, 2),
        validation,
        new ModelDescription.Cases(List.of("a"), List.of()),
        "",
        TASK.guess());
  }
}
