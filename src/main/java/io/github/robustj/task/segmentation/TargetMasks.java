package io.github.robustj.task.segmentation;

import io.github.robustj.tensor.Tensor;

/**
 * What a targeted attack wants a network to see, made from what is there. All functions take class
 * indices {@code [slice, y, x, 1]}, negative ones stay, and give new ones; index 0 is background.
 */
public final class TargetMasks {

  private TargetMasks() {}

  /** The structure is gone: background in its place. */
  public static Tensor erase(Tensor targets, int structure) {
    Tensor target = targets.copy();
    for (int k = 0; k < target.data().length; k++)
      if (target.data()[k] == structure) target.data()[k] = 0;
    return target;
  }

  /**
   * The structure has lost, in each slice, every pixel that is at most so far from a pixel of
   * something else; the border of the image takes nothing away.
   *
   * @param pixels Euclidean distance between pixel centres, at least 1
   */
  public static Tensor shrink(Tensor targets, int structure, double pixels) {
    Tensor target = targets.copy();
    int height = targets.shape(1);
    int width = targets.shape(2);
    for (int k = 0; k < target.data().length; k++) {
      int slice = k / (height * width) * height * width;
      if (targets.data()[k] == structure && touchesOther(targets, slice, k - slice, pixels))
        target.data()[k] = 0;
    }
    return target;
  }

  /** Two structures have taken each other's place. */
  public static Tensor swap(Tensor targets, int one, int other) {
    Tensor target = targets.copy();
    for (int k = 0; k < target.data().length; k++) {
      if (targets.data()[k] == one) target.data()[k] = other;
      else if (targets.data()[k] == other) target.data()[k] = one;
    }
    return target;
  }

  /**
   * Per sample the share of pixels whose class is that of the target, 0 to 1; 1 if no pixel has a
   * target.
   *
   * @param logits {@code [slice, y, x, class]}
   */
  public static float[] agreement(Tensor logits, Tensor targets) {
    int[] winners = Softmax.winner(logits);
    float[] agreement = new float[targets.samples()];
    int n = targets.sampleLength();
    for (int i = 0; i < agreement.length; i++) {
      int counted = 0;
      int same = 0;
      for (int k = i * n; k < (i + 1) * n; k++) {
        if (targets.data()[k] < 0) continue;
        counted++;
        if (winners[k] == targets.data()[k]) same++;
      }
      agreement[i] = counted == 0 ? 1 : (float) same / counted;
    }
    return agreement;
  }

  private static boolean touchesOther(Tensor targets, int slice, int pixel, double reach) {
    int height = targets.shape(1);
    int width = targets.shape(2);
    int y = pixel / width;
    int x = pixel % width;
    int r = (int) reach;
    float own = targets.data()[slice + pixel];
    for (int v = Math.max(y - r, 0); v <= Math.min(y + r, height - 1); v++)
      for (int u = Math.max(x - r, 0); u <= Math.min(x + r, width - 1); u++)
        if (Math.hypot(v - y, u - x) <= reach && targets.data()[slice + v * width + u] != own)
          return true;
    return false;
  }
}
