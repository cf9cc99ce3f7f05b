package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Fiji's side of the conversation with one worker, from its start to its end. */
final class WorkerProcess {

  /** A little more than the worker gives its jobs to clean up. */
  private static final long PATIENCE_SECONDS = 25;

  private final Process process;
  private final Framing framing;
  private final Codec codec;
  private final LogFile log;
  private final OutputStream requests;
  private final Map<String, BlockingQueue<Response>> answers = new ConcurrentHashMap<>();
  private final Thread reader = new Thread(this::read, "robustj-worker");

  private WorkerProcess(Process process, Framing framing, LogFile log) {
    this.process = process;
    this.framing = framing;
    this.log = log;
    codec = new Codec(new PixelFolder(framing.folder()));
    requests = process.getOutputStream();
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @throws RobustJException if it cannot be started
   */
  static WorkerProcess start(WorkerSettings settings) {
    LogFile log = LogFile.in(settings.logs());
    try {
      Framing framing =
          Framing.withNewMark(Files.createTempDirectory(settings.temporary(), "robustj-"));
      Process process = settings.process(framing, log.file()).start();
      return new WorkerProcess(process, framing, log);
    } catch (IOException e) {
      throw new RobustJException(
          "The engine could not be started with %s (%s); choose another Java by the environment variable %s."
              .formatted(settings.java(), e.getMessage(), JavaProgram.VARIABLE),
          e);
    }
  }

  boolean alive() {
    return reader.isAlive() && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  <R> R run(Job<R> job, JobListener listener) {
    String task = UUID.randomUUID().toString();
    BlockingQueue<Response> queue = new LinkedBlockingQueue<>();
    answers.put(task, queue);
    try {
      send(Request.execute(task, job, codec));
      return new Conversation(this, task, queue, listener, codec).result(job);
    } finally {
      answers.remove(task);
    }
  }

  /** A request to a worker that has just ended is lost; its end will be told instead. */
  void send(Request request) {
    byte[] line = (codec.text(request) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (requests) {
      try {
        requests.write(line);
        requests.flush();
      } catch (IOException ended) {
        log.append("a request could not be sent: " + ended.getMessage());
      }
    }
  }

  /** Whether no answer will come any more but those that are already there. */
  boolean ended() {
    return !reader.isAlive();
  }

  /** Why an answer is missing, after {@link #ended}. */
  RobustJException failure(Job<?> job) {
    return new RobustJException(Sentences.ended(process.exitValue(), job, log.file()));
  }

  /** Ends the worker; running jobs are cancelled. Returns when it is gone. */
  void stop() {
    try {
      requests.close();
    } catch (IOException ended) {
      log.append("the worker had ended before it was asked to: " + ended.getMessage());
    }
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
      reader.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) take(line);
    } catch (IOException | RuntimeException e) {
      log.append("the worker's answers cannot be read: " + e);
      process.destroyForcibly();
    } finally {
      awaitEnd();
      Trees.delete(framing.folder());
    }
  }

  private void take(String line) throws IOException {
    Optional<String> message = framing.read(line);
    if (message.isEmpty()) {
      if (!line.isEmpty()) log.append(line);
      return;
    }
    Response response = codec.value(message.get(), Response.class);
    BlockingQueue<Response> queue = answers.get(response.task());
    if (queue != null) queue.add(response);
  }

  /** Its last words may come a little before its end. */
  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
