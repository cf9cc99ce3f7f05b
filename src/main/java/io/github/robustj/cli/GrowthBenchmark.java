package io.github.robustj.cli;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.cli.GrowthTable.Cost;
import io.github.robustj.cli.GrowthTable.Row;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.job.JobListener;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * How the time of a prediction, an attack and a training step grows with one thing at a time: the
 * side of the images, their number, the classes, the steps of the attack, the width of the network;
 * and that of scoring objects with the number of these.
 */
final class GrowthBenchmark {

  /** Depth of all networks. */
  private static final int DEPTH = 4;

  /** What takes longer to warm up is measured once. */
  private static final double LONG_MS = 2000;

  private static final int ROUNDS = 3;

  /** Shorter calls are repeated until it has passed, since clocks have steps. */
  private static final double LEAST_MS = 200;

  private static final int MOST_REPEATS = 100;

  /** How many there will be, for the progress. */
  private static final double ROWS = 52;

  private static final List<String> CLASSES = List.of("large", "small");

  private final Backend backend;
  private final JobListener listener;
  private final List<Row> rows = new ArrayList<>();

  GrowthBenchmark(Backend backend, JobListener listener) {
    this.backend = backend;
    this.listener = listener;
  }

  /** One batch of a segmentation, and how it is attacked. */
  private record Setting(int side, int cases, int classes, int steps, int width) {

    static final Setting USUAL = new Setting(128, 2, 3, 4, 16);

    Setting side(int other) {
      return new Setting(other, cases, classes, steps, width);
    }

    Setting cases(int other) {
      return new Setting(side, other, classes, steps, width);
    }

    Setting classes(int other) {
      return new Setting(side, cases, other, steps, width);
    }

    Setting steps(int other) {
      return new Setting(side, cases, classes, other, width);
    }

    Setting width(int other) {
      return new Setting(side, cases, classes, steps, other);
    }
  }

  GrowthTable run() {
    try (TrainableModel model = model(Setting.USUAL)) {
      for (int side : List.of(64, 128, 256, 512))
        all("pixels", side * side, Setting.USUAL.side(side), model);
      for (int cases : List.of(1, 2, 4, 8)) all("cases", cases, Setting.USUAL.cases(cases), model);
      for (int steps : List.of(4, 8, 16, 32))
        measure("attack", "steps", steps, attack(model, Setting.USUAL.steps(steps)));
    }
    overModels("classes", List.of(2, 4, 8, 16), Setting.USUAL::classes);
    overModels("width", List.of(8, 16, 32), Setting.USUAL::width);
    for (int count : List.of(1000, 10_000, 100_000)) {
      List<ObjectsInImage> images =
          List.of(new ObjectsInImage(objects(count, 1), objects(count, 2)));
      measure("score", "objects", count, () -> CocoMatching.precision50(images, CLASSES));
    }
    return new GrowthTable(backend.device(), rows);
  }

  private void overModels(String unit, List<Integer> values, IntFunction<Setting> setting) {
    for (int value : values)
      try (TrainableModel model = model(setting.apply(value))) {
        all(unit, value, setting.apply(value), model);
      }
  }

  private void all(String unit, int units, Setting setting, TrainableModel model) {
    Tensor images = images(setting);
    Tensor targets = targets(images, setting.classes());
    measure("predict", unit, units, () -> model.predict(images));
    measure("attack", unit, units, attack(model, setting));
    List<LossTerm> terms = List.of(LossTerm.mean(images, targets, 1));
    measure("train", unit, units, () -> model.minimize(terms, 1e-4));
  }

  private static Runnable attack(TrainableModel model, Setting setting) {
    Tensor images = images(setting);
    Tensor targets = targets(images, setting.classes());
    AttackSpec spec = AttackSpec.pgd(setting.steps());
    Attack attack = Attacks.of(spec);
    List<Bounds> bounds = Collections.nCopies(setting.cases(), Bounds.of(-4, 4));
    PerturbationBall ball = PerturbationBall.of(spec.norm(), images, 3, bounds);
    return () -> attack.run(Goal.TRAINING_LOSS.on(model, targets), ball, new SplittableRandom(1));
  }

  /** The cheapest of several calls, after one to warm up, which allocates and compiles. */
  private void measure(String work, String unit, int units, Runnable call) {
    listener.check();
    listener.progress(Math.min(.99, rows.size() / ROWS), work + ", " + units + " " + unit);
    ProcessMemory.beginPeak();
    Cost cost = Cost.of(call, 1);
    int times = (int) Math.max(1, Math.min(MOST_REPEATS, LEAST_MS / cost.milliseconds()));
    int rounds = cost.milliseconds() < LONG_MS ? ROUNDS : 1;
    for (int i = 0; i < rounds; i++) {
      Cost next = Cost.of(call, times);
      cost = i == 0 ? next : cost.least(next);
    }
    rows.add(new Row(work, unit, units, cost, ProcessMemory.peakMib()));
  }

  private TrainableModel model(Setting setting) {
    NetworkSpec spec = new NetworkSpec(1, setting.classes(), setting.width(), DEPTH, true);
    return backend.create(spec, Loss.CROSS_ENTROPY_AND_DICE, OptimizerSpec.adam(), 1);
  }

  private static Tensor images(Setting setting) {
    RandomGenerator random = new SplittableRandom(1);
    Tensor images = Tensor.zeros(setting.cases(), setting.side(), setting.side(), 1);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    return images;
  }

  /** All classes, each in about as many pixels. */
  private static Tensor targets(Tensor images, int classes) {
    RandomGenerator random = new SplittableRandom(2);
    Tensor targets = images.copy();
    for (int i = 0; i < targets.data().length; i++) targets.data()[i] = random.nextInt(classes);
    return targets;
  }

  /** As close to each other however many there are. */
  private static List<BoxedObject> objects(int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double side = 20 * Math.sqrt(count);
    List<BoxedObject> objects = new ArrayList<>();
    for (int i = 0; i < count; i++)
      objects.add(
          BoxedObject.found(
              CLASSES.get(random.nextInt(CLASSES.size())),
              Box.around(
                  random.nextDouble(side),
                  random.nextDouble(side),
                  random.nextDouble(5, 30),
                  random.nextDouble(5, 30)),
              random.nextDouble()));
    return objects;
  }
}
