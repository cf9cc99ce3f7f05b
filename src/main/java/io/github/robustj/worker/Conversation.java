package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * One job, from its request to its last answer, on the caller's thread.
 *
 * @param answers to this job, put there by the worker's reader
 */
record Conversation(
    WorkerProcess worker,
    String task,
    BlockingQueue<Response> answers,
    JobListener listener,
    Codec codec) {

  /** How often the listener is asked whether to stop. */
  private static final long POLL_MILLIS = 50;

  /**
   * @throws RobustJException with the worker's sentence, or that of its unexpected end
   * @throws CancellationException if the listener asked to stop or the thread was interrupted
   */
  <R> R result(Job<R> job) {
    boolean over = false;
    try {
      Response last = last(job);
      over = true;
      return switch (last.responseType()) {
        case COMPLETION -> codec.value(last.outputs(), Codec.resultType(job));
        case CANCELATION -> throw new CancellationException("cancelled");
        default -> throw new RobustJException(last.message());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      if (!over && !worker.ended()) worker.send(Request.cancel(task));
    }
  }

  private Response last(Job<?> job) throws InterruptedException {
    boolean asked = false;
    while (true) {
      if (!asked && listener.cancelled()) {
        worker.send(Request.cancel(task));
        asked = true;
      }
      boolean ended = worker.ended();
      Response response = answers.poll(ended ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (response == null && ended) throw worker.failure(job);
      if (response == null) continue;
      switch (response.responseType()) {
        case LAUNCH -> {}
        case PREPARATION, UPDATE -> response.tell(listener, codec);
        default -> {
          return response;
        }
      }
    }
  }
}
