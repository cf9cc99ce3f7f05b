package io.github.robustj.attack;

import io.github.robustj.model.Bounds;

/**
 * One sample's share of a {@link PerturbationBall}: where it lies in the batch's arrays and what
 * its pixels may become.
 *
 * @param center the clean images of the whole batch
 * @param from first position of the sample in the arrays
 * @param to first position after it
 * @param channels length of the last axis
 */
record SampleBall(
    float[] center, int from, int to, int channels, Bounds bounds, float radius, Region region) {

  /**
   * @param ball whose channels count alike
   */
  static SampleBall of(PerturbationBall ball, int sample) {
    if (ball.isWeighted())
      throw new IllegalStateException(
          "channels that count differently; take the attack of Attacks");
    return ofRange(ball, sample);
  }

  /** Whose range alone is asked for, not its ball. */
  static SampleBall ofRange(PerturbationBall ball, int sample) {
    int[] shape = ball.center().shape();
    int n = ball.center().sampleLength();
    return new SampleBall(
        ball.center().data(),
        sample * n,
        (sample + 1) * n,
        shape[shape.length - 1],
        ball.bounds().get(sample),
        ball.radius()[sample],
        ball.region());
  }

  /** The nearest value in the range, widened to contain the clean one, at position {@code k}. */
  float clip(int k, float value) {
    float valid = bounds.clip(value, k % channels);
    if (valid > value) return Math.max(value, Math.min(valid, center[k]));
    if (valid < value) return Math.min(value, Math.max(valid, center[k]));
    return value;
  }

  /** How far the value at position {@code k} may change in the direction of a sign. */
  double room(int k, double sign) {
    return Math.abs((double) clip(k, (float) Math.copySign(Float.MAX_VALUE, sign)) - center[k]);
  }

  /**
   * Whether the range lets the value {@code x} at position {@code k} go no further along a slope.
   */
  boolean isAtEnd(int k, float x, float slope) {
    return !Float.isNaN(slope) && clip(k, x + Math.copySign(radius, slope)) == x;
  }

  /** Puts the clean values back outside the region. */
  void restore(float[] x) {
    if (region.isEverywhere()) return;
    for (int k = from; k < to; k++) if (!region.contains(k / channels)) x[k] = center[k];
  }

  /** Whether the value at position {@code k} lies in the region. */
  boolean isFree(int k) {
    return region.contains(k / channels);
  }

  /** Number of values that may change. */
  int free() {
    if (region.isEverywhere()) return to - from;
    int free = 0;
    for (int k = from; k < to; k += channels) if (region.contains(k / channels)) free += channels;
    return free;
  }

  /** Clips this sample of the batch to its range. */
  void clip(float[] x) {
    for (int k = from; k < to; k++) x[k] = clip(k, x[k]);
  }

  /** The size of this sample's perturbation. */
  double distance(Norm norm, float[] x) {
    return norm.distance(x, center, from, to);
  }
}
