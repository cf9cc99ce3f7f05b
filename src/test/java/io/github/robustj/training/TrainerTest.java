package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.training.Trainer.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerTest {

  private static final int SAMPLES = 7;
  private static final int EPOCHS = 3;

  @TempDir Path folder;

  private final PixelClassifier model = new PixelClassifier(0, 0, 0, 0);
  private final ScriptedMethod method = new ScriptedMethod(SAMPLES);

  @Test
  void everyEpochVisitsEverySampleOnceInAnOrderOfItsOwn() {
    trainer(.1).run((m, e) -> Map.of(), new TrainingListener() {});
    assertEquals(List.of(3, 3, 1, 3, 3, 1, 3, 3, 1), model.batches);
    List<List<Integer>> orders = new ArrayList<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++)
      orders.add(
          method.batches.subList(3 * epoch, 3 * epoch + 3).stream()
              .flatMapToInt(Arrays::stream)
              .boxed()
              .toList());
    List<Integer> all = IntStream.range(0, SAMPLES).boxed().toList();
    for (List<Integer> order : orders) assertEquals(all, order.stream().sorted().toList());
    assertEquals(EPOCHS, orders.stream().distinct().count());
  }

  @Test
  void everyStepHasRandomNumbersOfItsOwnThatFollowFromTheSeed() {
    trainer(.1).run((m, e) -> Map.of(), new TrainingListener() {});
    List<Double> draws = List.copyOf(method.draws);
    assertEquals(9, draws.stream().distinct().count());
    trainer(.1).run((m, e) -> Map.of(), new TrainingListener() {});
    assertEquals(draws, method.draws.subList(9, 18));
  }

  @Test
  void theLearningRateFallsFromStepToStep() {
    History history = trainer(.1).run((m, e) -> Map.of(), new TrainingListener() {});
    assertEquals(9, model.rates.size());
    for (int step = 0; step < 9; step++)
      assertEquals(.1 * Math.pow(1 - step / 9., .9), model.rates.get(step), 1e-15);
    for (int epoch = 0; epoch < EPOCHS; epoch++)
      assertEquals(model.rates.get(3 * epoch), value(history, epoch, "learning_rate"));
  }

  @Test
  void theMethodAndTheListenerHearEveryEpochAndStep() {
    List<String> heard = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int step, int steps, double loss) {
            heard.add(epoch + "." + step + "/" + steps);
            losses.add(loss);
          }

          @Override
          public void epochDone(History.Row row, float[] margins) {
            heard.add("epoch " + row.epoch());
            double mean = (3 * losses.get(0) + 3 * losses.get(1) + losses.get(2)) / SAMPLES;
            if (row.epoch() == 1) assertEquals(mean, row.values().get("loss"), 1e-12);
            assertArrayEquals(method.margins(), margins);
          }
        };
    trainer(.1).run((m, e) -> Map.of(), listener);
    assertEquals(List.of("0.0/3", "0.1/3", "0.2/3", "epoch 1", "1.0/3"), heard.subList(0, 5));
    assertEquals(
        List.of("starts 0", "ends 0", "starts 1", "ends 1", "starts 2", "ends 2"), method.calls);
  }

  @Test
  void learns() {
    History history = trainer(1).run((m, e) -> Map.of(), new TrainingListener() {});
    assertTrue(value(history, 2, "loss") < value(history, 0, "loss"), history.csv());
  }

  @Test
  void keepsTheBestEpochAndTheLast() {
    double[] selection = {.2, .7, .5};
    List<Float> weights = new ArrayList<>();
    Validator validator =
        (validated, epoch) -> {
          weights.add(model.state().get("parameters").data()[0]);
          return Map.of(Validator.SELECTION, selection[epoch]);
        };
    Trainer trainer = trainer(.1);
    History history = trainer.run(validator, new TrainingListener() {});
    Checkpoint best = trainer.folder().best().orElseThrow();
    Checkpoint last = trainer.folder().last().orElseThrow();
    assertEquals(weights.get(1), best.model().get("parameters").data()[0]);
    assertEquals(.7, best.best());
    assertEquals(weights.get(2), last.model().get("parameters").data()[0]);
    assertEquals(.7, last.best());
    assertEquals(history, last.history());
    assertEquals(.5, value(history, 2, Validator.SELECTION));
  }

  @Test
  void withoutAValidationTheLatestEpochIsTheBest() {
    Trainer trainer = trainer(.1);
    trainer.run((m, e) -> Map.of(), new TrainingListener() {});
    assertEquals(EPOCHS, trainer.folder().best().orElseThrow().history().rows().size());
  }

  /**
   * Values of the epochs, higher being better; the epoch that becomes the model; the best value.
   */
  @ParameterizedTest
  @CsvSource({
    ".2 .7 .5, 2, .7",
    ".2 .7 .694, 3, .7",
    ".2 .7 .692, 2, .7",
    // Equal to the best one, not to one that was equal to it.
    ".7 .694 .688, 2, .7",
    ".7 .694 .688 .701 .694 .5, 5, .701",
    // Errors.
    "-5 -2 -2.01, 3, -2",
    "-5 -2 -2.03, 2, -2",
    "-.1 .1 .0995, 3, .1",
    "0 0 0, 3, 0",
    "0 -.001, 1, 0",
    ".2 NaN .1, 1, .2",
    "NaN .5 NaN, 2, .5",
    ".5 NaN .499, 3, .5",
    "NaN NaN, 2, NaN",
    "-Infinity -Infinity -9 -9.5, 3, -9"
  })
  void ofEpochsThatAreAboutAsGoodAsTheBestTheLatestIsKept(String values, int kept, double best) {
    double[] selection =
        Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    Checkpoint model = chosen(selection);
    assertEquals(kept, model.history().rows().size());
    assertEquals(best, new CheckpointFolder(folder).last().orElseThrow().best());
  }

  /** Epoch by epoch as from the whole history. */
  @Test
  void whatIsKeptIsTheLatestWithinAHundredthOfTheBestOfAll() {
    SplittableRandom random = new SplittableRandom(4);
    for (int sign : new int[] {1, -1})
      for (int trial = 0; trial < 6; trial++) {
        double[] selection = random.doubles(12, .95, 1).map(value -> sign * value).toArray();
        double most = Arrays.stream(selection).max().orElseThrow();
        int kept = 0;
        for (int i = 0; i < selection.length; i++)
          if (most - selection[i] <= .01 * Math.abs(most)) kept = i + 1;
        assertEquals(kept, chosen(selection).history().rows().size(), Arrays.toString(selection));
      }
  }

  /** After a training with these values. */
  private Checkpoint chosen(double... selection) {
    Trainer.Plan plan = new Trainer.Plan(selection.length, SAMPLES, .1, 5, Map.of());
    Trainer trainer =
        new Trainer(
            plan,
            new PixelClassifier(0, 0, 0, 0),
            new ScriptedMethod(SAMPLES),
            new NoisyPixels(SAMPLES),
            new CheckpointFolder(folder));
    trainer.run(
        (validated, epoch) -> Map.of(Validator.SELECTION, selection[epoch]),
        new TrainingListener() {});
    return trainer.folder().best().orElseThrow();
  }

  @Test
  void aDivergedTrainingStopsAndKeepsTheLastGoodCheckpoint() {
    Trainer good = trainer(.1);
    TrainingListener poison =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int step, int steps, double loss) {
            if (epoch == 1) poison();
          }
        };
    String message =
        assertThrows(RobustJException.class, () -> good.run((m, e) -> Map.of(), poison))
            .getMessage();
    assertTrue(message.contains("epoch 2") && message.contains("learning_rate"), message);
    Checkpoint last = good.folder().last().orElseThrow();
    assertEquals(1, last.history().rows().size());
    for (float weight : last.model().get("parameters").data()) assertTrue(Float.isFinite(weight));
  }

  @Test
  void weightsThatBecomeInfiniteInAnEpochsLastStepAreNotKept() {
    TrainingListener poison =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int step, int steps, double loss) {
            if (step == steps - 1) poison();
          }
        };
    Trainer trainer = trainer(.1);
    assertThrows(RobustJException.class, () -> trainer.run((m, e) -> Map.of(), poison));
    assertFalse(trainer.folder().lastFile().toFile().exists());
  }

  @Test
  void saysThatThereIsNothingToTrainOn() {
    Trainer.Plan plan = new Trainer.Plan(1, 1, .1, 1, Map.of());
    Trainer trainer =
        new Trainer(plan, model, method, new NoisyPixels(0), new CheckpointFolder(folder));
    assertThrows(
        RobustJException.class, () -> trainer.run((m, e) -> Map.of(), new TrainingListener() {}));
  }

  private void poison() {
    var state = model.state();
    state.get("parameters").data()[0] = Float.NaN;
    model.restore(state);
  }

  private Trainer trainer(double learningRate) {
    Trainer.Plan plan = new Trainer.Plan(EPOCHS, 3, learningRate, 5, Map.of());
    return new Trainer(plan, model, method, new NoisyPixels(SAMPLES), new CheckpointFolder(folder));
  }

  private static double value(History history, int epoch, String column) {
    return history.rows().get(epoch).values().get(column);
  }
}
