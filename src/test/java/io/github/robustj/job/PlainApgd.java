package io.github.robustj.job;

import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Auto-PGD in L2 as its paper has it (Croce and Hein 2020, arXiv:2003.01690, algorithm 1), written
 * apart from the one in main, to be compared with it. Keeps the image with the largest harm.
 */
final class PlainApgd {

  private final Tensor worst;
  private final float[] harm;
  private final Consumer<Tensor> seen;

  PlainApgd(Tensor clean) {
    this(clean, outputs -> {});
  }

  /**
   * @param seen hears of the outputs for every batch of images that may be the result
   */
  PlainApgd(Tensor clean, Consumer<Tensor> seen) {
    this.seen = seen;
    worst = clean.copy();
    harm = new float[clean.samples()];
    Arrays.fill(harm, Float.NEGATIVE_INFINITY);
  }

  Tensor worst() {
    return worst;
  }

  void offer(Tensor images, float[] theirs) {
    for (int i = 0; i < harm.length; i++)
      if (theirs[i] > harm[i]) {
        harm[i] = theirs[i];
        worst.setSample(i, images, i);
      }
  }

  /** Shrinking balls of 2, 1.5 and 1 radii for 30, 30 and 40 % of the steps (SEA). */
  void shrinking(Objective.Differentiable objective, PerturbationBall ball, int steps) {
    Tensor at = ball.center().copy();
    int first = (int) (.3 * steps);
    for (double factor : new double[] {2, 1.5, 1}) {
      PerturbationBall stage = ball.withRadius(ball.scaledRadius(factor));
      stage.project(at);
      at = climb(objective, stage, at, factor == 1 ? steps - 2 * first : first, factor == 1);
    }
  }

  /**
   * @return the images of the highest tracked value
   */
  Tensor climb(
      Objective.Differentiable objective,
      PerturbationBall ball,
      Tensor start,
      int steps,
      boolean counts) {
    List<Integer> checks = checkpoints(steps);
    int n = start.samples();
    Tensor x = start.copy();
    Tensor before = start.copy();
    Tensor best = start.copy();
    Tensor bestSlope = Tensor.zeros(start.shape());
    float[] highest = new float[n];
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    float[] last = new float[n];
    float[] atCheck = new float[n];
    int[] rises = new int[n];
    boolean[] halved = new boolean[n];
    float[] eta = ball.scaledRadius(2);
    int since = 0;
    for (int t = 0; t <= steps; t++) {
      LossAndGradient now = objective.at((double) t / steps).lossAndGradient(x);
      if (counts) {
        offer(x, objective.harm(now));
        seen.accept(now.outputs());
      }
      float[] value = objective.tracked(now);
      Tensor slope = now.gradient().copy();
      for (int i = 0; i < n; i++) {
        if (t > 0 && value[i] > last[i]) rises[i]++;
        if (value[i] > highest[i]) {
          highest[i] = value[i];
          best.setSample(i, x, i);
          bestSlope.setSample(i, slope, i);
        }
      }
      last = value.clone();
      if (t == 0) atCheck = highest.clone();
      if (checks.contains(t)) {
        for (int i = 0; i < n; i++) {
          boolean few = rises[i] < .75 * (t - since);
          boolean still = t > checks.get(0) && !halved[i] && highest[i] <= atCheck[i];
          halved[i] = few || still;
          if (halved[i]) {
            eta[i] /= 2;
            x.setSample(i, best, i);
            slope.setSample(i, bestSlope, i);
          }
          rises[i] = 0;
        }
        atCheck = highest.clone();
        since = t;
      }
      Tensor z = x.copy();
      ball.step(z, slope, eta);
      double a = t == 0 ? 1 : .75;
      for (int k = 0; k < z.data().length; k++)
        z.data()[k] =
            (float)
                (x.data()[k]
                    + a * (z.data()[k] - x.data()[k])
                    + (1 - a) * (x.data()[k] - before.data()[k]));
      ball.project(z);
      before = x;
      x = z;
    }
    return best;
  }

  private static List<Integer> checkpoints(int steps) {
    double[] p = IntStream.range(0, 40).mapToDouble(j -> 0).toArray();
    p[1] = .22;
    for (int j = 2; j < p.length; j++) p[j] = p[j - 1] + Math.max(p[j - 1] - p[j - 2] - .03, .06);
    return Arrays.stream(p)
        .skip(1)
        .filter(share -> share <= 1)
        .mapToObj(share -> (int) Math.ceil(share * steps))
        .distinct()
        .toList();
  }
}
