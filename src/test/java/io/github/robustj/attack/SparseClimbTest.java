package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * APGD in L1 against an oracle that is written here, in float64, from the text of Croce and Hein
 * 2021 (arXiv:2103.01208, section 4 and algorithm 1) and of the rule that their published code adds
 * for ties: no reference run was at hand.
 */
class SparseClimbTest {

  private static final int PIXELS = 64;
  private static final int UNITS = 12;

  /** {@code sum_j c_j log(1 + exp(w_j . x + b_j))}, smooth, with hills and valleys. */
  private record Hills(double[][] w, double[] b, double[] c) implements Objective.Differentiable {

    static Hills of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] w = new double[UNITS][PIXELS];
      double[] b = new double[UNITS];
      double[] c = new double[UNITS];
      for (int j = 0; j < UNITS; j++) {
        for (int k = 0; k < PIXELS; k++) w[j][k] = random.nextDouble(-1, 1);
        b[j] = random.nextDouble(-1, 1);
        c[j] = random.nextDouble(-.2, .2);
      }
      return new Hills(w, b, c);
    }

    double value(double[] x, double[] gradient) {
      double sum = 0;
      Arrays.fill(gradient, 0);
      for (int j = 0; j < UNITS; j++) {
        double z = b[j];
        for (int k = 0; k < PIXELS; k++) z += w[j][k] * x[k];
        sum += c[j] * Math.log1p(Math.exp(z));
        for (int k = 0; k < PIXELS; k++) gradient[k] += c[j] * w[j][k] / (1 + Math.exp(-z));
      }
      return sum;
    }

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      double[] x = new double[PIXELS];
      for (int k = 0; k < PIXELS; k++) x[k] = images.data()[k];
      double[] slope = new double[PIXELS];
      float[] loss = {(float) value(x, slope)};
      Tensor gradient = Tensor.zeros(images.shape());
      for (int k = 0; k < PIXELS; k++) gradient.data()[k] = (float) slope[k];
      return new LossAndGradient(loss, gradient, images);
    }
  }

  /** The algorithm of the paper for one image in [0, 1]. */
  private static final class Oracle {

    private final Hills f;
    private final double[] clean;
    private final double eps;
    private double[] best;
    private double[] bestSlope = new double[PIXELS];
    private double bestValue = Double.NEGATIVE_INFINITY;

    Oracle(Hills f, double[] clean, double eps) {
      this.f = f;
      this.clean = clean;
      this.eps = eps;
    }

    double run(int steps) {
      double[] x = clean.clone();
      double[] slope = seen(x);
      double eta = eps;
      double s = .2;
      double old = PIXELS;
      int window = Math.max((int) (.04 * steps), 1);
      for (int i = 1; i <= steps; i++) {
        double[] sorted = Arrays.stream(slope).map(Math::abs).sorted().toArray();
        double least = sorted[(int) Math.floor((1 - s) * PIXELS + 1e-9)];
        double kept = Arrays.stream(slope).filter(g -> Math.abs(g) >= least).count();
        double[] u = x.clone();
        for (int k = 0; k < PIXELS; k++)
          if (Math.abs(slope[k]) >= least) u[k] += eta * Math.signum(slope[k]) / kept;
        x = projected(u);
        slope = seen(x);
        if (i % window != 0) continue;
        double changed = 0;
        for (int k = 0; k < PIXELS; k++) if (best[k] != clean[k]) changed++;
        s = changed / (1.5 * PIXELS);
        boolean sparser = changed / old < .95;
        eta = sparser ? eps : Math.max(eta / 1.5, eps / 10);
        old = changed;
        if (sparser) {
          x = best.clone();
          slope = bestSlope.clone();
        }
      }
      return bestValue;
    }

    private double[] seen(double[] x) {
      double[] slope = new double[PIXELS];
      double value = f.value(x, slope);
      if (value > bestValue) {
        bestValue = value;
        best = x.clone();
        bestSlope = slope.clone();
      }
      return slope;
    }

    /** The nearest point of ball and box: every change shrinks by one amount, found by halving. */
    private double[] projected(double[] u) {
      double from = 0;
      double to = 10;
      if (size(moved(u, 0)) <= eps) return moved(u, 0);
      for (int i = 0; i < 200; i++) {
        double t = (from + to) / 2;
        if (size(moved(u, t)) > eps) from = t;
        else to = t;
      }
      return moved(u, to);
    }

    private double[] moved(double[] u, double t) {
      double[] x = clean.clone();
      for (int k = 0; k < PIXELS; k++) {
        double d = u[k] - clean[k];
        double left = Math.max(Math.abs(d) - t, 0);
        if (left > 0) x[k] = Math.min(Math.max(clean[k] + Math.signum(d) * left, 0), 1);
      }
      return x;
    }

    private double size(double[] x) {
      double sum = 0;
      for (int k = 0; k < PIXELS; k++) sum += Math.abs(x[k] - clean[k]);
      return sum;
    }
  }

  /** We step in float; 5e-6 is some ten roundings of values of order one. */
  @ParameterizedTest
  @CsvSource({"1, 1, 20", "2, 3, 50", "3, 6, 50", "4, 10, 100", "5, 2, 100", "6, 15, 30"})
  void climbsAsThePaperDoes(long seed, double eps, int steps) {
    Hills f = Hills.of(seed);
    SplittableRandom random = new SplittableRandom(seed + 100);
    Tensor image = Tensor.zeros(1, 8, 8, 1);
    double[] clean = new double[PIXELS];
    // Some pixels begin at an end of their range, as in images.
    for (int k = 0; k < PIXELS; k++) {
      image.data()[k] = k % 5 == 0 ? 0 : k % 7 == 0 ? 1 : (float) random.nextDouble();
      clean[k] = image.data()[k];
    }
    double expected = new Oracle(f, clean, eps).run(steps);
    PerturbationBall ball = PerturbationBall.of(Norm.L1, image, eps, List.of(Bounds.of(0, 1)));
    Tensor found = new AutoPgd(steps, 1).run(f, ball, new Random(1));
    double before = f.value(clean, new double[PIXELS]);
    assertTrue(expected > before + .05, "a climb from " + before + " to " + expected);
    assertEquals(expected, f.loss(found)[0], 5e-6);
  }
}
