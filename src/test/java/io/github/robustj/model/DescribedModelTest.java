package io.github.robustj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DescribedModelTest {

  private static final Path PLACE = Path.of("m", "saved_model");
  private static final Tensor IMAGES = Tensor.zeros(2, 5, 7, 1);

  /** Gives the same whatever it is asked. */
  private record Fixed(Tensor outputs, Tensor gradient) implements DifferentiableModel {

    @Override
    public Tensor predict(Tensor images) {
      return outputs;
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      return new LossAndGradient(new float[2], gradient, outputs);
    }

    @Override
    public LossAndGradient divergence(Tensor images, Tensor reference) {
      return loss(images, reference);
    }

    @Override
    public Tensor pullback(Tensor images, Tensor weights) {
      return gradient;
    }

    @Override
    public void close() {}
  }

  @Test
  void whatIsAsDescribedIsHandedOn() {
    for (int stride : new int[] {1, 2, 4}) {
      Tensor outputs = Tensor.zeros(2, (5 + stride - 1) / stride, (7 + stride - 1) / stride, 3);
      DifferentiableModel model = described(outputs, IMAGES, stride);
      assertEquals(outputs, model.predict(IMAGES));
      assertEquals(outputs, model.loss(IMAGES, IMAGES).outputs());
      assertEquals(IMAGES, model.pullback(IMAGES, outputs));
    }
  }

  @Test
  void otherShapesAreRefusedWhateverIsAsked() {
    for (int[] shape :
        new int[][] {
          {2, 5, 7, 2}, {2, 5, 7, 4}, {2, 3, 4, 3}, {2, 6, 8, 3}, {1, 5, 7, 3}, {2, 5, 7}, {}
        }) {
      DifferentiableModel model = described(Tensor.zeros(shape), IMAGES, 1);
      List<Executable> asked =
          List.of(
              () -> model.predict(IMAGES),
              () -> model.loss(IMAGES, IMAGES),
              () -> model.divergence(IMAGES, IMAGES));
      for (Executable each : asked) {
        String sentence = assertThrows(RobustJException.class, each).getMessage();
        assertTrue(
            sentence.contains(PLACE.toString())
                && sentence.contains(
                    shape.length == 4 && shape[0] == 2
                        ? "says 5 x 7 x 3 (height"
                        : "says 2 x 5 x 7 x 3 (images"),
            sentence);
      }
    }
  }

  @Test
  void aGradientOfAnotherShapeIsRefused() {
    Tensor outputs = Tensor.zeros(2, 5, 7, 3);
    DifferentiableModel model = described(outputs, Tensor.zeros(2, 5, 7, 2), 1);
    assertThrows(RobustJException.class, () -> model.pullback(IMAGES, outputs));
    assertThrows(RobustJException.class, () -> model.loss(IMAGES, IMAGES));
  }

  @Test
  void noNumbersAreRefusedUnlessTheImageHasNone() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Tensor outputs = Tensor.zeros(2, 5, 7, 3);
      outputs.data()[100] = value;
      DifferentiableModel model = described(outputs, IMAGES, 1);
      String sentence =
          assertThrows(RobustJException.class, () -> model.predict(IMAGES)).getMessage();
      assertTrue(sentence.contains("no numbers"), sentence);
      Tensor strange = Tensor.zeros(2, 5, 7, 1);
      strange.data()[3] = Float.NaN;
      assertArrayEquals(outputs.data(), model.predict(strange).data());
    }
  }

  private static DifferentiableModel described(Tensor outputs, Tensor gradient, int stride) {
    NetworkSpec spec = new NetworkSpec(1, 3, 2, 3, false, stride);
    return new DescribedModel(new Fixed(outputs, gradient), spec, PLACE);
  }
}
