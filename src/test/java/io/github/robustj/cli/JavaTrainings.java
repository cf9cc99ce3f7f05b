package io.github.robustj.cli;

import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.TrainJob;
import io.github.robustj.model.Backend;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a network of two classes that is computed in Java and saved as a folder of bytes; answers
 * all else as {@link SeeingEngine}.
 */
final class JavaTrainings implements Engine {

  private static final int BYTES = 9000;

  private final Engine others = new SeeingEngine();
  final List<Job<?>> jobs = new ArrayList<>();

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    if (job instanceof Computed<R> computed) return run(computed.job(), listener);
    jobs.add(job);
    return job instanceof TrainJob ? job.run(backend(), listener) : others.run(job, listener);
  }

  static Backend backend() {
    PixelClassifier network = new PixelClassifier(1, -1, 0, 0);
    TrainableModel model =
        instead(TrainableModel.class, network, "save", folder -> save((Path) folder[0]));
    // What is loaded has not learned, as the file is none.
    Backend fake = new FakeBackend(() -> new PixelClassifier(1, -1, 0, 0));
    return instead(Backend.class, fake, "create", options -> model);
  }

  private static Object save(Path folder) {
    try {
      Files.createDirectories(folder.resolve("variables"));
      for (String file : List.of("saved_model.pb", "variables/variables.index"))
        Files.write(folder.resolve(file), new byte[BYTES]);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Method {
    Object call(Object... arguments);
  }

  /** What an object does, but for one of its methods. */
  private static <T> T instead(Class<T> type, T object, String name, Method method) {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          if (called.getName().equals(name)) return method.call(arguments);
          try {
            return called.invoke(object, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
