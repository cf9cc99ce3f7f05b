package io.github.robustj.training;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * A model with a known border between correct and wrong: its outputs are the images, its loss their
 * mean. As a quality, how much darker the outputs are than the targets on average.
 */
final class Brightness implements DifferentiableModel, BiFunction<Tensor, Tensor, float[]> {

  @Override
  public float[] apply(Tensor outputs, Tensor targets) {
    float[] quality = means(targets);
    float[] bright = means(outputs);
    for (int i = 0; i < quality.length; i++) quality[i] -= bright[i];
    return quality;
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    Tensor gradient = Tensor.zeros(images.shape());
    Arrays.fill(gradient.data(), 1f / images.sampleLength());
    return new LossAndGradient(means(images), gradient, images.copy());
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    return weights.copy();
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    throw new UnsupportedOperationException("brightness has no classes");
  }

  @Override
  public Tensor predict(Tensor images) {
    return images.copy();
  }

  @Override
  public void close() {}

  private static float[] means(Tensor images) {
    float[] means = new float[images.samples()];
    int n = images.sampleLength();
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      for (int k = i * n; k < (i + 1) * n; k++) sum += images.data()[k];
      means[i] = (float) (sum / n);
    }
    return means;
  }
}
