package io.github.robustj.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The toy network against the reference implementation and against finite differences. */
class TinyNetTest {

  private final Tensor images = Fixtures.images();
  private final Tensor labels = Fixtures.labels();

  @Test
  void logitsAreThoseOfTheReference() {
    double[] expected = Fixtures.numbers(Fixtures.read("tinynet.json"), "logits_clean");
    // Logits of size 10 in floats: 1e-6 is their last digit.
    assertArrayEquals(
        Fixtures.channelsLast(expected, 2, 3, 8, 8).data(),
        new TinyNet().predict(images).data(),
        2e-6f);
  }

  @Test
  void crossEntropyAndItsGradientAreThoseOfTheReference() {
    JsonObject expected = Fixtures.read("seg_losses.json").getAsJsonObject("ce-avg");
    LossAndGradient at = new TinyNet(PixelLoss.CROSS_ENTROPY).loss(images, labels);
    double[] losses = Fixtures.numbers(expected, "loss_per_image");
    for (int i = 0; i < 2; i++) assertEquals(losses[i], at.loss()[i], 1e-6);
    // The reference differentiates the mean over the pixels of each image, as we do.
    Tensor gradient = Fixtures.channelsLast(Fixtures.numbers(expected, "grad"), 2, 1, 8, 8);
    assertArrayEquals(gradient.data(), at.gradient().data(), 1e-6f);
  }

  @Test
  void trainingLossIsTheReferenceShiftedByOne() {
    JsonObject meta = Fixtures.read("amat_seg_trace.json").getAsJsonObject("meta");
    double[] expected = Fixtures.numbers(meta, "clean_loss");
    float[] loss = new TinyNet().loss(images, labels).loss();
    for (int i = 0; i < 2; i++) assertEquals(expected[i] + 1, loss[i], 1e-6);
  }

  @Test
  void gradientAgreesWithFiniteDifferences() {
    TinyNet net = new TinyNet();
    labels.data()[5] = -1;
    Tensor gradient = net.loss(images, labels).gradient();
    float h = 1e-2f;
    for (int k = 0; k < images.data().length; k += 7) {
      double slope = (value(net, k, h) - value(net, k, -h)) / (2 * h);
      // Losses are floats near 1 (6e-8 / 2e-2 = 3e-6), and the error of order h^2 is about 1e-4.
      assertEquals(slope, gradient.data()[k], 5e-4, "pixel " + k);
    }
  }

  private double value(TinyNet net, int k, float h) {
    Tensor moved = images.copy();
    moved.data()[k] += h;
    return net.loss(moved, labels).loss()[k / images.sampleLength()];
  }
}
