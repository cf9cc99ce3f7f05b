package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.worker.ScriptedJobs.Chatter;
import io.github.robustj.worker.ScriptedJobs.Fail;
import io.github.robustj.worker.ScriptedJobs.Pid;
import io.github.robustj.worker.ScriptedJobs.Report;
import io.github.robustj.worker.ScriptedJobs.Trouble;
import io.github.robustj.worker.ScriptedJobs.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process, with jobs that need no network. */
@Timeout(120)
class WorkerEngineTest {

  @TempDir static Path common;

  /** Of what leaves a worker as it was. */
  private static WorkerEngine kept;

  @TempDir Path folder;
  private Path place;
  private WorkerEngine engine;

  @BeforeEach
  void make() {
    place = folder;
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5), "-Xmx64m");
  }

  private void takeKept() {
    if (kept == null) kept = TestWorkers.engine(common, Duration.ofMinutes(5), "-Xmx64m");
    place = common;
    engine = kept;
  }

  @AfterEach
  void stop() {
    if (engine != kept) engine.stop();
  }

  @AfterAll
  static void stopKept() {
    if (kept != null) kept.stop();
  }

  @Test
  void jobsRunInOneOtherProcess() {
    takeKept();
    Pid first = run(new Report(0));
    assertEquals(first, run(new Report(0)));
    assertNotEquals(ProcessHandle.current().pid(), first.pid());
    assertEquals(first.pid(), engine.pid().getAsLong());
  }

  /** On the caller's thread and in order, also messages too long for one write. */
  @Test
  void theListenerHearsEverything() {
    List<String> heard = new ArrayList<>();
    engine.run(new Report(2), new Recorder(heard));
    List<String> expected =
        List.of(
            "0.0 " + WorkerEngine.STARTING,
            "0.5 epoch 1",
            "epoch 1 of 2, 100 margins NaN",
            "ended 1",
            "1.0 epoch 2",
            "epoch 2 of 2, 200 margins NaN",
            "ended 2");
    assertEquals(expected, heard);
  }

  /** Nothing of it waits for the process, so this holds on a busy machine, too. */
  @Test
  void somethingIsSaidWithinHalfASecond() {
    long start = System.nanoTime();
    List<Long> first = new ArrayList<>();
    engine.run(
        new Report(1),
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            first.add((System.nanoTime() - start) / 1_000_000);
          }
        });
    assertTrue(first.get(0) < 500, first + " ms");
  }

  /** TensorFlow cannot change its GPU or that one's limit of memory; a new process can. */
  @Test
  void anotherGpuIsAnotherProcessAndTheCpuIsNone() {
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5));
    long first = pidOn(Target.AUTO, 0, 0);
    assertEquals(first, pidOn(Target.CPU, 0, 0));
    assertEquals(first, pidOn(Target.GPU, 0, 0));
    assertEquals(first, run(new Report(0)).pid());
    long limited = pidOn(Target.GPU, 0, .5);
    assertNotEquals(first, limited);
    assertFalse(isAlive(first), "its memory is given back first");
    assertNotEquals(limited, pidOn(Target.GPU, 1, .5));
  }

  @Test
  void aProcessThatIsReplacedEndsItsJobsFirst() throws Exception {
    engine = TestWorkers.engine(folder, Duration.ofMinutes(5));
    CompletableFuture<Pid> waiting = begin(new Wait(folder.resolve("b"), folder.resolve("c")));
    long first = engine.pid().getAsLong();
    long second = pidOn(Target.GPU, 1, 0);
    assertNotEquals(first, second);
    assertTrue(isAlive(first) && !waiting.isDone());
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    assertThrows(ExecutionException.class, waiting::get);
    assertEquals(second, pidOn(Target.GPU, 1, 0));
  }

  /** The process that was asked to compute so, whether or not there is such a GPU. */
  private long pidOn(Target target, int gpu, double memory) {
    try {
      run(
          new Computed<>(
              new Report(0), new Compute(target, gpu, memory, Compute.Precision.FLOAT32)));
    } catch (RobustJException noSuchGpu) {
      assertEquals(Target.GPU, target, noSuchGpu.getMessage());
    }
    return engine.pid().getAsLong();
  }

  @Test
  void theUsersMistakeKeepsItsSentence() {
    takeKept();
    assertEquals("The folder \"ä\" is broken; mend it.", failure(Trouble.MISTAKE));
    assertTrue(engine.pid().isPresent(), "a mistake does not end the worker");
  }

  @Test
  void aBugIsSaidWithTheLogThatShowsWhere() throws Exception {
    takeKept();
    String sentence = failure(Trouble.BUG);
    assertTrue(sentence.contains("java.lang.IllegalStateException: a bug"), sentence);
    assertTrue(sentence.contains(log().toString()), sentence);
    assertTrue(Files.readString(log()).contains("ScriptedJobs$Fail.run"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"MEMORY | needs more memory", "EXIT | ended by itself with exit code 5"})
  void anEndIsOneSentenceAndTheNextJobHasANewWorker(Trouble trouble, String why) throws Exception {
    Pid before = run(new Report(0));
    String sentence = failure(trouble);
    assertTrue(sentence.contains(why) && sentence.contains(log().toString()), sentence);
    assertTrue(sentence.endsWith(".") && sentence.lines().count() == 1, sentence);
    assertNotEquals(before, run(new Report(0)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nativeCodeWithoutMemoryIsSaidAndWhatToTry() {
    String sentence = failure(Trouble.NATIVE_MEMORY);
    assertTrue(sentence.contains("needs more memory"), sentence);
    assertTrue(sentence.contains(new Fail(Trouble.MEMORY).lighter()), sentence);
  }

  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource(
      delimiter = '|',
      value = {"KILL | was killed", "SEGV | crashed in native code"})
  void aSignalIsOneSentenceAndTheNextJobHasANewWorker(String signal, String why) throws Exception {
    CompletableFuture<Pid> waiting = begin(new Wait(folder.resolve("b"), folder.resolve("c")));
    new ProcessBuilder("kill", "-" + signal, "" + engine.pid().getAsLong()).start().waitFor();
    ExecutionException ended = assertThrows(ExecutionException.class, waiting::get);
    assertTrue(ended.getCause() instanceof RobustJException, ended.toString());
    assertTrue(ended.getCause().getMessage().contains(why), ended.toString());
    assertTrue(run(new Report(0)).pid() > 0);
  }

  /** Not Java's fault, as any other trouble with the start of a worker. */
  @Test
  void aMissingFolderForTemporaryFilesIsNamed() throws Exception {
    Path other = Files.createDirectories(folder.resolve("other"));
    WorkerEngine without = TestWorkers.engine(other, Duration.ofMinutes(5));
    Files.delete(other.resolve("tmp"));
    RobustJException missing =
        assertThrows(RobustJException.class, () -> without.run(new Report(0), JobListener.SILENT));
    String said = missing.getMessage();
    assertTrue(said.contains(other.resolve("tmp") + ", where temporary files go"), said);
    assertTrue(said.endsWith("-Djava.io.tmpdir."), said);
  }

  @Test
  void cancellingLetsTheJobCleanUp() {
    takeKept();
    Path begun = folder.resolve("begun");
    Path cleaned = folder.resolve("cleaned");
    JobListener listener =
        new JobListener() {
          @Override
          public boolean cancelled() {
            return Files.exists(begun);
          }
        };
    assertThrows(CancellationException.class, () -> engine.run(new Wait(begun, cleaned), listener));
    assertTrue(Files.exists(cleaned));
    assertTrue(engine.pid().isPresent(), "the worker stays warm");
  }

  @Test
  void chatterIsLoggedAndHurtsNobody() throws Exception {
    takeKept();
    assertEquals(new Pid(0), run(new Chatter(300)));
    String text = Files.readString(log());
    assertTrue(text.contains("native chatter 299") && text.contains("java chatter 299"), text);
  }

  @Test
  void jobsShareTheWorker() throws Exception {
    CompletableFuture<Pid> waiting = begin(new Wait(folder.resolve("b"), folder.resolve("c")));
    assertEquals(engine.pid().getAsLong(), run(new Report(1)).pid());
    assertFalse(waiting.isDone());
    engine.stop();
    ExecutionException stopped = assertThrows(ExecutionException.class, waiting::get);
    assertTrue(stopped.getCause() instanceof CancellationException, stopped.toString());
    assertTrue(Files.exists(folder.resolve("c")), "stopping lets jobs clean up");
    assertTrue(engine.pid().isEmpty());
  }

  @Test
  void anIdleWorkerEnds() throws Exception {
    WorkerEngine shortLived = TestWorkers.engine(folder, Duration.ofMillis(200));
    long pid = shortLived.run(new Report(0), JobListener.SILENT).pid();
    await(() -> !isAlive(pid));
    assertTrue(shortLived.pid().isEmpty());
  }

  /** Fiji is killed in the middle of a job: the worker finds its standard input closed. */
  @Test
  void theWorkerEndsWithItsFiji() throws Exception {
    Path begun = folder.resolve("begun");
    Path cleaned = folder.resolve("cleaned");
    Process fiji = TestWorkers.fiji(folder, begun, cleaned);
    await(() -> Files.exists(begun));
    long worker = fiji.children().findFirst().orElseThrow().pid();
    fiji.destroyForcibly().waitFor();
    await(() -> !isAlive(worker));
    assertTrue(Files.exists(cleaned));
  }

  @Test
  void theSharedFolderIsGoneAfterwards() throws Exception {
    run(new Report(3));
    engine.stop();
    try (var list = Files.list(folder.resolve("tmp"))) {
      assertEquals(List.of(), list.toList());
    }
  }

  private <R> R run(Job<R> job) {
    return engine.run(job, JobListener.SILENT);
  }

  private String failure(Trouble trouble) {
    return assertThrows(RobustJException.class, () -> run(new Fail(trouble))).getMessage();
  }

  private CompletableFuture<Pid> begin(Wait job) throws InterruptedException {
    CompletableFuture<Pid> running = CompletableFuture.supplyAsync(() -> run(job));
    await(() -> Files.exists(job.begun()));
    return running;
  }

  /** The newest one. */
  private Path log() throws Exception {
    try (var list = Files.list(place.resolve("logs"))) {
      return list.filter(p -> p.getFileName().toString().startsWith("worker-"))
          .sorted()
          .reduce((a, b) -> b)
          .orElseThrow();
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) TimeUnit.MILLISECONDS.sleep(20);
  }

  /** Writes down what it hears, and that it hears it on its own thread. */
  private static final class Recorder implements JobListener {

    private final List<String> heard;
    private final Thread thread = Thread.currentThread();

    Recorder(List<String> heard) {
      this.heard = heard;
    }

    private void hear(String text) {
      assertEquals(thread, Thread.currentThread());
      heard.add(text);
    }

    @Override
    public void progress(double fraction, String message) {
      hear(fraction + " " + message);
    }

    @Override
    public void log(String line) {
      hear(line);
    }

    @Override
    public void epoch(EpochReport report) {
      hear(
          "epoch %d of %d, %d margins %s"
              .formatted(
                  report.epoch(), report.epochs(), report.margins().length, report.margins()[0]));
    }
  }
}
