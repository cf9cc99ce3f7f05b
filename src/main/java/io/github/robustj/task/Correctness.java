package io.github.robustj.task;

/** What of a landmark prediction an adaptive margin watches to tell correct from wrong. */
public enum Correctness {
  /** The training loss. */
  LOSS,
  /** Its three parts, each with a threshold of its own: one that misses makes the sample wrong. */
  COMPONENTS,
  /** The mean distance to the true landmarks, in mm where the pixel size is known. */
  RADIAL_ERROR
}
