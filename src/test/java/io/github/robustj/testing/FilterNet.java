package io.github.robustj.testing;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A network of any task in pure Java that solves {@link Spots} without being trained: a filter of 3
 * x 3 pixels that knows bright from dark, a hyperbolic tangent, the mean over as many pixels as the
 * task's stride, and a line for every output. Of tasks with two structures the first is bright and
 * the second is dark. Its loss is the task's own.
 */
public final class FilterNet implements DifferentiableModel {

  private static final double STEEPNESS = 2;

  /** What the logit of a structure that is alone is halfway between dark and bright. */
  private static final Map<String, Float> ALONE =
      Map.of("segmentation", 0f, "landmark", -1.5f, "detection", -2.5f);

  private final Task<?> task;
  private final double[] filter;
  private final double threshold;
  private final float[] slope;
  private final float[] bias;
  private volatile Seen seen;

  /**
   * @param ripple size of a random pattern with mean 0 in the filter: 0 for a network that sees
   *     means only, which attacks hardly move; 1 for one that they move far
   */
  public FilterNet(Task<?> task, double ripple, long seed) {
    this.task = task;
    SplittableRandom random = new SplittableRandom(seed);
    double[] pattern = new double[9];
    double mean = 0;
    for (int k = 0; k < 9; k++) mean += (pattern[k] = random.nextGaussian()) / 9;
    for (int k = 0; k < 9; k++) pattern[k] = 1. / 9 + ripple * (pattern[k] - mean);
    filter = pattern;
    slope = new float[task.outputChannels()];
    bias = new float[slope.length];
    boolean pair = Spots.PAIRS.contains(task);
    threshold = pair ? 0 : .5;
    int first = task.name().equals("segmentation") ? 1 : 0;
    line(first, pair ? 10 : 6, pair ? -6 : ALONE.get(task.name()));
    if (pair) line(first + 1, -10, -6);
    else if (first == 1) line(0, -6, 0);
    // Twice as wide and as high as a cell.
    if (task.name().equals("detection"))
      bias[slope.length - 2] = bias[slope.length - 1] = (float) Math.log(2);
  }

  private void line(int channel, float steepness, float at0) {
    slope[channel] = steepness;
    bias[channel] = at0;
  }

  @Override
  public Tensor predict(Tensor images) {
    int s = task.stride();
    int width = images.shape(2) / s;
    Tensor outputs = Tensor.zeros(images.samples(), images.shape(1) / s, width, slope.length);
    int channels = slope.length;
    int cells = outputs.sampleLength() / channels;
    for (int i = 0; i < images.samples(); i++) {
      double[] pooled = pooled(hidden(images, i), images.shape(2), cells);
      for (int cell = 0; cell < cells; cell++)
        for (int c = 0; c < channels; c++)
          outputs.data()[(i * cells + cell) * channels + c] =
              (float) (slope[c] * pooled[cell] + bias[c]);
    }
    return outputs;
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    Tensor outputs = predict(images);
    ObjectiveType.Value at = task.loss(outputs, targets);
    return new LossAndGradient(at.value(), pullback(images, at.gradient()), outputs);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    Tensor gradient = Tensor.zeros(images.shape());
    int s = task.stride();
    int n = images.sampleLength();
    int width = images.shape(2);
    for (int i = 0; i < images.samples(); i++) {
      double[] hidden = hidden(images, i);
      double[] below = below(weights, i, s * s);
      double[] back = new double[n];
      for (int row = 0; row < n / width; row++)
        for (int column = 0; column < width; column++) {
          int p = row * width + column;
          double steep = STEEPNESS * (1 - hidden[p] * hidden[p]);
          back[p] = steep * below[row / s * (width / s) + column / s];
        }
      double[] by = filtered(back, width, true);
      for (int p = 0; p < n; p++) gradient.data()[i * n + p] = (float) by[p];
    }
    return gradient;
  }

  /** The mean over the pixels of every cell. */
  private double[] pooled(double[] hidden, int width, int cells) {
    int s = task.stride();
    double[] pooled = new double[cells];
    for (int row = 0; row < hidden.length / width; row++)
      for (int column = 0; column < width; column++)
        pooled[row / s * (width / s) + column / s] += hidden[row * width + column] / (s * s);
    return pooled;
  }

  /** The gradient by what is inside, for a pixel of every cell. */
  private double[] below(Tensor weights, int sample, int pixels) {
    double[] below = new double[weights.sampleLength() / slope.length];
    int first = sample * weights.sampleLength();
    for (int cell = 0; cell < below.length; cell++)
      for (int c = 0; c < slope.length; c++)
        below[cell] += weights.data()[first + cell * slope.length + c] * slope[c] / pixels;
    return below;
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    throw new UnsupportedOperationException("nobody smooths this network");
  }

  @Override
  public void close() {}

  /** Of every pixel, between -1 for dark and 1 for bright; asked again of an image, remembered. */
  private double[] hidden(Tensor images, int sample) {
    int n = images.sampleLength();
    float[] image = Arrays.copyOfRange(images.data(), sample * n, (sample + 1) * n);
    Seen last = seen;
    if (last != null && Arrays.equals(last.image, image)) return last.hidden;
    double[] x = new double[n];
    for (int p = 0; p < n; p++) x[p] = image[p];
    double[] hidden = filtered(x, images.shape(2), false);
    // The hyperbolic tangent, which Java computes several times as fast by the exponential.
    for (int p = 0; p < n; p++)
      hidden[p] = 1 - 2 / (1 + Math.exp(2 * STEEPNESS * (hidden[p] - threshold)));
    seen = new Seen(image, hidden);
    return hidden;
  }

  /** What an image looks like inside. */
  private record Seen(float[] image, double[] hidden) {}

  /** The filter with zeros around the image, or its transpose. */
  private double[] filtered(double[] x, int width, boolean transposed) {
    int height = x.length / width;
    int wide = width + 2;
    double[] padded = new double[(height + 2) * wide];
    for (int row = 0; row < height; row++)
      System.arraycopy(x, row * width, padded, (row + 1) * wide + 1, width);
    double[] w = new double[9];
    for (int k = 0; k < 9; k++) w[k] = filter[transposed ? 8 - k : k];
    double[] y = new double[x.length];
    for (int row = 0; row < height; row++)
      for (int column = 0; column < width; column++) {
        int a = row * wide + column;
        int b = a + wide;
        int c = b + wide;
        y[row * width + column] =
            w[0] * padded[a]
                + w[1] * padded[a + 1]
                + w[2] * padded[a + 2]
                + w[3] * padded[b]
                + w[4] * padded[b + 1]
                + w[5] * padded[b + 2]
                + w[6] * padded[c]
                + w[7] * padded[c + 1]
                + w[8] * padded[c + 2];
      }
    return y;
  }
}
