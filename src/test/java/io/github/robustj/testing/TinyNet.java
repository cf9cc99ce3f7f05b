package io.github.robustj.testing;

import com.google.gson.JsonObject;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A segmentation network in pure Java: conv 3x3 (1 to 4), tanh, conv 3x3 (4 to 3), logits times 6,
 * with the weights of {@code tinynet.json}. Double inside; images of any size.
 */
public final class TinyNet implements DifferentiableModel {

  private static final int CLASSES = 3;
  private static final double SCALE = 6;

  private final Convolution first;
  private final Convolution second;
  private final PixelLoss loss;

  private int gradientCalls;
  private int predictCalls;
  private int gradientSamples;

  public TinyNet(PixelLoss loss) {
    JsonObject json = Fixtures.read("tinynet.json");
    first = new Convolution(Fixtures.numbers(json, "w1"), Fixtures.numbers(json, "b1"), 1);
    second = new Convolution(Fixtures.numbers(json, "w2"), Fixtures.numbers(json, "b2"), 4);
    this.loss = loss;
  }

  /** With the loss that segmentation trains on. */
  public TinyNet() {
    this(PixelLoss.CROSS_ENTROPY_AND_DICE);
  }

  /** How often {@link #loss} or {@link #pullback} was called. */
  public int gradientCalls() {
    return gradientCalls;
  }

  /** Of how many images, in all calls together, a gradient was taken. */
  public int gradientSamples() {
    return gradientSamples;
  }

  /** Counts from zero again. */
  public void reset() {
    gradientCalls = predictCalls = gradientSamples = 0;
  }

  /** How often {@link #predict} was called. */
  public int predictCalls() {
    return predictCalls;
  }

  @Override
  public Tensor predict(Tensor images) {
    predictCalls++;
    Tensor outputs = Tensor.zeros(images.shape(0), images.shape(1), images.shape(2), CLASSES);
    for (int i = 0; i < images.samples(); i++)
      write(outputs, i, second.forward(hidden(images, i), images.shape(2)), SCALE);
    return outputs;
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    return differentiate(images, i -> valueOf(loss, targets, i));
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    return differentiate(
        images, i -> valueOf(divergenceFrom(reference, i), Tensor.zeros(images.shape()), i));
  }

  /** The mean over the pixels of {@code KL(softmax(reference) || p)}. */
  private static PixelLoss divergenceFrom(Tensor reference, int sample) {
    return (p, labels, gradient) -> {
      double value = 0;
      for (int i = 0; i < p.length; i++) {
        double[] r = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++)
          r[c] = reference.data()[(sample * p.length + i) * CLASSES + c] / SCALE;
        r = softmax(r);
        for (int c = 0; c < CLASSES; c++) {
          value += r[c] * Math.log(r[c] / p[i][c]) / p.length;
          gradient[i][c] -= r[c] / p[i][c] / p.length;
        }
      }
      return value;
    };
  }

  private interface LogitLoss {
    /** The loss of unscaled logits; {@code derivative} is filled with respect to those. */
    double of(double[][] logits, double[][] derivative);
  }

  private LossAndGradient differentiate(Tensor images, IntFunction<LogitLoss> perSample) {
    gradientCalls++;
    gradientSamples += images.samples();
    int width = images.shape(2);
    float[] losses = new float[images.samples()];
    Tensor gradient = Tensor.zeros(images.shape());
    Tensor outputs = Tensor.zeros(images.shape(0), images.shape(1), width, CLASSES);
    for (int i = 0; i < losses.length; i++) {
      double[][] hidden = hidden(images, i);
      double[][] logits = second.forward(hidden, width);
      write(outputs, i, logits, SCALE);
      double[][] derivative = new double[logits.length][CLASSES];
      losses[i] = (float) perSample.apply(i).of(logits, derivative);
      write(gradient, i, back(derivative, hidden, width), 1);
    }
    return new LossAndGradient(losses, gradient, outputs);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    gradientCalls++;
    Tensor gradient = Tensor.zeros(images.shape());
    for (int i = 0; i < images.samples(); i++) {
      double[][] derivative = new double[images.sampleLength()][CLASSES];
      for (int p = 0; p < derivative.length; p++)
        for (int c = 0; c < CLASSES; c++)
          derivative[p][c] = SCALE * weights.data()[(i * derivative.length + p) * CLASSES + c];
      write(gradient, i, back(derivative, hidden(images, i), images.shape(2)), 1);
    }
    return gradient;
  }

  private double[][] back(double[][] derivative, double[][] hidden, int width) {
    double[][] back = second.backward(derivative, width);
    for (int p = 0; p < back.length; p++)
      for (int c = 0; c < 4; c++) back[p][c] *= 1 - hidden[p][c] * hidden[p][c];
    return first.backward(back, width);
  }

  @Override
  public void close() {}

  private static LogitLoss valueOf(PixelLoss loss, Tensor targets, int sample) {
    float[] labels = targets.slice(sample, sample + 1).data();
    return (logits, derivative) -> {
      double[][] p = Arrays.stream(logits).map(TinyNet::softmax).toArray(double[][]::new);
      double[][] byProbability = new double[p.length][CLASSES];
      double value = loss.of(p, labels, byProbability);
      for (int i = 0; i < p.length; i++) {
        double mean = 0;
        for (int c = 0; c < CLASSES; c++) mean += p[i][c] * byProbability[i][c];
        for (int c = 0; c < CLASSES; c++)
          derivative[i][c] = SCALE * p[i][c] * (byProbability[i][c] - mean);
      }
      return value;
    };
  }

  private double[][] hidden(Tensor images, int sample) {
    int n = images.sampleLength();
    double[][] x = new double[n][1];
    for (int p = 0; p < n; p++) x[p][0] = images.data()[sample * n + p];
    double[][] y = first.forward(x, images.shape(2));
    for (double[] pixel : y) for (int c = 0; c < pixel.length; c++) pixel[c] = Math.tanh(pixel[c]);
    return y;
  }

  private static double[] softmax(double[] logits) {
    double max = Arrays.stream(logits).max().getAsDouble();
    double[] p = Arrays.stream(logits).map(z -> Math.exp(SCALE * (z - max))).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(e -> e / sum).toArray();
  }

  private static void write(Tensor target, int sample, double[][] values, double factor) {
    int k = sample * target.sampleLength();
    for (double[] pixel : values)
      for (double value : pixel) target.data()[k++] = (float) (factor * value);
  }
}
