package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.PointRow;
import io.github.robustj.task.landmark.HeatMaps;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Against sums in Java over two samples of two landmarks in 5 x 4 pixels, and their slopes. Of the
 * second sample the last row and the last two columns lie beyond the slice.
 */
class HeatMapTermsTest {

  private static final int PIXELS = 20;
  private final Tensor from = random(1, 2, 5, 4, 6);
  private final Tensor to = random(2, 2, 5, 4, 6);
  private final Tensor rows = rows();

  /** Float32 against float64 sums of 20 terms: 1e-5. */
  @Test
  void divergenceIsTheMeanOverLandmarks() {
    float[] values = pass(from, to, false)[0];
    Tensor p = probabilities(from);
    Tensor q = probabilities(to);
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      for (int k = i * 2 * PIXELS; k < (i + 1) * 2 * PIXELS; k++)
        if (p.data()[k] > 0) sum += p.data()[k] * Math.log(p.data()[k] / q.data()[k]);
      assertEquals(sum / 2, values[i], 1e-5);
    }
  }

  /** Offsets have no part in it; of a heat map's logit the slope is (q - p) / landmarks. */
  @Test
  void divergenceHasItsClosedFormSlope() {
    float[] slope = pass(from, to, false)[1];
    Tensor p = probabilities(from);
    Tensor q = probabilities(to);
    float[] expected = new float[slope.length];
    for (int k = 0; k < 2 * PIXELS; k++)
      for (int l = 0; l < 2; l++)
        expected[6 * k + l] = (q.data()[2 * k + l] - p.data()[2 * k + l]) / 2;
    assertArrayEquals(expected, slope, 1e-6f);
  }

  /** A reference that adds up to 3 counts as if it added up to 1. */
  @Test
  void agreementIsTheSquaredDistanceOfDistributions() {
    Tensor q = probabilities(from);
    Tensor reference = q.copy();
    for (int k = 0; k < reference.data().length; k++) reference.data()[k] *= 3;
    float[] values = pass(reference, to, true)[0];
    Tensor p = probabilities(to);
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      for (int k = i * 2 * PIXELS; k < (i + 1) * 2 * PIXELS; k++)
        sum += Math.pow(p.data()[k] - q.data()[k], 2);
      assertEquals(sum / 2, values[i], 1e-6);
    }
  }

  @Test
  void probabilitiesAddUpToOnePerLandmarkOverTheSlice() {
    Tensor p = HeatMaps.probabilities(to, rows);
    for (int i = 0; i < 2; i++)
      for (int l = 0; l < 2; l++) {
        double sum = 0;
        int known = 0;
        for (int k = i * PIXELS; k < (i + 1) * PIXELS; k++)
          if (!Float.isNaN(p.data()[2 * k + l])) {
            sum += p.data()[2 * k + l];
            known++;
          }
        assertEquals(1, sum, 1e-6);
        assertEquals(i == 0 ? PIXELS : 4 * 2, known);
      }
    double ratio = Math.exp(to.data()[0] - to.data()[6]);
    assertEquals(ratio, p.data()[0] / p.data()[2], 1e-5 * ratio);
  }

  /** With 0 beyond the slice. */
  private Tensor probabilities(Tensor outputs) {
    Tensor p = HeatMaps.probabilities(outputs, rows);
    for (int k = 0; k < p.data().length; k++) if (Float.isNaN(p.data()[k])) p.data()[k] = 0;
    return p;
  }

  private static Tensor rows() {
    Tensor rows = Tensor.zeros(2, 2, PointRow.COLUMNS);
    for (int row = 2 * PointRow.COLUMNS; row < 4 * PointRow.COLUMNS; row += PointRow.COLUMNS) {
      rows.data()[row + PointRow.SLICE_HEIGHT] = 4;
      rows.data()[row + PointRow.SLICE_WIDTH] = 2;
      rows.data()[row + PointRow.Y_BY_Y] = 1;
      rows.data()[row + PointRow.X_BY_X] = 1;
    }
    return rows;
  }

  /** Values, and the slope by the second tensor. */
  private float[][] pass(Tensor first, Tensor second, boolean agreement) {
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    Placeholder<TFloat32> a = tf.placeholder(TFloat32.class);
    Placeholder<TFloat32> b = tf.placeholder(TFloat32.class);
    LossHead head = new LandmarkHead(tf);
    Operand<TFloat32> counted =
        head.counted(b, tf.reshape(tf.constant(rows.data()), tf.constant(rows.shape())));
    Operand<TFloat32> value =
        agreement ? head.agreement(b, a, counted) : head.divergence(a, b, counted);
    Operand<TFloat32> slope =
        Gradients.create(tf.scope(), tf.reduceSum(value, tf.constant(new int[] {0})), List.of(b))
            .<TFloat32>dy(0);
    try (graph;
        Session session = new Session(graph);
        Feeds feeds = new Feeds().add(a, first).add(b, second);
        Result result = feeds.into(session.runner()).fetch(value).fetch(slope).run()) {
      return new float[][] {
        Copies.values((TFloat32) result.get(0)), Copies.values((TFloat32) result.get(1))
      };
    }
  }

  private static Tensor random(long seed, int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < tensor.data().length; i++)
      tensor.data()[i] = (float) random.nextDouble(-2, 2);
    return tensor;
  }
}
