package io.github.robustj.command;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Writes down all that a job says of itself, its pixels as size and checksum, and fails: jobs are
 * values, and equal ones have equal results.
 */
public record RecordingEngine(Path file) implements Engine {

  /**
   * Names the file to write, as a system property, because macros have class loaders of their own.
   */
  public static final String PROPERTY = "robustj.test.record_job";

  public static final String SENTENCE = "This job is only written down.";

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    try {
      Files.writeString(file, text(job));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new RobustJException(SENTENCE);
  }

  static String text(Object value) {
    if (value instanceof Record fields) return fields(fields);
    if (value instanceof Optional<?> maybe) return maybe.map(RecordingEngine::text).orElse("none");
    if (value instanceof RandomAccessibleInterval<?> pixels) return pixels(pixels);
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, of) -> sorted.put(text(key), text(of)));
      return sorted.toString();
    }
    if (value instanceof Collection<?> all && !(value instanceof Path))
      return all.stream().map(RecordingEngine::text).toList().toString();
    if (value != null && value.getClass().isArray()) return array(value);
    String text = String.valueOf(value);
    if (text.matches(".*@[0-9a-f]+")) throw new IllegalStateException("no value: " + text);
    return text;
  }

  private static String fields(Record value) {
    StringJoiner text = new StringJoiner("\n", value.getClass().getSimpleName() + "\n", "");
    for (RecordComponent field : value.getClass().getRecordComponents())
      try {
        field.getAccessor().setAccessible(true);
        String one = text(field.getAccessor().invoke(value));
        text.add("  " + field.getName() + ": " + one.replace("\n", "\n  "));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    return text.toString();
  }

  private static String array(Object array) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Array.getLength(array); i++) text.add(text(Array.get(array, i)));
    return text.toString();
  }

  private static String pixels(RandomAccessibleInterval<?> pixels) {
    StringBuilder text = new StringBuilder();
    for (long size : Intervals.dimensionsAsLongArray(pixels)) text.append(size).append(" x ");
    long sum = 0;
    for (Object pixel : Views.flatIterable(pixels))
      sum = 31 * sum + Double.hashCode(((RealType<?>) pixel).getRealDouble());
    return text + "pixels " + sum;
  }
}
