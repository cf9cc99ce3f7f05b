package io.github.robustj.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.github.robustj.file.SystemReason;
import io.github.robustj.job.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * What Fiji asks of the worker, a line of JSON.
 *
 * @param task what every answer names, too
 * @param job name of the job's class; empty for others than EXECUTE
 * @param inputs the job's record, or a call or an answer to one; else null
 * @param scripts what the job may ask for by name; empty for others than EXECUTE
 */
record Request(
    String task, Kind requestType, String job, JsonElement inputs, List<Script> scripts) {

  enum Kind {
    EXECUTE,
    CANCEL,
    /** See {@link Calls}. */
    CALL,
    /** Whether the worker is there. */
    ASK
  }

  static Request execute(String task, Job<?> job, Codec codec, List<Script> scripts) {
    Class<?> type = job.getClass();
    return new Request(task, Kind.EXECUTE, type.getName(), codec.tree(job, type), scripts);
  }

  /** CANCEL or ASK. */
  static Request plain(String task, Kind kind) {
    return new Request(task, kind, "", JsonNull.INSTANCE, List.of());
  }

  static Request call(String task, JsonElement message) {
    return new Request(task, Kind.CALL, "", message, List.of());
  }

  /** The job of an EXECUTE. */
  Job<?> job(Codec codec) throws ClassNotFoundException {
    return codec.value(inputs, Class.forName(job).asSubclass(Job.class));
  }

  /**
   * Writes lines to a worker on a thread of its own, because a worker that does not read makes the
   * writer wait. It ends with the worker.
   */
  static final class RequestWriter implements AutoCloseable {

    private static final String END = "";

    private final OutputStream out;
    private final Consumer<String> log;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /**
     * @param log hears of a worker that has ended before
     */
    RequestWriter(OutputStream out, Consumer<String> log) {
      this.out = out;
      this.log = log;
      Thread thread = new Thread(this::write, "robustj-requests");
      thread.setDaemon(true);
      thread.start();
    }

    void line(String text) {
      lines.add(text + "\n");
    }

    /** Ends the worker's standard input after the lines so far; does not wait for it. */
    @Override
    public void close() {
      lines.add(END);
    }

    private void write() {
      try (out) {
        for (String line = lines.take(); !line.equals(END); line = lines.take()) {
          out.write(line.getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      } catch (IOException ended) {
        log.accept("a request could not be sent: " + SystemReason.of(ended));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
