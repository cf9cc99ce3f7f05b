package io.github.robustj.attack;

import io.github.robustj.attack.PhysicalChange.Frame;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of a ball that a physical change can make: changed, clean again outside the region,
 * cut to the valid range. Where that is further from the clean image than the radius, all
 * parameters are made smaller by the same factor, so that what is left is a change of that kind,
 * not a mixture of images.
 */
final class PhysicalImages {

  /** Halvings: the factor is found to one in 4096. */
  private static final int HALVINGS = 12;

  private final PhysicalChange change;
  private final PerturbationBall ball;
  private final List<Frame> frames = new ArrayList<>();

  PhysicalImages(PhysicalChange change, PerturbationBall ball) {
    this.change = change;
    this.ball = ball;
    Tensor clean = ball.center();
    for (int i = 0; i < clean.samples(); i++) {
      float[] pixels = clean.slice(i, i + 1).data();
      frames.add(
          frame(clean.shape(1), clean.shape(2), clean.shape(3), pixels, ball.bounds().get(i)));
    }
  }

  private static Frame frame(int height, int width, int channels, float[] pixels, Bounds bounds) {
    double[] low = new double[channels];
    double[] high = new double[channels];
    for (int c = 0; c < channels; c++) {
      low[c] = bounds.clip(-Float.MAX_VALUE, c);
      high[c] = bounds.clip(Float.MAX_VALUE, c);
      if (low[c] != -Float.MAX_VALUE && high[c] != Float.MAX_VALUE) continue;
      low[c] = Double.POSITIVE_INFINITY;
      high[c] = Double.NEGATIVE_INFINITY;
      for (int k = c; k < pixels.length; k += channels) {
        low[c] = Math.min(low[c], pixels[k]);
        high[c] = Math.max(high[c], pixels[k]);
      }
    }
    return new Frame(height, width, channels, pixels, low, high);
  }

  /**
   * Writes the changed image of a sample.
   *
   * @param parameters brought into their bounds, and so near to 0 that the image is in the ball
   */
  void write(Tensor images, int sample, double[] parameters) {
    change.bound(parameters);
    if (ball.radius()[sample] == 0) {
      images.setSample(sample, ball.center(), sample);
      return;
    }
    if (isInside(images, sample, parameters, 1)) return;
    double factor = 0;
    double step = .5;
    for (int i = 0; i < HALVINGS; i++, step /= 2)
      if (isInside(images, sample, parameters, factor + step)) factor += step;
    for (int i = 0; i < parameters.length; i++) parameters[i] *= factor;
    if (!isInside(images, sample, parameters, 1)) images.setSample(sample, ball.center(), sample);
  }

  /** Writes the image of the parameters times a factor. */
  private boolean isInside(Tensor images, int sample, double[] parameters, double factor) {
    double[] scaled = parameters.clone();
    for (int i = 0; i < scaled.length; i++) scaled[i] *= factor;
    Frame frame = frames.get(sample);
    float[] changed = change.apply(frame, scaled);
    int start = sample * changed.length;
    for (int k = 0; k < changed.length; k++) {
      float clean = frame.clean()[k];
      boolean free = ball.region().contains((start + k) / frame.channels());
      images.data()[start + k] = free ? valid(sample, k, changed[k], clean) : clean;
    }
    return ball.distance(images, sample) <= ball.radius()[sample];
  }

  /** In the range; a clean pixel outside it may stay where it is. */
  private float valid(int sample, int k, float value, float clean) {
    if (value == clean || !Float.isFinite(value)) return clean;
    return ball.bounds().get(sample).clip(value, k % frames.get(sample).channels());
  }

  /**
   * The slope of an objective with respect to a sample's parameters; pixels that the region or the
   * range holds do not count.
   *
   * @param images what {@link #write} made of them
   * @param gradient of the objective with respect to these
   */
  double[] gradient(Tensor images, Tensor gradient, int sample, double[] parameters) {
    Frame frame = frames.get(sample);
    float[] changed = change.apply(frame, parameters);
    float[] slope = new float[changed.length];
    int start = sample * changed.length;
    for (int k = 0; k < changed.length; k++) {
      float s = gradient.data()[start + k];
      if (images.data()[start + k] == changed[k] && Float.isFinite(s)) slope[k] = s;
    }
    return change.gradient(frame, parameters, slope);
  }
}
