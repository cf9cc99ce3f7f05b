package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.worker.Response.Kind;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** One job, from its request to its last answer, on the caller's thread. */
final class RemoteJob {

  /** How often the listener is asked whether to stop. */
  private static final long POLL_MILLIS = 50;

  private final WorkerProcess worker;
  private final String task;
  private final BlockingQueue<Response> answers;
  private final JobListener listener;
  private final Codec codec;
  private final Calls calls;
  private Job<?> job;
  private Response last;
  private OptionalLong cancelled = OptionalLong.empty();
  private OptionalLong again = OptionalLong.empty();

  /**
   * @param answers to this job, put there by the worker's reader
   */
  RemoteJob(
      WorkerProcess worker,
      String task,
      BlockingQueue<Response> answers,
      JobListener listener,
      PixelFolder pixels) {
    this.worker = worker;
    this.task = task;
    this.answers = answers;
    this.listener = listener;
    codec = new Codec(pixels);
    calls = new Calls(pixels, new ToWorker());
  }

  /** Calls of code of this process, and from it. */
  private final class ToWorker implements Calls.Line {

    @Override
    public void send(Calls.Message message) {
      worker.send(Request.call(task, codec.tree(message, Calls.Message.class)));
    }

    @Override
    public Calls.Message next() {
      try {
        Response response = RemoteJob.this.next();
        if (response.responseType() == Kind.CALL) return message(response);
        last = response;
        throw new CancellationException("the job has ended");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
  }

  /**
   * @throws RobustJException with the worker's sentence, or that of its unexpected end or silence
   * @throws CancellationException if the listener asked to stop or the thread was interrupted
   */
  <R> R result(Job<R> work) {
    job = work;
    try {
      worker.send(Request.execute(task, job, codec, Script.running(calls)));
      while (last == null) {
        Response response = next();
        if (response.responseType() == Kind.CALL) calls.serve(message(response));
        else last = response;
      }
      return switch (last.responseType()) {
        case COMPLETION -> codec.value(last.outputs(), Codec.resultType(job));
        case CANCELATION -> throw new CancellationException("cancelled");
        default -> throw new RobustJException(last.message());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      if (last == null && !worker.ended()) worker.send(Request.plain(task, Request.Kind.CANCEL));
    }
  }

  private Calls.Message message(Response response) {
    return codec.value(response.outputs(), Calls.Message.class);
  }

  /** The next call or the last answer; all else is told to the listener. */
  private Response next() throws InterruptedException {
    while (true) {
      if (cancelled.isEmpty() && listener.cancelled()) {
        worker.send(Request.plain(task, Request.Kind.CANCEL));
        cancelled = OptionalLong.of(System.nanoTime());
      }
      boolean ended = worker.ended();
      Response response = answers.poll(ended ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (response == null && ended) throw worker.failure(job);
      if (response != null && !isNews(response)) return response;
      if (response != null) tell(response);
      else requireAnswers();
      if (cancelled.isPresent()) {
        if (again.isEmpty()) again = askAgain(cancelled.getAsLong());
        requireEnd(cancelled.getAsLong(), again);
      }
    }
  }

  /**
   * Half way through the time that is given to a cancelled job, the worker is asked whether it
   * lives: what it said before it was stopped may be read only after the cancel, and tells nothing.
   *
   * @param cancelled when the job was
   * @return when it was asked; empty if it is not time yet
   */
  private OptionalLong askAgain(long cancelled) {
    long most = worker.heartbeat().timeouts().cancel().toNanos();
    if (Heartbeat.since(cancelled) < most / 2) return OptionalLong.empty();
    long now = System.nanoTime();
    worker.send(Request.plain(task, Request.Kind.ASK));
    return OptionalLong.of(now);
  }

  private static boolean isNews(Response response) {
    return switch (response.responseType()) {
      case LAUNCH, ALIVE, PREPARATION, UPDATE -> true;
      default -> false;
    };
  }

  private void tell(Response response) {
    switch (response.responseType()) {
      case PREPARATION, UPDATE -> response.tell(listener, codec);
      default -> {}
    }
  }

  /**
   * Asks a silent worker whether it is there.
   *
   * @throws RobustJException if it has not answered for long; it is ended then
   */
  private void requireAnswers() {
    if (worker.heartbeat().quiet()) worker.send(Request.plain(task, Request.Kind.ASK));
    if (!worker.heartbeat().stopped()) return;
    worker.kill();
    throw worker.silence();
  }

  /**
   * A cancelled job that does not end is left alone, with its worker.
   *
   * @param asked when it was cancelled
   * @param again when it was asked for an answer after that, see {@link #askAgain}
   * @throws CancellationException if that was too long ago
   */
  private void requireEnd(long asked, OptionalLong again) {
    if (Heartbeat.since(asked) < worker.heartbeat().timeouts().cancel().toNanos()) return;
    if (again.isPresent() && worker.heartbeat().heardAfter(again.getAsLong())) worker.giveUp();
    else worker.kill();
    throw new CancellationException("cancelled");
  }
}
