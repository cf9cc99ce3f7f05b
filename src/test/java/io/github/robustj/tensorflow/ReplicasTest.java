package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/** A network on several devices, two or three parts of the CPU here, against the same on one. */
class ReplicasTest {

  private static final NetworkSpec NETWORK = new NetworkSpec(1, 3, 4, 2, true);

  static Backend split(int devices) {
    return new TensorFlowBackend()
        .on(
            new Compute(Target.CPU, List.of(0), devices, List.of(), 0, Precision.FLOAT32),
            line -> {});
  }

  /** Fewer samples than devices, as many, and numbers that do not divide evenly. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void whatIsAskedOfEachSampleIsThatOfOneDevice(int samples) {
    Tensor images = noise(samples, 3);
    Tensor targets = targets(images);
    try (TrainableModel one = create(split(1));
        TrainableModel three = create(split(3))) {
      assertArrayEquals(one.predict(images).data(), three.predict(images).data(), 1e-5f);
      near(one.loss(images, targets), three.loss(images, targets));
      Tensor reference = one.predict(noise(samples, 4));
      near(one.divergence(images, reference), three.divergence(images, reference));
      assertArrayEquals(
          one.pullback(images, reference).data(), three.pullback(images, reference).data(), 1e-4f);
    }
  }

  /** TensorFlow itself tells where each operation ran: gradients where what they belong to did. */
  @Test
  void everyCopyRunsOnItsDeviceAndWhatIsSharedOnTheFirst() {
    List<DeviceSpec> devices = List.of(cpu(0), cpu(1));
    try (Graph template = new Graph()) {
      Ops tf = Ops.create(template);
      Weights weights = new Weights(tf, 1);
      Operand<TFloat32> kernel = weights.kernel("kernel", 9, 1, 3, 3, 1, 2);
      Operand<TFloat32> images = SavedModels.images(tf, 1);
      Operand<TFloat32> made = tf.nn.conv2d(images, kernel, List.of(1L, 1L, 1L, 1L), "VALID");
      Operand<TFloat32> sum =
          tf.reduceSum(tf.math.square(made), tf.constant(new int[] {0, 1, 2, 3}));
      Operand<TFloat32> slope = Gradients.create(tf.scope(), sum, List.of(kernel)).<TFloat32>dy(0);
      Replicas replicas = Replicas.of(template, devices);
      List<Operand<TFloat32>> slopes = replicas.all(slope);
      Operand<TFloat32> all = replicas.once().math.addN(slopes);
      ConfigProto config =
          Computation.cpu().toBuilder()
              .putDeviceCount("CPU", 2)
              .setAllowSoftPlacement(true)
              .build();
      try (Graph running = replicas.running();
          Session session = new Session(running, config);
          Feeds feeds = new Feeds()) {
        Weight kept = weights.all().get(0).running(replicas);
        Sessions.assign(session, List.of(kept), w -> new Tensor(w.initial(), w.shape()));
        for (Operand<TFloat32> place : replicas.all(images)) feeds.add(place, noise(1, 2));
        Session.Runner runner = feeds.into(session.runner()).fetch(all);
        runner.setOptions(
            RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build());
        try (Result result = runner.runAndFetchMetadata()) {
          for (int device = 0; device < 2; device++) {
            List<String> ran = ran(result.getMetadata().orElseThrow(), device);
            String its = "replica" + device + "/";
            String other = "replica" + (1 - device) + "/";
            assertTrue(ran.contains(its + slope.op().name()), () -> "no gradient in " + ran);
            assertTrue(ran.contains(its + made.op().name()), () -> "no convolution in " + ran);
            assertTrue(ran.stream().noneMatch(name -> name.startsWith(other)), ran::toString);
          }
        }
      }
    }
  }

  /** The operations that a device ran, without what carries tensors between devices. */
  private static List<String> ran(RunMetadata run, int device) {
    return run.getStepStats().getDevStatsList().stream()
        .filter(stats -> stats.getDevice().endsWith("/device:CPU:" + device))
        .flatMap(stats -> stats.getNodeStatsList().stream())
        .map(NodeExecStats::getNodeName)
        .filter(name -> !name.contains("/_"))
        .toList();
  }

  private static DeviceSpec cpu(int index) {
    return DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(index).build();
  }

  /** Float32 sums of some hundred terms in another order. */
  static void near(LossAndGradient expected, LossAndGradient actual) {
    assertArrayEquals(expected.loss(), actual.loss(), 1e-5f);
    assertArrayEquals(expected.gradient().data(), actual.gradient().data(), 1e-6f);
    assertArrayEquals(expected.outputs().data(), actual.outputs().data(), 1e-5f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void lossesAndGradientsAreSummed(int samples) {
    List<LossTerm> terms = terms(samples);
    try (TrainableModel one = create(split(1));
        TrainableModel three = create(split(3))) {
      WeightGradient expected = one.weightGradient(terms);
      WeightGradient actual = three.weightGradient(terms);
      assertEquals(expected.loss(), actual.loss(), 1e-4);
      for (Map.Entry<String, Tensor> entry : expected.gradient().entrySet())
        assertArrayEquals(
            entry.getValue().data(),
            actual.gradient().get(entry.getKey()).data(),
            1e-5f,
            entry.getKey());
      LossTerm.Supervised term = (LossTerm.Supervised) terms.get(0);
      near(one.minimizeAndDifferentiate(term, .01), three.minimizeAndDifferentiate(term, .01));
      for (int step = 0; step < 3; step++)
        assertEquals(one.minimize(terms, .01), three.minimize(terms, .01), 1e-4);
      assertEquals(one.state().keySet(), three.state().keySet());
    }
  }

  /** All kinds, with weights of their own for each sample. */
  static List<LossTerm> terms(int samples) {
    Tensor images = noise(samples, 5);
    Tensor adversarial = noise(samples, 6);
    Tensor targets = targets(images);
    float[] weights = new float[samples];
    for (int i = 0; i < samples; i++) weights[i] = .2f + .3f * i;
    Tensor reference = Tensor.zeros(samples, 12, 9, 3);
    for (int i = 0; i < reference.data().length; i++) reference.data()[i] = (i % 3 + 1) / 6f;
    List<LossTerm> terms = new ArrayList<>();
    terms.add(new LossTerm.Supervised(images, targets, weights));
    terms.add(new LossTerm.Smoothness(images, adversarial, targets, weights));
    terms.add(new LossTerm.DoubtfulSmoothness(images, adversarial, targets, weights));
    terms.add(new LossTerm.BoostedCrossEntropy(adversarial, targets, weights));
    terms.add(new LossTerm.Agreement(images, reference, targets, weights));
    return terms;
  }

  static TrainableModel create(Backend backend) {
    OptimizerSpec adam = new OptimizerSpec(OptimizerSpec.Kind.ADAM, 1e-2, .9, 12);
    return backend.create(NETWORK, Loss.CROSS_ENTROPY_AND_DICE, adam, 3);
  }

  private static Tensor noise(int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tensor images = Tensor.zeros(samples, 12, 9, 1);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    return images;
  }

  private static Tensor targets(Tensor images) {
    Tensor targets = Tensor.zeros(images.samples(), 12, 9, 1);
    for (int i = 0; i < targets.data().length; i++)
      targets.data()[i] = images.data()[i] > .5 ? 2 : images.data()[i] > -.5 ? 1 : 0;
    return targets;
  }
}
