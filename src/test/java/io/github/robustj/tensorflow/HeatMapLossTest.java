package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Landmark;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Copies.Feeds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The graph's loss against the task's own arithmetic, which holds the reference numbers; a
 * "network" here passes its outputs through.
 */
class HeatMapLossTest {

  private final LandmarkTask task =
      new LandmarkTask(List.of("a", "b"), 3, "pixel", Correctness.LOSS);

  /** Two slices, a point missing in the second, a point between pixels, one near the border. */
  private final Tensor targets =
      task.encode(
          new Landmarks(
              List.of(
                  Map.of("a", Landmark.at(4.3, 5.8), "b", Landmark.at(0, 9)),
                  Map.of("b", Landmark.at(6, 2))),
              Calibration.PIXELS));

  private final Tensor outputs = random(2, 10, 8, 6);

  /** Float32 sums of some hundred terms against float64: 1e-5. */
  @Test
  void agreesWithTheTask() {
    float[] loss = pass(outputs, targets).loss();
    float[] quality = task.quality(outputs, targets);
    for (int i = 0; i < 2; i++) assertEquals(-quality[i], loss[i], 1e-5);
  }

  @Test
  void withoutLandmarksTheLossIsZero() {
    Tensor none = task.encode(new Landmarks(List.of(Map.of(), Map.of()), Calibration.PIXELS));
    LossAndGradient at = pass(outputs, none);
    assertArrayEquals(new float[2], at.loss());
    assertArrayEquals(new float[outputs.data().length], at.gradient().data());
  }

  /** What a batch has for images that only a divergence is about. */
  @Test
  void rowsOfZerosAreNoLandmarks() {
    LossAndGradient at = pass(outputs, Tensor.zeros(targets.shape()));
    assertArrayEquals(new float[2], at.loss());
    assertArrayEquals(new float[outputs.data().length], at.gradient().data());
  }

  /**
   * Central differences; the absolute errors have kinks, which random outputs miss by more than a
   * step. Loss values of about 3 have a float32 error of 2e-7, over a step of 2e-2: 1e-5.
   */
  @Test
  void gradientAgreesWithFiniteDifferences() {
    float[] gradient = pass(outputs, targets).gradient().data();
    float[] expected = new float[gradient.length];
    float step = 1e-2f;
    int n = outputs.sampleLength();
    for (int sample = 0; sample < 2; sample++) {
      // Every value of the sample, once raised and once lowered, as a sample of its own.
      int[] copies = new int[2 * n];
      Arrays.fill(copies, sample);
      Tensor moved = outputs.gather(copies);
      for (int i = 0; i < n; i++) {
        moved.data()[i * n + i] += step;
        moved.data()[(n + i) * n + i] -= step;
      }
      float[] loss = pass(moved, targets.gather(copies)).loss();
      for (int i = 0; i < n; i++) expected[sample * n + i] = (loss[i] - loss[n + i]) / (2 * step);
    }
    assertArrayEquals(expected, gradient, 5e-5f);
  }

  /** Training weighs the heat maps 40-fold, not 2-fold; float32: a ten-thousandth of some 30. */
  @Test
  void trainingIsTheSamePartsOtherwiseWeighted() {
    float[] parts =
        new LandmarkTask(List.of("a", "b"), 3, "pixel", Correctness.COMPONENTS)
            .quality(outputs, targets);
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    Placeholder<TFloat32> maps = tf.placeholder(TFloat32.class);
    Placeholder<TFloat32> points = tf.placeholder(TFloat32.class);
    Operand<TFloat32> loss = new LandmarkHead(tf).training(maps, points);
    try (graph;
        Session session = new Session(graph);
        Feeds feeds = new Feeds().add(maps, outputs).add(points, targets);
        Result result = feeds.into(session.runner()).fetch(loss).run()) {
      float[] values = Copies.values((TFloat32) result.get(0));
      for (int i = 0; i < 2; i++)
        assertEquals(-(40 * parts[3 * i] + parts[3 * i + 1] + parts[3 * i + 2]), values[i], 3e-3);
    }
  }

  /** A fresh network finds a landmark in one pixel of a hundred. */
  @Test
  void aFreshNetworkExpectsFewPixelsOfALandmark() {
    float[] bias = new LandmarkHead(null).bias(6);
    assertEquals(.01, 1 / (1 + Math.exp(-bias[1])), 1e-6);
    assertArrayEquals(new float[4], Arrays.copyOfRange(bias, 2, 6));
  }

  private LossAndGradient pass(Tensor outputs, Tensor targets) {
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    Placeholder<TFloat32> images = tf.placeholder(TFloat32.class);
    LossGraph loss = LossGraph.add(new LandmarkHead(tf), images, tf.identity(images));
    try (TensorFlowModel model = new TensorFlowModel(new Session(graph), loss)) {
      return model.loss(outputs, targets);
    }
  }

  private static Tensor random(int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < tensor.data().length; i++)
      tensor.data()[i] = (float) random.nextDouble(-2, 2);
    return tensor;
  }
}
