package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OwnedFolder;
import io.github.robustj.file.SystemReason;
import io.github.robustj.file.Trees;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.worker.Heartbeat.Timeouts;
import io.github.robustj.worker.Request.RequestWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /** For one without jobs, and for what the system needs to end one. */
  private static final long SHORT_SECONDS = 5;

  private final Process process;
  private final Framing framing;
  private final Codec codec;
  private final LogFile log;
  private final RequestWriter requests;
  private final Heartbeat heartbeat;
  private final Map<String, BlockingQueue<Response>> answers = new ConcurrentHashMap<>();
  private final Thread reader = new Thread(this::read, "robustj-worker");
  private final Optional<ClassArchive> classes;
  private volatile boolean givenUp;
  private boolean spoke;

  private WorkerProcess(
      Process process,
      Framing framing,
      LogFile log,
      Heartbeat heartbeat,
      Optional<ClassArchive> classes) {
    this.process = process;
    this.classes = classes;
    this.framing = framing;
    this.log = log;
    codec = new Codec(new PixelFolder(framing.folder()));
    this.heartbeat = heartbeat;
    requests = new RequestWriter(process.getOutputStream(), log::append);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @throws RobustJException if it cannot be started
   */
  static WorkerProcess start(WorkerSettings settings, Timeouts timeouts) {
    LogFile log = LogFile.in(settings.logs());
    try {
      Framing framing = Framing.withNewMark(shared(settings.temporary()));
      Process process = settings.process(framing, log.file()).start();
      return new WorkerProcess(process, framing, log, new Heartbeat(timeouts), settings.archive());
    } catch (IOException e) {
      throw new RobustJException(
          "The engine could not be started with %s (%s); choose another Java by the environment variable %s."
              .formatted(settings.java(), SystemReason.of(e), JavaProgram.VARIABLE),
          e);
    }
  }

  /** A folder for the pixels of both processes. */
  private static Path shared(Path temporary) {
    try {
      return OwnedFolder.make(temporary);
    } catch (IOException e) {
      throw new RobustJException(
          "No folder could be made in %s, where temporary files go (%s); make it, free space on its disk, or name another in the Java option -Djava.io.tmpdir."
              .formatted(temporary, SystemReason.of(e)),
          e);
    }
  }

  /** Whether it takes another job. */
  boolean alive() {
    return reader.isAlive() && process.isAlive() && !givenUp;
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  /** No further job for it: what it does cannot be waited for. */
  void giveUp() {
    givenUp = true;
  }

  /** Whether it was given up. */
  boolean givenUp() {
    return givenUp;
  }

  /** Ends it at once, because it does not answer. */
  void kill() {
    givenUp = true;
    log.append("the worker does not answer and is ended");
    process.destroyForcibly();
  }

  long pid() {
    return process.pid();
  }

  <R> R run(Job<R> job, JobListener listener) {
    String task = UUID.randomUUID().toString();
    BlockingQueue<Response> queue = new LinkedBlockingQueue<>();
    answers.put(task, queue);
    try {
      return new RemoteJob(this, task, queue, listener, new PixelFolder(framing.folder()))
          .result(job);
    } finally {
      answers.remove(task);
    }
  }

  /** A request to a worker that has just ended is lost; its end will be told instead. */
  void send(Request request) {
    // First: an answer that came before would count as none, and a living worker as hung.
    heartbeat.asked();
    requests.line(codec.text(request));
  }

  /** Whether no answer will come any more but those that are already there. */
  boolean ended() {
    return !reader.isAlive();
  }

  /** Why an answer is missing, after {@link #ended}. */
  RobustJException failure(Job<?> job) {
    return new EngineEndedException(WorkerFailures.ended(exitCode(), job, log.file()));
  }

  RobustJException silence() {
    return new EngineEndedException(WorkerFailures.silent(log.file()));
  }

  /** That of a process that the system has not quite ended yet is one of a killed one. */
  private int exitCode() {
    return process.isAlive() ? WorkerFailures.KILLED : process.exitValue();
  }

  /** Ends the worker; running jobs are cancelled. Returns when it is gone, or nearly so. */
  void stop() {
    boolean busy = givenUp || !answers.isEmpty();
    requests.close();
    try {
      if (!process.waitFor(busy ? PATIENCE_SECONDS : SHORT_SECONDS, TimeUnit.SECONDS))
        process.destroyForcibly();
      reader.join(TimeUnit.SECONDS.toMillis(SHORT_SECONDS));
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
      if (!spoke && exitCode() != 0) classes.ifPresent(ClassArchive::forget);
      log.tidy();
      removeFolder();
    }
  }

  private void removeFolder() {
    try {
      OwnedFolder.release(framing.folder());
    } catch (IOException e) {
      log.append("its temporary folder cannot be released: " + e);
    }
    Trees.deleteOrLater(framing.folder());
  }

  private void take(String line) throws IOException {
    Optional<String> message = framing.read(line);
    if (message.isEmpty()) {
      if (!line.isEmpty()) log.append(line);
      return;
    }
    spoke = true;
    heartbeat.heard();
    Response response = codec.value(message.get(), Response.class);
    BlockingQueue<Response> queue = answers.get(response.task());
    if (queue != null) queue.add(response);
  }

  /** Its last words may come a little before its end. */
  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor(SHORT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
