package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.Loss;
import io.github.robustj.model.Sides;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What networks do is imported as it was, and differentiated: the gradient of a weighted sum of all
 * outputs is what differences say.
 */
class ForeignGradientsTest {

  private static final Connection CONNECTION =
      new Connection(
          "serving_default",
          SmallNetwork.INPUT,
          "byxc",
          SmallNetwork.OUTPUT,
          "byxc",
          Values.LOGITS,
          1,
          2,
          Sides.only(8),
          Sides.only(8),
          0,
          Connection.HALF);

  @TempDir Path folder;

  @Test
  void areThoseOfDifferences() {
    List<Executable> all = new ArrayList<>();
    ForeignOperations.all()
        .forEach(
            (name, body) -> all.add(() -> assertDifferentiated(name, SmallNetwork.open(body))));
    assertAll(all);
  }

  /** Where TensorFlow's gradient would be wrong or there is none, that is said. */
  @Test
  void noneIsBetterThanAWrongOne() throws Exception {
    for (var each : ForeignOperations.withoutGradient().entrySet()) {
      SmallNetwork network = SmallNetwork.open(each.getValue());
      Path saved = network.save(folder.resolve(each.getKey()));
      Graph graph = new Conversion(CONNECTION, ForeignNetwork.read(saved).part(CONNECTION)).graph();
      try (TensorFlowModel model = model(graph)) {
        assertArrayEquals(network.direct(image()), model.predict(image()).data(), 1e-5f);
        assertEquals(Optional.of(each.getKey()), model.withoutGradient());
      }
    }
  }

  private void assertDifferentiated(String name, SmallNetwork network) throws Exception {
    Path saved = network.save(folder.resolve(name));
    ForeignNetwork foreign = ForeignNetwork.read(saved);
    Graph graph = new Conversion(CONNECTION, foreign.part(CONNECTION)).graph();
    Tensor image = image();
    Tensor weights = weights();
    try (TensorFlowModel model = model(graph)) {
      assertArrayEquals(network.direct(image), model.predict(image).data(), 1e-5f, name);
      assertEquals(Optional.empty(), model.withoutGradient(), name);
      float[] gradient = model.pullback(image, weights).data();
      float step = 1e-2f;
      for (int i = 0; i < 64; i += 21) {
        double slope =
            (sum(model, moved(image, i, step), weights)
                    - sum(model, moved(image, i, -step), weights))
                / (2 * step);
        // Rounding of some float32 outputs over 2e-2; curvature at this step.
        assertEquals(slope, gradient[i], 2e-3 + 3e-3 * Math.abs(slope), name + ", pixel " + i);
      }
    }
  }

  private static TensorFlowModel model(Graph graph) {
    Operand<TFloat32> images = graph.operation(SavedModels.INPUT).output(0);
    Operand<TFloat32> logits = graph.operation(SavedModels.OUTPUT).output(0);
    LossHead head = LossHead.of(Loss.CROSS_ENTROPY_AND_DICE, Ops.create(graph), 2, 1);
    return new TensorFlowModel(
        new Session(graph, SmallNetwork.CPU.config()), LossGraph.add(head, images, logits));
  }

  private static double sum(TensorFlowModel model, Tensor image, Tensor weights) {
    float[] outputs = model.predict(image).data();
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) sum += (double) outputs[i] * weights.data()[i];
    return sum;
  }

  /** In any order, a tenth from each other and half that from the kinks of the operations. */
  private static Tensor image() {
    List<Integer> order = new ArrayList<>(IntStream.range(-32, 32).boxed().toList());
    Collections.shuffle(order, new Random(1));
    Tensor image = Tensor.zeros(1, 8, 8, 1);
    for (int i = 0; i < 64; i++) image.data()[i] = order.get(i) / 10f + .05f;
    return image;
  }

  private static Tensor weights() {
    Tensor weights = Tensor.zeros(1, 8, 8, 2);
    Random random = new Random(2);
    for (int i = 0; i < 128; i++) weights.data()[i] = (float) random.nextGaussian();
    return weights;
  }

  private static Tensor moved(Tensor image, int pixel, float by) {
    float[] data = image.data().clone();
    data[pixel] += by;
    return new Tensor(data, image.shape());
  }
}
