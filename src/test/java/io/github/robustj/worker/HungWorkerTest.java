package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.worker.Heartbeat.Timeouts;
import io.github.robustj.worker.ScriptedJobs.Deaf;
import io.github.robustj.worker.ScriptedJobs.Pid;
import io.github.robustj.worker.ScriptedJobs.Report;
import io.github.robustj.worker.ScriptedJobs.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers that do not answer, or whose jobs do not end: nobody waits for them for ever. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "stops processes with a signal")
class HungWorkerTest {

  @TempDir static Path root;

  private Path folder;
  private AtomicBoolean cancelled;
  private WorkerEngine engine;

  private interface Story {
    void happens(HungWorkerTest in) throws Exception;
  }

  /** Each waits for seconds, so that all begin at the same time. */
  @TestFactory
  List<DynamicTest> nobodyWaitsForEver() {
    return Stream.of(
            begun("stopped, then cancelled", HungWorkerTest::isEndedWhenItsJobIsCancelled),
            begun("stopped", HungWorkerTest::isEndedWithASentence),
            begun("stopped before it is asked", HungWorkerTest::keepsNobodyWhoAsks),
            begun("computing", HungWorkerTest::isNotHungWhileItComputes),
            begun("deaf, then cancelled", HungWorkerTest::isLeftAloneWithAJobThatDoesNotHear))
        .toList();
  }

  private static DynamicTest begun(String name, Story story) {
    HungWorkerTest own = new HungWorkerTest();
    own.folder = root.resolve(name);
    own.cancelled = new AtomicBoolean();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              Files.createDirectory(own.folder);
              try {
                story.happens(own);
              } finally {
                own.engine.stop();
              }
              return null;
            });
    new Thread(task, name).start();
    return DynamicTest.dynamicTest(name, () -> end(task));
  }

  private static void end(FutureTask<Void> task) throws Throwable {
    try {
      task.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  /** With the patience that users have: eight seconds, and what a loaded machine adds. */
  private void isEndedWhenItsJobIsCancelled() throws Exception {
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5));
    CompletableFuture<Pid> job = begin(new Wait(folder.resolve("begun"), folder.resolve("c")));
    long pid = engine.pid().getAsLong();
    signal("STOP", pid);
    long start = System.nanoTime();
    cancelled.set(true);
    assertInstanceOf(CancellationException.class, failure(job));
    assertEquals(seconds(8), Timeouts.STANDARD.cancel());
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60));
    assertGone(pid);
    assertFresh(pid);
  }

  private void isEndedWithASentence() throws Exception {
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5), patience(.3, 1, 60, 8));
    CompletableFuture<Pid> job = begin(new Wait(folder.resolve("begun"), folder.resolve("c")));
    long pid = engine.pid().getAsLong();
    signal("STOP", pid);
    Throwable sentence = failure(job);
    assertInstanceOf(RobustJException.class, sentence);
    assertTrue(
        sentence.getMessage().startsWith("The engine did not answer any more and was ended"));
    assertGone(pid);
    assertFresh(pid);
  }

  /** A stopped worker reads nothing; the pipe to it takes 64 KiB, then writing waits. */
  private void keepsNobodyWhoAsks() throws Exception {
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5), patience(.3, 1, 60, 8));
    long pid = engine.run(new Report(0), JobListener.SILENT).pid();
    signal("STOP", pid);
    Path wide = Path.of("x".repeat(1 << 20));
    assertThrows(RobustJException.class, () -> engine.run(new Deaf(wide, 0), JobListener.SILENT));
    assertFresh(pid);
  }

  private void isNotHungWhileItComputes() throws Exception {
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5), patience(.2, 6, 60, 8));
    // A worker that has answered once has its classes loaded, which takes seconds on a busy
    // machine.
    engine.run(new Report(0), JobListener.SILENT);
    Pid pid = engine.run(new Deaf(folder.resolve("begun"), 6500), JobListener.SILENT);
    assertEquals(engine.pid().getAsLong(), pid.pid());
  }

  /** Its worker gets no other job, and is ended when it is through. */
  private void isLeftAloneWithAJobThatDoesNotHear() throws Exception {
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5), patience(20, 40, 60, .5));
    CompletableFuture<Pid> job = begin(new Deaf(folder.resolve("begun"), 2500));
    long pid = engine.pid().getAsLong();
    cancelled.set(true);
    assertInstanceOf(CancellationException.class, failure(job));
    assertTrue(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    assertFresh(pid);
    assertGone(pid);
  }

  private static Timeouts patience(double ask, double answer, double start, double cancel) {
    return new Timeouts(seconds(ask), seconds(answer), seconds(start), seconds(cancel));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  private void assertFresh(long before) {
    cancelled.set(false);
    long after = engine.run(new Report(0), JobListener.SILENT).pid();
    assertNotEquals(before, after);
  }

  private static void assertGone(long pid) throws Exception {
    ProcessHandle.of(pid).ifPresent(p -> p.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  /** Returns when it runs. */
  private CompletableFuture<Pid> begin(Job<Pid> job) throws Exception {
    JobListener listener =
        new JobListener() {
          @Override
          public boolean cancelled() {
            return cancelled.get();
          }
        };
    CompletableFuture<Pid> future =
        CompletableFuture.supplyAsync(
            () -> engine.run(job, listener), task -> new Thread(task).start());
    while (!Files.exists(folder.resolve("begun"))) Thread.sleep(10);
    return future;
  }

  private static Throwable failure(CompletableFuture<Pid> job) {
    try {
      job.join();
    } catch (CompletionException e) {
      return e.getCause();
    } catch (CancellationException e) {
      return e;
    }
    throw new AssertionError("the job was done");
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor());
  }
}
