package io.github.robustj.cli;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.ConvolutionCount;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.MatrixProduct;
import io.github.robustj.tensorflow.TensorFlowBackend.BareCalls;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What RobustJ adds to the network's own arithmetic: each of its steps against the bare graph call
 * with the same tensors, in turn, in one run; and how many floating point operations of
 * convolutions they do per second, beside a large matrix product. Batches of 8 images of 128 x 128
 * pixels, U-Net of width 16 and depth 4.
 */
final class Benchmark {

  private static final int BATCH = 8;
  private static final int SIDE = 128;
  private static final NetworkSpec NETWORK = new NetworkSpec(1, 3, 16, 4, true);

  private final Backend backend;
  private final JobListener listener;
  private final int rounds;
  private final int growthSteps;

  /**
   * @param rounds timed pairs of calls, after a fifth as many to warm up
   * @param growthSteps training steps over which memory is watched
   */
  Benchmark(Backend backend, JobListener listener, int rounds, int growthSteps) {
    this.backend = backend;
    this.listener = listener;
    this.rounds = rounds;
    this.growthSteps = growthSteps;
  }

  /** Measured values by name; times in milliseconds, memory in MiB, speed in 1e9 per second. */
  Map<String, Double> run() {
    Map<String, Double> values = new LinkedHashMap<>();
    try (TrainableModel model =
        backend.create(NETWORK, Loss.CROSS_ENTROPY_AND_DICE, OptimizerSpec.adam(), 1)) {
      Tensor images = noise();
      Tensor targets = targets(images);
      model.predict(images);
      values.put("jvm_start_to_first_prediction_ms", millisSinceStart());
      ConvolutionCount count = new ConvolutionCount(NETWORK, SIDE, SIDE);
      Runnable attack = attackStep(model, images, targets);
      Runnable training = trainingStep(model, images, targets);
      try (BareCalls bare = BareCalls.of(model, images, targets);
          MatrixProduct product = MatrixProduct.on(backend.compute())) {
        Step gradient = new Step("gradient_step", attack, bare::gradient, count.gradient());
        Step learning = new Step("training_step", training, bare::training, count.training());
        double ceiling =
            Math.max(compare(values, gradient, product), compare(values, learning, product));
        values.put("matrix_product_gflops", ceiling);
        for (Step step : List.of(gradient, learning))
          values.put(
              step.name() + "_share_of_product", values.get(step.name() + "_gflops") / ceiling);
      }
      growth(values, training);
    }
    values.put("peak_memory_mib", ProcessMemory.peakMib());
    return values;
  }

  /** One step of PGD: gradient, ascent, projection. */
  private static Runnable attackStep(TrainableModel model, Tensor images, Tensor targets) {
    List<Bounds> bounds = Collections.nCopies(BATCH, Bounds.of(-4, 4));
    PerturbationBall ball = PerturbationBall.of(AttackSpec.pgd(20).norm(), images, 3, bounds);
    Objective.Differentiable objective = Goal.TRAINING_LOSS.on(model, targets);
    float[] length = ball.scaledRadius(.2);
    Tensor iterate = images.copy();
    return () -> {
      LossAndGradient at = objective.lossAndGradient(iterate);
      ball.step(iterate, at.gradient(), length);
    };
  }

  private static Runnable trainingStep(TrainableModel model, Tensor images, Tensor targets) {
    return () -> model.minimize(List.of(LossTerm.mean(images, targets, 1)), 1e-4);
  }

  /**
   * @param call what RobustJ does
   * @param bare the graph call that is in it
   * @param operations of the convolutions for one image
   */
  private record Step(String name, Runnable call, Runnable bare, double operations) {

    /**
     * Milliseconds of both. The two take turns at going first, as caches are warm for the second.
     */
    double[] millis(int round) {
      if (round % 2 == 0) return new double[] {Benchmark.millis(call), Benchmark.millis(bare)};
      double theirs = Benchmark.millis(bare);
      return new double[] {Benchmark.millis(call), theirs};
    }
  }

  /**
   * @return billions of operations per second of the fastest product: what the device can do where
   *     nothing else keeps it busy
   */
  private double compare(Map<String, Double> values, Step step, MatrixProduct product) {
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    double shortest = Double.MAX_VALUE;
    int warmUp = Math.max(2, rounds / 5);
    for (int i = -warmUp; i < rounds; i++) {
      listener.check();
      double[] both = step.millis(i);
      double one = millis(product::run);
      if (i < 0) continue;
      ours[i] = both[0];
      theirs[i] = both[1];
      shortest = Math.min(shortest, one);
      listener.progress((double) i / rounds, step.name().replace('_', ' '));
    }
    values.put(step.name() + "_ms", median(ours));
    values.put(step.name() + "_bare_ms", median(theirs));
    values.put(step.name() + "_ratio", median(ours) / median(theirs));
    values.put(step.name() + "_gflops", 1e-9 * BATCH * step.operations() / median(ours) * 1e3);
    return product.gigaOperations() / shortest * 1e3;
  }

  private void growth(Map<String, Double> values, Runnable step) {
    int warmUp = growthSteps / 5;
    double before = 0;
    for (int i = 0; i < warmUp + growthSteps; i++) {
      listener.check();
      if (i == warmUp) before = ProcessMemory.currentMib();
      step.run();
      listener.progress(
          (double) i / (warmUp + growthSteps), "memory over %d steps".formatted(growthSteps));
    }
    double after = ProcessMemory.currentMib();
    values.put("memory_before_mib", before);
    values.put("memory_after_mib", after);
    values.put("memory_growth_percent", 100 * (after - before) / before);
  }

  private static double millis(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  private static Tensor noise() {
    RandomGenerator random = new SplittableRandom(1);
    float[] values = new float[BATCH * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return new Tensor(values, BATCH, SIDE, SIDE, 1);
  }

  private static Tensor targets(Tensor images) {
    Tensor targets = images.copy();
    float[] t = targets.data();
    for (int i = 0; i < t.length; i++) t[i] = t[i] > 1 ? 1 : t[i] < -1 ? 2 : 0;
    return targets;
  }

  private static double millisSinceStart() {
    return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
  }
}
