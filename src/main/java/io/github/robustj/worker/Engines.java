package io.github.robustj.worker;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.job.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.OptionalLong;

/**
 * Where jobs run when nobody says: in this process where TensorFlow Java is on the class path, as
 * in a Maven project and on the command line; else, as in Fiji, in a worker with the installed
 * engine.
 */
public final class Engines {

  /** Only TensorFlow Java has it; TensorFlow 1, whose classes bear the same names, has not. */
  private static final String NEW = "org/tensorflow/ndarray/Shape.class";

  /** Both have it. */
  private static final String ANY = "org/tensorflow/TensorFlow.class";

  private static final Duration IDLE = Duration.ofMinutes(10);

  private static final WorkerEngine WORKER =
      new WorkerEngine(() -> WorkerSettings.of(EngineFolder.standard()), IDLE);

  private Engines() {}

  /** The same one at every call; needs nothing installed before its first job. */
  public static Engine standard() {
    return inProcess(Engines.class.getClassLoader()) ? Engine.inProcess() : WORKER;
  }

  /** Ends the worker, if one runs; the next job starts another. */
  public static void stop() {
    WORKER.stop();
  }

  /** The process of the worker; empty if none runs. */
  public static OptionalLong worker() {
    return WORKER.pid();
  }

  /** Both versions on one class path break each other, so then the worker runs the jobs, too. */
  static boolean inProcess(ClassLoader loader) {
    try {
      return loader.getResource(NEW) != null
          && Collections.list(loader.getResources(ANY)).size() == 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
