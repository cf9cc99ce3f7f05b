package io.github.robustj.worker;

import io.github.robustj.job.JobListener;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.worker.Response.Kind;
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
    fiji.accept(Response.told(task, Kind.UPDATE, message, fraction));
  }

  @Override
  public void preparing(double fraction, String message) {
    fiji.accept(Response.told(task, Kind.PREPARATION, message, fraction));
  }

  @Override
  public void log(String line) {
    fiji.accept(Response.told(task, Kind.UPDATE, line, Double.NaN));
  }

  @Override
  public void epoch(EpochReport report) {
    fiji.accept(Response.with(task, Kind.UPDATE, codec.tree(report, EpochReport.class)));
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
