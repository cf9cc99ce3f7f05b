package io.github.robustj.cli;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.error.RobustJException;
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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** What the operating system says about this process. */
  private static final Path STATUS = Path.of("/proc/self/status");

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
      try (BareCalls bare = BareCalls.of(model, images, targets);
          MatrixProduct product = MatrixProduct.on(backend.compute())) {
        compare(
            values,
            new Step("gradient_step", attackStep(model, images, targets), count.gradient()),
            bare::gradient,
            product);
        compare(
            values,
            new Step("training_step", trainingStep(model, images, targets), count.training()),
            bare::training,
            product);
      }
      growth(values, trainingStep(model, images, targets));
    }
    values.put("peak_memory_mib", peakMemoryMib());
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
   * @param operations of the convolutions for one image
   */
  private record Step(String name, Runnable call, double operations) {}

  private void compare(
      Map<String, Double> values, Step step, Runnable bare, MatrixProduct product) {
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    double[] products = new double[rounds];
    int warmUp = Math.max(2, rounds / 5);
    for (int i = -warmUp; i < rounds; i++) {
      listener.check();
      // The two take turns at going first, so that neither always meets the other's warm caches.
      boolean first = i % 2 == 0;
      double a = first ? millis(step.call()) : Double.NaN;
      double b = millis(bare);
      if (!first) a = millis(step.call());
      double c = millis(product::run);
      if (i < 0) continue;
      ours[i] = a;
      theirs[i] = b;
      products[i] = c;
      listener.progress((double) i / rounds, step.name().replace('_', ' '));
    }
    double ceiling = product.gigaOperations() / median(products) * 1e3;
    double speed = 1e-9 * BATCH * step.operations() / median(ours) * 1e3;
    values.put(step.name() + "_ms", median(ours));
    values.put(step.name() + "_bare_ms", median(theirs));
    values.put(step.name() + "_ratio", median(ours) / median(theirs));
    values.put(step.name() + "_gflops", speed);
    values.put("matrix_product_gflops", ceiling);
    values.put(step.name() + "_share_of_product", speed / ceiling);
  }

  private void growth(Map<String, Double> values, Runnable step) {
    int warmUp = growthSteps / 5;
    double before = 0;
    for (int i = 0; i < warmUp + growthSteps; i++) {
      listener.check();
      if (i == warmUp) before = memoryMib();
      step.run();
      listener.progress(
          (double) i / (warmUp + growthSteps), "memory over %d steps".formatted(growthSteps));
    }
    double after = memoryMib();
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

  /**
   * Resident memory, Java's and native, after a garbage collection; NaN where the system does not
   * tell.
   */
  private static double memoryMib() {
    System.gc();
    return field("VmRSS:");
  }

  /** The most memory that was ever resident; NaN where the system does not tell. */
  private static double peakMemoryMib() {
    return field("VmHWM:");
  }

  private static double field(String name) {
    if (!Files.isReadable(STATUS)) return Double.NaN;
    try {
      for (String line : Files.readAllLines(STATUS))
        if (line.startsWith(name)) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      return Double.NaN;
    } catch (IOException e) {
      throw new RobustJException("The memory use cannot be read from " + STATUS + ".", e);
    }
  }
}
