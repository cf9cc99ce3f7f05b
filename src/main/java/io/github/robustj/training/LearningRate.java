package io.github.robustj.training;

/** How the learning rate falls during a training. */
public final class LearningRate {

  private static final double POWER = .9;

  private LearningRate() {}

  /**
   * {@code initial (1 - step / total)^0.9}, nnU-Net's polynomial decay (Isensee et al. 2021), here
   * by step instead of by epoch.
   *
   * @param step counted from 0 over all epochs, less than {@code total}; so the rate is positive
   */
  public static double polynomial(double initial, long step, long total) {
    return initial * Math.pow(1 - (double) step / total, POWER);
  }
}
