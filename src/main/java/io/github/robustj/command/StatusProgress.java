package io.github.robustj.command;

import ij.IJ;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.ProgressWords;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.scijava.task.Task;

/**
 * A job's progress where users look for it: a SciJava task, with its own cancel button in Fiji, and
 * ImageJ's progress and status bar; with the time that is left. The escape key, the task's button
 * and the command's cancellation all stop the job.
 */
final class StatusProgress implements JobListener, AutoCloseable {

  private static final int STEPS = 1000;
  private static final String HINT = " (Esc cancels)";

  private final Task task;
  private final BooleanSupplier stopped;
  private final ProgressWords words = new ProgressWords();
  private volatile boolean cancelled;
  private Consumer<EpochReport> epochs = report -> {};

  StatusProgress(Task task, BooleanSupplier stopped) {
    this.task = task;
    this.stopped = stopped;
    IJ.resetEscape();
    // A task keeps its cancellation in a field that other threads may never see.
    task.setCancelCallBack(() -> cancelled = true);
    task.setProgressMaximum(STEPS);
    task.start();
  }

  /** Who else wants to hear of finished epochs. */
  void onEpoch(Consumer<EpochReport> listener) {
    epochs = listener;
  }

  @Override
  public void progress(double fraction, String message) {
    show(fraction, words.working(millis(), fraction, message));
  }

  @Override
  public void preparing(double fraction, String message) {
    show(fraction, words.preparing(millis(), fraction, message));
  }

  private void show(double fraction, String status) {
    task.setStatusMessage(status);
    task.setProgressValue(Math.round(STEPS * fraction));
    IJ.showStatus(status + HINT);
    IJ.showProgress(fraction);
  }

  @Override
  public void log(String line) {
    IJ.log(line);
  }

  @Override
  public void epoch(EpochReport report) {
    epochs.accept(report);
  }

  @Override
  public boolean cancelled() {
    return cancelled || stopped.getAsBoolean() || IJ.escapePressed();
  }

  @Override
  public void close() {
    task.finish();
    IJ.showProgress(1);
    IJ.showStatus("");
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }
}
