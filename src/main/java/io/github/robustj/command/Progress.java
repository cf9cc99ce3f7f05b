package io.github.robustj.command;

import ij.IJ;
import io.github.robustj.job.JobListener;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.scijava.task.Task;

/**
 * A job's progress where users look for it: a SciJava task, with its own cancel button in Fiji, and
 * ImageJ's progress and status bar; the remaining time is estimated from the share that is done.
 * The escape key, the task's button and the command's cancellation all stop the job.
 */
final class Progress implements JobListener, AutoCloseable {

  private static final int STEPS = 1000;
  private static final String HINT = " (Esc cancels)";

  private final Task task;
  private final BooleanSupplier stopped;
  private final long start = System.nanoTime();
  private volatile boolean cancelled;
  private Consumer<EpochReport> epochs = report -> {};

  Progress(Task task, BooleanSupplier stopped) {
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
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    String status = message + remaining(elapsed, fraction);
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

  /** As in {@code , about 3 min left}; empty while too little is done to tell. */
  static String remaining(Duration elapsed, double fraction) {
    if (fraction < .02 || fraction >= 1 || elapsed.toMillis() < 500) return "";
    long seconds = Math.round(elapsed.toMillis() / 1000. * (1 - fraction) / fraction);
    if (seconds < 90) return ", about " + seconds + " s left";
    long minutes = Math.round(seconds / 60.);
    return minutes < 90
        ? ", about " + minutes + " min left"
        : ", about " + Math.round(minutes / 60.) + " h left";
  }
}
