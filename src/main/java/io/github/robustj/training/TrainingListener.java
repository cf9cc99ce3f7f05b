package io.github.robustj.training;

/** Hears how a training goes on, and can stop it. Called from the training's thread. */
public interface TrainingListener {

  /**
   * Before the first epoch of a training that goes on from a checkpoint.
   *
   * @param history the epochs that were done earlier, at least one
   */
  default void resumed(History history) {}

  /**
   * As {@link #resumed}, of a training that goes on inside an epoch.
   *
   * @param epoch counted from 0
   * @param step of its {@code steps} that were done earlier
   */
  default void resumedInside(int epoch, int step, int steps) {}

  /**
   * When a training that is told to stop has been kept inside an epoch.
   *
   * @param epoch counted from 0
   * @param step of its {@code steps} that are done
   */
  default void keptInside(int epoch, int step, int steps) {}

  /**
   * Before the first epoch of a training that could not go on and takes the place of an earlier
   * one.
   *
   * @param why a sentence
   */
  default void beganAnew(String why) {}

  /**
   * After each optimiser step.
   *
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch, {@code steps} in all
   * @param loss of the batch, before the step
   */
  default void stepDone(int epoch, int step, int steps, double loss) {}

  /**
   * After each epoch, when its checkpoint is on disk.
   *
   * @param margins of the training samples; empty for methods without
   */
  default void epochDone(History.Row row, float[] margins) {}

  /**
   * Asked before every step; an exception stops the training where it is.
   *
   * @throws java.util.concurrent.CancellationException if the user has cancelled
   */
  default void check() {}
}
