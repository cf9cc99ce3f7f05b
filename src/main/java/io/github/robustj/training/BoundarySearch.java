package io.github.robustj.training;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Model;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MarginSettings.Refinement;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Where, on its way through an attack, each sample of a batch turns from correct to wrong. */
final class BoundarySearch {

  private static final int HALVINGS = 10;

  private final PerturbationBall ball;
  private final QualityThresholds rule;
  private final boolean refined;
  private final boolean[] wrong;
  private final boolean[] startedCorrect;
  private final Tensor lastCorrect;
  private final Tensor firstWrong;

  BoundarySearch(PerturbationBall ball, QualityThresholds rule, Refinement refinement) {
    this.ball = ball;
    this.rule = rule;
    refined = refinement == Refinement.BISECTION;
    wrong = new boolean[ball.center().samples()];
    startedCorrect = new boolean[wrong.length];
    // The end point needs no iterates, so that nothing is copied or written then.
    lastCorrect = refined ? ball.center().copy() : ball.center();
    firstWrong = refined ? ball.center().copy() : ball.center();
  }

  /**
   * @param t steps done so far: 0 for the start
   * @param samples that are still on their way
   * @param iterate their images; copied where needed
   * @param outputs their logits
   */
  void visited(int t, int[] samples, Tensor iterate, Tensor outputs) {
    boolean[] now = rule.wrong(outputs, samples);
    for (int j = 0; j < samples.length; j++) {
      int i = samples[j];
      if (wrong[i]) continue;
      wrong[i] = now[j];
      if (t == 0) startedCorrect[i] = !now[j];
      if (refined) (now[j] ? firstWrong : lastCorrect).setSample(i, iterate, j);
    }
  }

  /** Whether some iterate of this sample was wrong. */
  boolean turnedWrong(int sample) {
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
    int[] broken = IntStream.range(0, wrong.length).filter(i -> wrong[i]).toArray();
    if (!refined || broken.length == 0) return;
    double[] low = new double[broken.length];
    double[] high = new double[broken.length];
    Arrays.fill(high, 1);
    for (int round = 0; round < HALVINGS; round++) {
      boolean[] now = rule.wrong(model.predict(middle(broken, low, high)), broken);
      for (int j = 0; j < now.length; j++) (now[j] ? high : low)[j] = (low[j] + high[j]) / 2;
    }
    for (int j = 0; j < broken.length; j++)
      if (low[j] == 0 && !startedCorrect[broken[j]]) low[j] = high[j] = share(broken[j], floor);
    Tensor found = middle(broken, low, high);
    for (int j = 0; j < broken.length; j++) end.setSample(broken[j], found, j);
  }

  /** Each broken sample in the middle of its interval of the way from correct to wrong. */
  private Tensor middle(int[] broken, double[] low, double[] high) {
    Tensor from = lastCorrect.gather(broken);
    float[] to = firstWrong.gather(broken).data();
    float[] x = from.data();
    int n = from.sampleLength();
    for (int k = 0; k < x.length; k++) {
      float share = (float) ((low[k / n] + high[k / n]) / 2);
      x[k] += share * (to[k] - x[k]);
    }
    return from;
  }

  /** The share of the way from the clean to the first wrong image that has the floor's length. */
  private double share(int sample, double floor) {
    double distance = ball.distance(firstWrong, sample);
    return distance > floor ? floor / distance : 1;
  }

  /**
   * What counts as wrong in a batch: a quality below its threshold. NaN, where there is nothing to
   * judge, is not.
   *
   * @param thresholds one for each number of a sample's quality, or one for all
   */
  record QualityThresholds(
      BiFunction<Tensor, Tensor, float[]> quality, Tensor targets, float... thresholds) {

    /**
     * @param outputs logits of some samples of the batch
     * @param samples which
     */
    boolean[] wrong(Tensor outputs, int[] samples) {
      float[] q = quality.apply(outputs, targets.gather(samples));
      boolean[] wrong = new boolean[samples.length];
      int parts = q.length / wrong.length;
      if (thresholds.length != 1 && thresholds.length != parts)
        throw new RobustJException(
            "The checkpoint holds %d thresholds for %d numbers per slice; set the option overwrite to begin anew."
                .formatted(thresholds.length, parts));
      for (int i = 0; i < q.length; i++)
        wrong[i / parts] |= q[i] < thresholds[i % thresholds.length];
      return wrong;
    }
  }
}
