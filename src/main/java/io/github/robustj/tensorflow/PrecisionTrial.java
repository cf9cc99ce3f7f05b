package io.github.robustj.tensorflow;

import io.github.robustj.model.Loss;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.proto.ConfigProto;

/**
 * Training steps of a small network in float32 and in mixed precision, in turn, to tell which is
 * faster here. It takes about two seconds, once in a process for each device.
 *
 * @param ratio least time of a step in mixed precision over that in float32
 */
record PrecisionTrial(double ratio) {

  /** Below it digits are worth giving up. */
  private static final double WORTH = .9;

  private static final NetworkSpec NETWORK = new NetworkSpec(1, 3, 16, 3, true);
  private static final int BATCH = 4;
  private static final int SIDE = 64;
  private static final int ROUNDS = 6;

  private static final Map<ConfigProto, PrecisionTrial> DONE = new HashMap<>();

  static synchronized PrecisionTrial on(ConfigProto device) {
    return DONE.computeIfAbsent(device, PrecisionTrial::measured);
  }

  private static PrecisionTrial measured(ConfigProto device) {
    float[] noise = new float[BATCH * SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < noise.length; i++) noise[i] = (float) random.nextGaussian();
    Tensor images = new Tensor(noise, BATCH, SIDE, SIDE, 1);
    List<LossTerm> terms = List.of(LossTerm.mean(images, Tensor.zeros(BATCH, SIDE, SIDE, 1), 1));
    try (TrainableModel full = model(device, false);
        TrainableModel mixed = model(device, true)) {
      double least = Double.POSITIVE_INFINITY;
      double leastMixed = Double.POSITIVE_INFINITY;
      // The first of each builds its graph and is slower than any other.
      for (int i = 0; i < ROUNDS; i++) {
        least = Math.min(least, time(full, terms));
        leastMixed = Math.min(leastMixed, time(mixed, terms));
      }
      return new PrecisionTrial(leastMixed / least);
    }
  }

  private static TrainableModel model(ConfigProto device, boolean mixed) {
    return TensorFlowTrainableModel.create(
        UNet::build,
        NETWORK,
        Loss.CROSS_ENTROPY_AND_DICE,
        OptimizerSpec.adam(),
        1,
        new Computation(device, mixed, "", ""));
  }

  private static double time(TrainableModel model, List<LossTerm> terms) {
    long start = System.nanoTime();
    model.minimize(terms, 1e-4);
    return System.nanoTime() - start;
  }

  boolean isMixedFaster() {
    return ratio < WORTH;
  }

  /** A clause for the log. */
  String words() {
    return String.format(
        Locale.ROOT, "bfloat16 took %.2f of the time of float32 in a short trial", ratio);
  }
}
