package io.github.robustj.worker;

import io.github.robustj.job.JobListener;
import java.util.function.Consumer;

/** A job's listener in the worker: tells Fiji, and hears from it whether to stop. */
final class RemoteListener implements JobListener {

  private final String task;
  private final Codec codec;
  private final Consumer<Response> fiji;
  private volatile boolean cancelled;

  RemoteListener(String task, Codec codec, Consumer<Response> fiji) {
    this.task = task;
    this.codec = codec;
    this.fiji = fiji;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public void progress(double fraction, String message) {
    fiji.accept(Response.progress(task, fraction, message));
  }

  @Override
  public void preparing(double fraction, String message) {
    fiji.accept(Response.preparing(task, fraction, message));
  }

  @Override
  public void log(String line) {
    fiji.accept(Response.log(task, line));
  }

  @Override
  public void epoch(EpochReport report) {
    fiji.accept(Response.epoch(task, codec.tree(report, EpochReport.class)));
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
