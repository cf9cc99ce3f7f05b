package io.github.robustj.task.instance;

import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;

/**
 * {@link io.github.robustj.model.Loss#PROBABILITY_AND_DISTANCES} in closed form, with its slope.
 *
 * @param probability weight of the cross-entropy
 * @param distances weight of the error of the distances
 */
public record StarLoss(double probability, double distances) {

  /** Weight of the distances beside the probability, as StarDist has it by default. */
  public static final double DISTANCES = .2;

  /** Weight of distances that are told where no object is. */
  public static final double BACKGROUND = 1e-4;

  /** Keeps quotients finite where there is no object. */
  public static final double TINY = 1e-7;

  /** What trainings minimise. */
  static final StarLoss SUM = new StarLoss(1, DISTANCES);

  /**
   * @param outputs {@code [sample, y, x, 1 + ray]}
   * @param maps as {@link StarMaps} has them, of the same cells
   * @return one value per sample
   */
  Value of(Tensor outputs, Tensor maps) {
    if (!outputs.hasShapeOf(maps))
      throw new IllegalArgumentException("outputs " + outputs + " for " + maps);
    float[] values = new float[outputs.samples()];
    Tensor slope = Tensor.zeros(outputs.shape());
    for (int i = 0; i < values.length; i++) values[i] = (float) sample(outputs, maps, i, slope);
    return new Value(values, slope);
  }

  private double sample(Tensor outputs, Tensor maps, int sample, Tensor slope) {
    int channels = outputs.shape(3);
    int first = sample * outputs.sampleLength();
    int end = first + outputs.sampleLength();
    double counted = 0;
    double weights = 0;
    for (int at = first; at < end; at += channels)
      if (maps.data()[at] >= 0) {
        counted++;
        weights += maps.data()[at];
      }
    if (counted == 0) return 0;
    double within = distances / ((weights / counted + TINY) * counted * (channels - 1));
    double beyond = distances * BACKGROUND / (counted * (channels - 1));
    double sum = 0;
    for (int at = first; at < end; at += channels) {
      double y = maps.data()[at];
      if (y < 0) continue;
      double z = outputs.data()[at];
      sum += probability / counted * (Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))));
      slope.data()[at] = (float) (probability / counted * (1 / (1 + Math.exp(-z)) - y));
      for (int k = at + 1; k < at + channels; k++) {
        double d = outputs.data()[k];
        double error = d - maps.data()[k];
        sum += within * y * Math.abs(error) + beyond * (1 - y) * Math.abs(d);
        slope.data()[k] =
            (float) (within * y * Math.signum(error) + beyond * (1 - y) * Math.signum(d));
      }
    }
    return sum;
  }
}
