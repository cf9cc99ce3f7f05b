package io.github.robustj.attack;

/**
 * Gamma, contrast and brightness over the image's range, {@code u} from 0 to 1: {@code .5 + c
 * (u^gamma - .5) + b}, with gamma from 1/1.5 to 1.5, c from 1/1.25 to 1.25 and b from -.1 to .1,
 * all channels alike.
 */
final class GammaChange implements PhysicalChange {

  static final AttackType TYPE =
      new PhysicalType(
          "worst_gamma",
          "worst gamma and contrast (physical)",
          "The gamma (.67 to 1.5), contrast (.8 to 1.25) and brightness (a tenth of the range) under which the model does worst") {
        @Override
        PhysicalChange change() {
          return new GammaChange();
        }

        @Override
        String words() {
          return "the worst gamma and contrast";
        }
      };

  private static final double GAMMA = Math.log(1.5);
  private static final double CONTRAST = Math.log(1.25);
  private static final double BRIGHTNESS = .1;

  @Override
  public int parameters() {
    return 3;
  }

  @Override
  public void bound(double[] parameters) {
    for (int i = 0; i < 3; i++) parameters[i] = Math.min(1, Math.max(-1, parameters[i]));
  }

  @Override
  public float[] apply(Frame frame, double[] p) {
    double gamma = Math.exp(GAMMA * p[0]);
    double contrast = Math.exp(CONTRAST * p[1]);
    float[] changed = frame.clean().clone();
    // What is no change must not round either.
    if (p[0] == 0 && p[1] == 0 && p[2] == 0) return changed;
    for (int k = 0; k < changed.length; k++) {
      int c = k % frame.channels();
      double bent = power(frame.unit(k), gamma);
      double unit = .5 + contrast * (bent - .5) + BRIGHTNESS * p[2];
      changed[k] = (float) (frame.low()[c] + (frame.high()[c] - frame.low()[c]) * unit);
    }
    return changed;
  }

  @Override
  public double[] gradient(Frame frame, double[] p, float[] slope) {
    double gamma = Math.exp(GAMMA * p[0]);
    double contrast = Math.exp(CONTRAST * p[1]);
    double[] gradient = new double[3];
    for (int k = 0; k < slope.length; k++) {
      if (slope[k] == 0) continue;
      int c = k % frame.channels();
      double s = slope[k] * (frame.high()[c] - frame.low()[c]);
      double unit = frame.unit(k);
      double bent = power(unit, gamma);
      if (unit > 0) gradient[0] += s * contrast * bent * Math.log(unit) * gamma * GAMMA;
      gradient[1] += s * (bent - .5) * contrast * CONTRAST;
      gradient[2] += s * BRIGHTNESS;
    }
    return gradient;
  }

  private static double power(double unit, double gamma) {
    return unit > 0 ? Math.pow(unit, gamma) : 0;
  }
}
