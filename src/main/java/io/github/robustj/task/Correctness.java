package io.github.robustj.task;

import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What of landmarks or objects an adaptive margin watches to tell correct from wrong. */
public enum Correctness {
  /** The training loss. */
  LOSS,
  /** Its parts, each with a threshold of its own: one that misses makes the sample wrong. */
  COMPONENTS,
  /** Of landmarks only: the mean distance to the true ones, in mm where the pixel size is known. */
  RADIAL_ERROR;

  /**
   * A {@link Task#quality} of losses.
   *
   * @param losses one or several of each sample, as many of every one
   * @return minus the losses, those of one sample after another
   */
  public static float[] negative(Stream<double[]> losses) {
    double[] all = losses.flatMapToDouble(DoubleStream::of).toArray();
    float[] negative = new float[all.length];
    for (int i = 0; i < all.length; i++) negative[i] = (float) -all[i];
    return negative;
  }
}
