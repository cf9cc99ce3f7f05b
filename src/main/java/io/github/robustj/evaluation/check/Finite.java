package io.github.robustj.evaluation.check;

import io.github.robustj.tensor.Tensor;

/** Whether numbers are numbers. */
final class Finite {

  private Finite() {}

  /** Whether all values of a sample are finite. */
  static boolean sample(Tensor tensor, int sample) {
    int n = tensor.sampleLength();
    for (int k = sample * n; k < (sample + 1) * n; k++)
      if (!Float.isFinite(tensor.data()[k])) return false;
    return true;
  }
}
