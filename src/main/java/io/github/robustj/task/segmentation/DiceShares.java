package io.github.robustj.task.segmentation;

import io.github.robustj.attack.RatioShare;
import io.github.robustj.tensor.Tensor;

/**
 * What slices give to the hard Dice of their volume, per structure: {@code 2 TP} above, {@code 2 TP
 * + FP + FN} below, over the pixels that have a target.
 *
 * @param classes with the background
 */
record DiceShares(int classes) implements RatioShare.Rule {

  @Override
  public RatioShare[] of(Tensor outputs, Tensor targets) {
    int[] winner = Softmax.winner(outputs);
    RatioShare[] shares = new RatioShare[targets.samples()];
    int n = targets.sampleLength();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = new RatioShare(new double[classes - 1], new double[classes - 1]);
      for (int k = i * n; k < (i + 1) * n; k++) add((int) targets.data()[k], winner[k], shares[i]);
    }
    return shares;
  }

  @Override
  public double[] below(Tensor targets) {
    double[] below = new double[classes - 1];
    for (float target : targets.data()) if (target > 0) below[(int) target - 1] += 2;
    return below;
  }

  private static void add(int truth, int found, RatioShare share) {
    if (truth < 0) return;
    if (truth > 0) share.below()[truth - 1]++;
    if (found > 0) share.below()[found - 1]++;
    if (truth > 0 && truth == found) share.above()[truth - 1] += 2;
  }
}
