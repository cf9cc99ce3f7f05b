package io.github.robustj.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When APGD halves its step (Croce and Hein 2020, section 3): at checkpoints that come at shrinking
 * distances, for each sample that rose in at most three quarters of the steps since the last one,
 * or that kept its step there and has found nothing better since.
 */
final class StepControl {

  private static final double ENOUGH_INCREASES = .75;

  private final float[] length;
  private final int[] increases;
  private final boolean[] halved;
  private final float[] bestAtCheck;
  private float[] last;
  private final int shortest;
  private final int shrink;
  private int window;
  private int sinceCheck;

  /**
   * @param length first step of each sample; changed in place
   * @param start the values at the start of the climb
   */
  StepControl(int steps, float[] length, float[] start) {
    this.length = length;
    increases = new int[length.length];
    halved = new boolean[length.length];
    Arrays.fill(halved, true);
    bestAtCheck = start.clone();
    // The published code compares the first value with an empty record, not with the start's.
    last = new float[length.length];
    window = Math.max((int) (.22 * steps), 1);
    shortest = Math.max((int) (.06 * steps), 1);
    shrink = Math.max((int) (.03 * steps), 1);
  }

  /**
   * Takes note of one step.
   *
   * @param value of each sample after the step
   * @param best highest value so far
   * @return the samples whose step was halved and that start again from their best place
   */
  List<Integer> stepped(float[] value, float[] best) {
    for (int i = 0; i < value.length; i++) if (value[i] > last[i]) increases[i]++;
    last = value.clone();
    int observed = window;
    return isCheckpoint() ? check(observed, best) : List.of();
  }

  /** Whether the step that was just made is one after which {@link #stepped} decides. */
  boolean isCheckpoint() {
    if (++sinceCheck < window) return false;
    sinceCheck = 0;
    window = Math.max(window - shrink, shortest);
    return true;
  }

  private List<Integer> check(int observed, float[] best) {
    List<Integer> restarted = new ArrayList<>();
    for (int i = 0; i < length.length; i++) {
      boolean oscillates = increases[i] <= ENOUGH_INCREASES * observed;
      boolean stands = !halved[i] && bestAtCheck[i] >= best[i];
      halved[i] = oscillates || stands;
      bestAtCheck[i] = best[i];
      increases[i] = 0;
      if (!halved[i]) continue;
      length[i] /= 2;
      restarted.add(i);
    }
    return restarted;
  }
}
