package io.github.robustj.training;

import io.github.robustj.attack.IterateListener;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.Model;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/** Where, on its way through an attack, each sample of a batch turns from correct to wrong. */
final class Crossing implements IterateListener {

  private static final int HALVINGS = 10;

  private final PerturbationBall ball;
  private final Judge judge;
  private final boolean refined;
  private final boolean[] wrong;
  private final boolean[] startedCorrect;
  private final Tensor lastCorrect;
  private final Tensor firstWrong;

  Crossing(PerturbationBall ball, Judge judge, Refinement refinement) {
    this.ball = ball;
    this.judge = judge;
    refined = refinement == Refinement.BISECTION;
    wrong = new boolean[ball.center().samples()];
    startedCorrect = new boolean[wrong.length];
    // The end point needs no iterates, so that nothing is copied or written then.
    lastCorrect = refined ? ball.center().copy() : ball.center();
    firstWrong = refined ? ball.center().copy() : ball.center();
  }

  @Override
  public void visited(int t, Tensor iterate, LossAndGradient at) {
    boolean[] now = judge.wrong(at.outputs());
    for (int i = 0; i < wrong.length; i++) {
      if (wrong[i]) continue;
      wrong[i] = now[i];
      if (t == 0) startedCorrect[i] = !now[i];
      if (refined) (now[i] ? firstWrong : lastCorrect).setSample(i, iterate, i);
    }
  }

  /** Whether some iterate of this sample was wrong. */
  boolean crossed(int sample) {
    return wrong[sample];
  }

  /**
   * Replaces, with {@link Refinement#BISECTION}, the end point of the samples that turned wrong by
   * the point where they did. A sample of which no point at all was correct, the clean image's
   * surroundings included, would end at the clean image; it is put at the floor instead.
   *
   * @param end the last iterate; changed in place
   */
  void refine(Model model, Tensor end, double floor) {
    if (!refined || !anyWrong()) return;
    double[] low = new double[wrong.length];
    double[] high = new double[wrong.length];
    Arrays.fill(high, 1);
    for (int round = 0; round < HALVINGS; round++) {
      place(end, low, high);
      boolean[] now = judge.wrong(model.predict(end));
      for (int i = 0; i < wrong.length; i++) (now[i] ? high : low)[i] = (low[i] + high[i]) / 2;
    }
    for (int i = 0; i < wrong.length; i++)
      if (low[i] == 0 && !startedCorrect[i]) low[i] = high[i] = share(i, floor);
    place(end, low, high);
  }

  /** Each wrong sample in the middle of its interval of the way from correct to wrong. */
  private void place(Tensor images, double[] low, double[] high) {
    int n = images.sampleLength();
    float[] from = lastCorrect.data();
    float[] to = firstWrong.data();
    for (int i = 0; i < wrong.length; i++) {
      if (!wrong[i]) continue;
      float share = (float) ((low[i] + high[i]) / 2);
      for (int k = i * n; k < (i + 1) * n; k++)
        images.data()[k] = from[k] + share * (to[k] - from[k]);
    }
  }

  /** The share of the way from the clean to the first wrong image that has the floor's length. */
  private double share(int sample, double floor) {
    double distance = ball.distance(firstWrong, sample);
    return distance > floor ? floor / distance : 1;
  }

  private boolean anyWrong() {
    for (boolean w : wrong) if (w) return true;
    return false;
  }
}
