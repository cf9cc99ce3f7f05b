package io.github.robustj.evaluation.check;

import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/** Images of valid intensities that show nothing of what was drawn. */
final class Replaced {

  /** Of images without bounds: multiples of the largest intensity of the clean image. */
  private static final double WIDER = 2;

  private Replaced() {}

  /** Blank, inverted and random images in the place of a part's. */
  static List<Tensor> all(Part part, RandomGenerator random) {
    return List.of(
        filled(part, (low, high, value) -> (low + high) / 2),
        filled(part, (low, high, value) -> low + high - value),
        filled(part, (low, high, value) -> random.nextBoolean() ? low : high));
  }

  /** The part's ball, wide enough for any image of its range. */
  static PerturbationBall range(Part part) {
    Tensor clean = part.clean();
    float[] radius = new float[clean.samples()];
    for (int i = 0; i < radius.length; i++) {
      // Where nothing may change, nothing may.
      if (part.ball().radius()[i] == 0) continue;
      double widest = 0;
      for (int c = 0; c < clean.shape(3); c++) {
        float[] ends = ends(part, i, c);
        widest = Math.max(widest, weight(part.ball(), c) * (ends[1] - ends[0]));
      }
      int n = clean.sampleLength();
      Norm norm = part.ball().norm();
      double factor = norm == Norm.L1 ? n : norm == Norm.L2 ? Math.sqrt(n) : 1;
      radius[i] = (float) (widest * factor);
    }
    return part.ball().withRadius(radius);
  }

  /** By which the ball multiplies what changes in a channel. */
  private static double weight(PerturbationBall ball, int channel) {
    return ball.isWeighted() ? ball.weights()[channel] : 1;
  }

  private interface Filling {
    float at(float low, float high, float value);
  }

  private static Tensor filled(Part part, Filling filling) {
    Tensor images = part.clean().copy();
    int channels = images.shape(3);
    int n = images.sampleLength();
    for (int i = 0; i < images.samples(); i++)
      for (int c = 0; c < channels; c++) {
        float[] ends = ends(part, i, c);
        for (int k = i * n + c; k < (i + 1) * n; k += channels)
          images.data()[k] = filling.at(ends[0], ends[1], images.data()[k]);
      }
    return images;
  }

  /** Least and largest value of a channel. */
  private static float[] ends(Part part, int sample, int channel) {
    Bounds bounds = part.ball().bounds().get(sample);
    int c = bounds.lower().length == 1 ? 0 : channel;
    float low = bounds.lower()[c];
    float high = bounds.upper()[c];
    if (Float.isFinite(low) && Float.isFinite(high)) return new float[] {low, high};
    float largest = 1;
    int n = part.clean().sampleLength();
    for (int k = sample * n; k < (sample + 1) * n; k++)
      largest = Math.max(largest, Math.abs(part.clean().data()[k]));
    float wide = (float) (WIDER * largest);
    return new float[] {Float.isFinite(low) ? low : -wide, Float.isFinite(high) ? high : wide};
  }
}
