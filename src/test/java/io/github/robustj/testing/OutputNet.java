package io.github.robustj.testing;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;

/**
 * A network of any task in pure Java: the outputs of {@link TinyNet}, averaged over squares as wide
 * as the task's stride, and mixed into as many channels as the task has by fixed numbers. Its loss
 * is minus the task's quality, differentiated by central differences, so that it knows nothing of
 * the losses that it tests.
 */
public final class OutputNet implements DifferentiableModel {

  private static final float STEP = 1e-2f;

  private final TinyNet inside = new TinyNet();
  private final Task<?> task;
  private final float[][] mix;

  /**
   * @param mix a row of three numbers and a bias for each output channel of the task
   */
  public OutputNet(Task<?> task, float[]... mix) {
    this.task = task;
    this.mix = mix;
  }

  @Override
  public Tensor predict(Tensor images) {
    Tensor fine = inside.predict(images);
    int s = task.stride();
    Tensor outputs =
        Tensor.zeros(images.samples(), images.shape(1) / s, images.shape(2) / s, mix.length);
    for (int k = 0; k < outputs.data().length; k++) outputs.data()[k] = mix[k % mix.length][3];
    visit(outputs, fine, (to, from, weight) -> outputs.data()[to] += weight * fine.data()[from]);
    return outputs;
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    Tensor fine = Tensor.zeros(images.samples(), images.shape(1), images.shape(2), 3);
    visit(weights, fine, (to, from, weight) -> fine.data()[from] += weight * weights.data()[to]);
    return inside.pullback(images, fine);
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    Tensor outputs = predict(images);
    Tensor slopes = Tensor.zeros(outputs.shape());
    int n = outputs.sampleLength();
    for (int k = 0; k < n; k++) {
      float[] above = moved(outputs, targets, k, STEP);
      float[] below = moved(outputs, targets, k, -STEP);
      for (int i = 0; i < above.length; i++)
        slopes.data()[i * n + k] = (above[i] - below[i]) / (2 * STEP);
    }
    return new LossAndGradient(moved(outputs, targets, 0, 0), pullback(images, slopes), outputs);
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    throw new UnsupportedOperationException("nobody smooths this network");
  }

  @Override
  public void close() {}

  /** The losses with output k of every sample moved. */
  private float[] moved(Tensor outputs, Tensor targets, int k, float step) {
    Tensor there = outputs.copy();
    for (int i = 0; i < there.samples(); i++) there.data()[i * there.sampleLength() + k] += step;
    float[] loss = task.quality(there, targets);
    for (int i = 0; i < loss.length; i++) loss[i] *= -1;
    return loss;
  }

  private interface Pair {
    void at(int output, int fine, float weight);
  }

  private void visit(Tensor outputs, Tensor fine, Pair pair) {
    int s = task.stride();
    for (int i = 0; i < fine.samples(); i++)
      for (int y = 0; y < outputs.shape(1) * s; y++)
        for (int x = 0; x < outputs.shape(2) * s; x++)
          for (int c = 0; c < mix.length * 3; c++)
            pair.at(
                ((i * outputs.shape(1) + y / s) * outputs.shape(2) + x / s) * mix.length + c / 3,
                ((i * fine.shape(1) + y) * fine.shape(2) + x) * 3 + c % 3,
                mix[c / 3][c % 3] / (s * s));
  }
}
