package io.github.robustj.attack;

/**
 * A smooth field that multiplies the signal above the lower end of the image's range: {@code exp(B
 * sum theta_k b_k)} with cosines {@code b_k} of up to one and a half periods along the axes, all
 * channels alike. The sum of the absolute parameters is at most 1, so the field is between {@code
 * exp(-B)} and {@code exp(B)}, .74 and 1.35: what surface coils leave after a correction.
 */
final class BiasFieldChange implements PhysicalChange {

  static final AttackType TYPE =
      new PhysicalType(
          "worst_bias_field",
          "worst bias field (physical)",
          "The smooth multiplicative field, between .74 and 1.35, under which the model does worst") {
        @Override
        PhysicalChange change() {
          return new BiasFieldChange();
        }

        @Override
        String words() {
          return "the worst bias field";
        }
      };

  private static final double LARGEST_LOGARITHM = .3;

  /** Half periods along y and x. */
  private static final int[][] WAVES = {
    {0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}, {1, 2}, {2, 1}, {0, 3}, {3, 0}
  };

  @Override
  public int parameters() {
    return WAVES.length;
  }

  @Override
  public void bound(double[] parameters) {
    double sum = 0;
    for (double p : parameters) sum += Math.abs(p);
    if (sum > 1) for (int i = 0; i < parameters.length; i++) parameters[i] /= sum;
  }

  @Override
  public float[] apply(Frame frame, double[] parameters) {
    double[][][] waves = waves(frame);
    float[] changed = new float[frame.clean().length];
    for (int k = 0; k < changed.length; k++) {
      double low = frame.low()[k % frame.channels()];
      changed[k] = (float) (low + (frame.clean()[k] - low) * field(frame, waves, parameters, k));
    }
    return changed;
  }

  @Override
  public double[] gradient(Frame frame, double[] parameters, float[] slope) {
    double[][][] waves = waves(frame);
    double[] gradient = new double[WAVES.length];
    for (int k = 0; k < slope.length; k++) {
      if (slope[k] == 0) continue;
      double low = frame.low()[k % frame.channels()];
      double signal = (frame.clean()[k] - low) * field(frame, waves, parameters, k);
      for (int j = 0; j < WAVES.length; j++)
        gradient[j] += slope[k] * signal * LARGEST_LOGARITHM * wave(frame, waves, j, k);
    }
    return gradient;
  }

  private static double field(Frame frame, double[][][] waves, double[] parameters, int k) {
    double sum = 0;
    for (int j = 0; j < parameters.length; j++) sum += parameters[j] * wave(frame, waves, j, k);
    return Math.exp(LARGEST_LOGARITHM * sum);
  }

  private static double wave(Frame frame, double[][][] waves, int j, int k) {
    int pixel = k / frame.channels();
    return waves[0][WAVES[j][0]][pixel / frame.width()]
        * waves[1][WAVES[j][1]][pixel % frame.width()];
  }

  /** Cosines along y and along x, by half periods and place. */
  private static double[][][] waves(Frame frame) {
    return new double[][][] {cosines(frame.height()), cosines(frame.width())};
  }

  private static double[][] cosines(int length) {
    double[][] cosines = new double[4][length];
    for (int n = 0; n < 4; n++)
      for (int i = 0; i < length; i++) cosines[n][i] = Math.cos(Math.PI * n * (i + .5) / length);
    return cosines;
  }
}
