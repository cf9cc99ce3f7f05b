package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jobs that need no network and behave in a known way. */
final class ScriptedJobs {

  private ScriptedJobs() {}

  record Pid(long pid) {}

  /** Reports, and gives the process in which it ran. */
  record Report(int epochs) implements Job<Pid> {

    @Override
    public Pid run(Backend backend, JobListener listener) {
      for (int i = 1; i <= epochs; i++) {
        listener.progress((double) i / epochs, "epoch " + i);
        float[] margins = new float[i * 100];
        margins[0] = Float.NaN;
        listener.epoch(new JobListener.EpochReport(i, epochs, Map.of("loss", Double.NaN), margins));
        listener.log("ended " + i);
      }
      return new Pid(ProcessHandle.current().pid());
    }
  }

  /** What goes wrong in it. */
  enum Trouble {
    MISTAKE,
    BUG,
    MEMORY,
    NATIVE_MEMORY,
    EXIT
  }

  record Fail(Trouble trouble) implements Job<Pid> {

    @Override
    public Pid run(Backend backend, JobListener listener) {
      switch (trouble) {
        case MISTAKE -> throw new RobustJException("The folder \"ä\" is broken; mend it.");
        case BUG -> throw new IllegalStateException("a bug");
        case MEMORY -> {
          List<byte[]> all = new ArrayList<>();
          while (true) all.add(new byte[1 << 24]);
        }
        case NATIVE_MEMORY -> endAsNativeCodeDoes();
        // As native code ends: without Java's hooks, which would wait for this very job.
        default -> Runtime.getRuntime().halt(5);
      }
      return null;
    }
  }

  /** What libstdc++ does with an allocation that nobody has caught. */
  private static void endAsNativeCodeDoes() {
    System.err.println("terminate called after throwing an instance of 'std::bad_alloc'");
    try {
      new ProcessBuilder("kill", "-ABRT", "" + ProcessHandle.current().pid()).start();
      Thread.sleep(60_000);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on until it is cancelled, and then cleans up. */
  record Wait(Path begun, Path cleaned) implements Job<Pid> {

    @Override
    public Pid run(Backend backend, JobListener listener) {
      try {
        Files.createFile(begun);
        while (!listener.cancelled()) Thread.sleep(10);
        Thread.sleep(100);
        Files.createFile(cleaned);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      listener.check();
      return null;
    }
  }

  /** Computes on and on, without a look at its listener. */
  record Deaf(Path begun, long millis) implements Job<Pid> {

    @Override
    public Pid run(Backend backend, JobListener listener) {
      try {
        Files.createFile(begun);
        Thread.sleep(millis);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Pid(ProcessHandle.current().pid());
    }
  }

  /** Prints as native code does, past {@link System#out}, on lines of its own and half ones. */
  record Chatter(int lines) implements Job<Pid> {

    @Override
    public Pid run(Backend backend, JobListener listener) {
      // Not closed: it is the process's standard output.
      OutputStream raw = new FileOutputStream(FileDescriptor.out);
      try {
        for (int i = 0; i < lines; i++) {
          System.out.println("java chatter " + i);
          raw.write(
              ("native chatter " + i + "\n{\"task\":\"half a line")
                  .getBytes(StandardCharsets.UTF_8));
          listener.progress((double) i / lines, "x".repeat(i));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Pid(0);
    }
  }
}
