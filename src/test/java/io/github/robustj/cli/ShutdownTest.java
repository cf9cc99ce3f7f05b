package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.TrainJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own is told to stop while a job runs. */
@DisabledOnOs(OS.WINDOWS)
class ShutdownTest {

  /** 128 + SIGTERM; SIGINT is left alone because a test run in the background may ignore it. */
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @Test
  void theProcessEndsOnlyWhenTheJobHasCleanedUp() throws Exception {
    Process process = start();
    try {
      assertEquals("started", process.inputReader().readLine());
      assertTrue(Files.exists(folder.resolve("temporary")));
      process.toHandle().destroy();
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it did not end");
      assertEquals(TERMINATED, process.exitValue());
      assertTrue(Files.notExists(folder.resolve("temporary")));
      assertEquals(List.of("Cancelled."), process.errorReader().lines().toList());
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            Slow.class.getName(),
            "train",
            "--data",
            "d",
            "--out",
            folder.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  /** The command line with a job that goes on until it is cancelled. */
  static final class Slow {

    private Slow() {}

    public static void main(String[] arguments) {
      System.exit(Main.run(Main.verbs(), new SlowEngine(), arguments));
    }
  }

  private static final class SlowEngine implements Engine {

    @Override
    public <R> R run(Job<R> job, JobListener listener) {
      Path temporary = ((TrainJob) job).out().resolve("temporary");
      try {
        Files.writeString(temporary, "");
        System.out.println("started");
        while (!listener.cancelled()) Thread.sleep(5);
        Thread.sleep(100);
        Files.delete(temporary);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      throw new CancellationException();
    }
  }
}
