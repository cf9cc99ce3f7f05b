package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.LabelClass;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.task.segmentation.Softmax;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.training.MarginSettings.Refinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupted and resumed training of each method ends as an uninterrupted one, bit by bit. */
class MethodsResumeTest {

  private static final SegmentationTask SEGMENTATION =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(1, "organ")));

  private static final int SAMPLES = 7;
  private static final int EPOCHS = 6;
  private static final TrainingAttack ATTACK =
      new TrainingAttack(new AttackSpec("pgd", Norm.L2, 3, 4, 1), .3, 2);

  enum Named {
    STANDARD(StandardTraining::new),
    ADVERSARIAL(() -> new AdversarialTraining(ATTACK, .5)),
    FAST(() -> new AdversarialTraining(ATTACK.fast(), 1)),
    FREE(() -> new FreeTraining(ATTACK, 3)),
    TRADES(() -> new Trades(ATTACK, 6, SEGMENTATION)),
    MART(() -> new Mart(ATTACK, 5)),
    TEMPORAL_ENSEMBLING(
        () ->
            new TemporalEnsembling(
                ATTACK,
                new TemporalEnsembling.Ensemble(30, .9, EPOCHS),
                (outputs, targets) -> Softmax.probabilities(outputs))),
    MARGINS_END_POINT(
        () ->
            margins(
                Refinement.END_POINT, new MarginSettings.Economy(false, false, false, false, 0))),
    MARGINS_BISECTION(
        () ->
            margins(
                Refinement.BISECTION, new MarginSettings.Economy(false, false, false, false, 0))),
    MARGINS_FAST(
        () ->
            margins(Refinement.END_POINT, new MarginSettings.Economy(true, true, true, false, 0))),
    MARGINS_SPLIT(
        () -> margins(Refinement.END_POINT, new MarginSettings.Economy(true, true, true, true, 0))),
    MARGINS_REPLAYED(
        () ->
            margins(Refinement.END_POINT, new MarginSettings.Economy(true, false, true, true, 2))),
    MARGINS_RENEWED(
        () ->
            new AdaptiveMargin(
                settings(
                    Refinement.END_POINT,
                    0,
                    true,
                    new MarginSettings.Economy(true, false, true, false, 2)),
                MethodsResumeTest::rightPixels,
                1));

    private final Supplier<TrainingMethod> method;

    Named(Supplier<TrainingMethod> method) {
      this.method = method;
    }

    TrainingMethod create() {
      return method.get();
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aResumedTrainingIsThatOfOneGo(Named method) throws IOException {
    assertResumes(method, new Factory(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"ADVERSARIAL", "FREE", "TRADES"})
  void soItIsWithPerturbedWeights(Named method) throws IOException {
    assertResumes(method, new Factory(.1));
  }

  /** Ended after steps of its own, it does every step once, in one go or in many. */
  @ParameterizedTest
  @EnumSource
  void soItIsInsideEpochs(Named method) throws IOException {
    Factory factory = new Factory(0);
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    History expected = trainer(whole, method, factory).run((m, e) -> Map.of(), Stop.NEVER);
    int steps = 0;
    for (int[] end : new int[][] {{0, 0}, {0, 1}, {1, 2}, {3, 0}, {3, 1}, {5, 1}}) {
      Stop stop = new Stop(end[0], end[1]);
      Trainer inside = inside(parts, method, factory);
      assertThrows(CancellationException.class, () -> inside.resume((m, e) -> Map.of(), stop));
      steps += stop.steps;
      assertTrue(Files.exists(inside.folder().partialFile()));
    }
    Stop last = new Stop(EPOCHS, 0);
    assertEquals(expected, inside(parts, method, factory).resume((m, e) -> Map.of(), last));
    assertEquals(EPOCHS * 3, steps + last.steps);
    try (Stream<Path> files = Files.list(parts)) {
      assertEquals(3, files.count());
    }
    for (String name : List.of("last.npz", "best.npz", "history.csv"))
      assertEquals(-1, Files.mismatch(whole.resolve(name), parts.resolve(name)), name);
  }

  private static Trainer inside(Path folder, Named method, Factory factory) {
    Trainer usual = trainer(folder, method, factory);
    return new Trainer(
        usual.plan(),
        usual.model(),
        usual.method(),
        usual.data(),
        usual.folder(),
        new Pace(Duration.ZERO, Duration.ZERO, System::nanoTime));
  }

  private record Factory(double awp) {
    TrainableModel model() {
      PixelClassifier model = new PixelClassifier(.1f, -.1f, 0, 0);
      return awp > 0 ? new AdversarialWeights(model, awp) : model;
    }
  }

  private void assertResumes(Named method, Factory factory) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    History expected = trainer(whole, method, factory).run((m, e) -> Map.of(), Stop.NEVER);
    assertThrows(
        CancellationException.class,
        () -> trainer(parts, method, factory).run((m, e) -> Map.of(), new Stop(2, 1)));
    assertThrows(
        CancellationException.class,
        () -> trainer(parts, method, factory).resume((m, e) -> Map.of(), new Stop(4, 0)));
    assertEquals(expected, trainer(parts, method, factory).resume((m, e) -> Map.of(), Stop.NEVER));
    for (String name : List.of("last.npz", "best.npz", "history.csv"))
      assertEquals(-1, Files.mismatch(whole.resolve(name), parts.resolve(name)), name);
  }

  private static Trainer trainer(Path folder, Named method, Factory factory) {
    return new Trainer(
        new Trainer.Plan(EPOCHS, 3, .1, 5, Map.of()),
        factory.model(),
        method.create(),
        new NoisyPixels(SAMPLES),
        new CheckpointFolder(folder));
  }

  private static AdaptiveMargin margins(Refinement refinement, MarginSettings.Economy economy) {
    return new AdaptiveMargin(
        settings(refinement, 2, false, economy), MethodsResumeTest::rightPixels, .5);
  }

  private static MarginSettings settings(
      Refinement refinement, int cleanEpochs, boolean renewed, MarginSettings.Economy economy) {
    return new MarginSettings(
        Norm.L2,
        new MarginSettings.Steps(3, 4, false),
        new MarginRule(.1, .1, 2, false),
        refinement,
        new ThresholdRule(ThresholdRule.Kind.MEAN, 0),
        cleanEpochs,
        renewed,
        economy);
  }

  /** The share of pixels that are right. */
  static float[] rightPixels(Tensor outputs, Tensor targets) {
    int[] winners = Softmax.winner(outputs);
    float[] share = new float[targets.samples()];
    int n = targets.sampleLength();
    for (int i = 0; i < winners.length; i++)
      if (winners[i] == targets.data()[i]) share[i / n] += 1f / n;
    return share;
  }

  /** Cancels after a step. */
  private static final class Stop implements TrainingListener {

    static final TrainingListener NEVER = new TrainingListener() {};
    private final int epoch;
    private final int step;
    private boolean cancelled;
    private int steps;

    Stop(int epoch, int step) {
      this.epoch = epoch;
      this.step = step;
    }

    @Override
    public void stepDone(int nowEpoch, int nowStep, int steps, double loss) {
      this.steps++;
      cancelled = nowEpoch == epoch && nowStep == step;
    }

    @Override
    public void check() {
      if (cancelled) throw new CancellationException();
    }
  }
}
