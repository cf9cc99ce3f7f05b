package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The graph's loss against the reference numbers and closed forms; a "network" here passes its
 * logits through.
 */
class SegmentationLossTest {

  /** The authors' loss lacks our shift by 1. Float32 against float64: 1e-5. */
  @Test
  void agreesWithTheReferenceImplementation() {
    JsonObject tiny = Fixtures.read("tinynet.json");
    Tensor logits = Fixtures.channelsLast(Fixtures.numbers(tiny, "logits_clean"), 2, 3, 8, 8);
    double[] expected =
        Fixtures.numbers(
            Fixtures.read("amat_seg_trace.json").getAsJsonObject("meta"), "clean_loss");
    float[] loss = pass(logits, Fixtures.labels()).loss();
    for (int i = 0; i < 2; i++) assertEquals(expected[i] + 1, loss[i], 1e-5);
  }

  /**
   * Two classes, all logits equal: cross-entropy log 2, Dice (2 p n1 + s) / (p n + n1 + s) with p =
   * .5.
   */
  @Test
  void equalLogitsHaveAClosedForm() {
    Tensor targets = new Tensor(new float[] {1, 0, 0, 0, -1, -1}, 1, 2, 3, 1);
    double dice = (2 * .5 + 1e-5) / (.5 * 4 + 1 + 1e-5);
    float[] loss = pass(Tensor.zeros(1, 2, 3, 2), targets).loss();
    assertEquals(Math.log(2) + 1 - dice, loss[0], 1e-6);
  }

  /**
   * Central differences at every logit; the loss is smooth, a step of 1e-2 errs by 1e-5, float32 by
   * as much.
   */
  @Test
  void gradientAgreesWithFiniteDifferences() {
    JsonObject tiny = Fixtures.read("tinynet.json");
    Tensor logits =
        Fixtures.channelsLast(Fixtures.numbers(tiny, "logits_clean"), 2, 3, 8, 8).slice(0, 1);
    Tensor targets = Fixtures.labels().slice(0, 1);
    float[] gradient = pass(logits, targets).gradient().data();
    float[] expected = new float[gradient.length];
    float step = 1e-2f;
    Tensor twice = Tensor.concat(targets, targets);
    try (TensorFlowModel model = model()) {
      for (int i = 0; i < gradient.length; i++) {
        Tensor plus = logits.copy();
        Tensor minus = logits.copy();
        plus.data()[i] += step;
        minus.data()[i] -= step;
        float[] loss = model.loss(Tensor.concat(plus, minus), twice).loss();
        expected[i] = (loss[0] - loss[1]) / (2 * step);
      }
    }
    assertArrayEquals(expected, gradient, 5e-5f);
  }

  /** Level 1 sees every second target; weights 2/3 and 1/3. */
  @Test
  void coarserLevelsWeighHalfAsMuch() {
    Tensor targets =
        new Tensor(new float[] {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1}, 1, 4, 4, 1);
    Tensor fine = Tensor.zeros(1, 4, 4, 2);
    for (int i = 0; i < 32; i++) fine.data()[i] = (float) Math.sin(i);
    Tensor coarse = Tensor.zeros(1, 2, 2, 2);
    for (int i = 0; i < 8; i++) coarse.data()[i] = (float) Math.cos(i);
    Tensor every = new Tensor(new float[] {1, 0, 0, 1}, 1, 2, 2, 1);
    double expected =
        2 / 3. * pass(fine, targets).loss()[0] + 1 / 3. * pass(coarse, every).loss()[0];
    assertEquals(expected, deep(fine, coarse, targets), 1e-5);
  }

  private static LossAndGradient pass(Tensor logits, Tensor targets) {
    try (TensorFlowModel model = model()) {
      return model.loss(logits, targets);
    }
  }

  private static TensorFlowModel model() {
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    Placeholder<TFloat32> images = tf.placeholder(TFloat32.class);
    LossGraph loss = LossGraph.add(new SegmentationHead(tf), images, tf.identity(images));
    return new TensorFlowModel(new Session(graph), loss);
  }

  private static float deep(Tensor fine, Tensor coarse, Tensor targets) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 a = Copies.toNative(fine);
        TFloat32 b = Copies.toNative(coarse);
        TFloat32 y = Copies.toNative(targets)) {
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> fed =
          List.of(
              tf.placeholder(TFloat32.class),
              tf.placeholder(TFloat32.class),
              tf.placeholder(TFloat32.class));
      Operand<TFloat32> loss =
          new SegmentationHead(tf).deeplySupervised(fed.subList(0, 2), fed.get(2));
      try (Result result =
          session
              .runner()
              .feed(fed.get(0), a)
              .feed(fed.get(1), b)
              .feed(fed.get(2), y)
              .fetch(loss)
              .run()) {
        return ((TFloat32) result.get(0)).getFloat(0);
      }
    }
  }
}
