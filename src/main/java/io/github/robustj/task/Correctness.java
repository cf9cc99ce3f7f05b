package io.github.robustj.task;

/** What of landmarks or objects an adaptive margin watches to tell correct from wrong. */
public enum Correctness {
  /** The training loss. */
  LOSS,
  /** Its parts, each with a threshold of its own: one that misses makes the sample wrong. */
  COMPONENTS,
  /** Of landmarks only: the mean distance to the true ones, in mm where the pixel size is known. */
  RADIAL_ERROR
}
