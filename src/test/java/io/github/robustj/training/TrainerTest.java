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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void anEpochThatWasNotMeasuredIsNotTheBest() {
    double[] selection = {.2, Double.NaN, .1};
    Trainer trainer = trainer(.1);
    trainer.run(
        (validated, epoch) -> Map.of(Validator.SELECTION, selection[epoch]),
        new TrainingListener() {});
    assertEquals(1, trainer.folder().best().orElseThrow().history().rows().size());
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
