package io.github.robustj.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Writes lines to a worker on a thread of its own, because a worker that does not read makes the
 * writer wait. It ends with the worker.
 */
final class RequestWriter implements AutoCloseable {

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
      log.accept("a request could not be sent: " + ended.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
