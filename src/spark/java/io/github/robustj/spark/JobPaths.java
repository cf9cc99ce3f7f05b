package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The paths that a job names. Executors have another working folder than the driver, so they are
 * made absolute; and what lies there must lie there for executors, too.
 */
final class JobPaths {

  /** What one machine has made, others see a little later on some shared file systems. */
  private static final int ATTEMPTS = 8;

  private static final long PAUSE_MILLIS = 250;

  private final Set<String> existing = new LinkedHashSet<>();

  /** The same job with absolute paths. */
  @SuppressWarnings("unchecked")
  <R> Job<R> absolute(Job<R> job) {
    return (Job<R>) mapped(job);
  }

  /** Those of the jobs so far that there are. */
  List<String> existing() {
    return List.copyOf(existing);
  }

  private Object mapped(Object value) {
    if (value instanceof Path path) return absolute(path);
    if (value instanceof Record record) return record(record);
    if (value instanceof Optional<?> optional) return optional.map(this::mapped);
    if (value instanceof List<?> list) return list.stream().map(this::mapped).toList();
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> all = new LinkedHashMap<>();
      map.forEach((key, one) -> all.put(key, mapped(one)));
      return all;
    }
    return value;
  }

  private Path absolute(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.exists(absolute)) existing.add(absolute.toString());
    return path.isAbsolute() ? path : absolute;
  }

  /** The record itself where nothing in it changes. */
  private Object record(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    try {
      List<Object> values = new ArrayList<>();
      boolean same = true;
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
        Object before = component.getAccessor().invoke(record);
        Object after = mapped(before);
        same &= before == after || before != null && before.equals(after);
        values.add(after);
      }
      if (same) return record;
      Constructor<?> constructor =
          record
              .getClass()
              .getDeclaredConstructor(
                  Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " cannot be made again", e);
    }
  }

  /**
   * @throws RobustJException naming the first that is not there
   */
  static void requireSeen(List<String> files, JobListener listener) {
    for (String file : files)
      if (!isSeen(Path.of(file), listener))
        throw new RobustJException(
            "%s is not there, but it is where the run was started; it must lie in a folder that all machines share, under the same path."
                .formatted(file));
  }

  private static boolean isSeen(Path file, JobListener listener) {
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        if (Files.exists(file)) return true;
        listener.check();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
