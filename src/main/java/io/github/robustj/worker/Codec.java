package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Job;
import io.github.robustj.worker.Adapters.ReferenceAdapters;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Jobs and their results as JSON. Any record of numbers, texts, paths, enumerations, collections,
 * optionals, other records and images of {@link PixelStore} can be written and read back as it was;
 * NaN and infinities are texts ({@code "NaN"}), images are references to files.
 */
final class Codec {

  /** The store of what this thread is writing or reading; null in between. */
  private static final ThreadLocal<PixelStore> STORE = new ThreadLocal<>();

  /**
   * Of all without calls, since making the adapters of a job takes ten times as long as their use.
   */
  private static final Gson SHARED = builder().create();

  private final Gson gson;
  private final PixelStore pixels;

  Codec(PixelStore pixels) {
    this.pixels = pixels;
    gson = SHARED;
  }

  /** That also writes what calls carry. */
  Codec(PixelFolder pixels, Calls calls) {
    this.pixels = pixels;
    gson =
        builder()
            .registerTypeAdapterFactory(new ReferenceAdapters(pixels.folder(), calls))
            .create();
  }

  private static GsonBuilder builder() {
    return new GsonBuilder()
        .registerTypeAdapterFactory(new Adapters(STORE::get))
        .serializeNulls()
        .disableHtmlEscaping();
  }

  /** One line of JSON, without the line's end. */
  String text(Object value) {
    return stored(() -> gson.toJson(value));
  }

  <T> T value(String text, Class<T> type) {
    return stored(() -> gson.fromJson(text, type));
  }

  JsonElement tree(Object value, Type type) {
    return stored(() -> gson.toJsonTree(value, type));
  }

  /**
   * @throws RobustJException if that is why a record of it cannot be made
   */
  <T> T value(JsonElement tree, Type type) {
    try {
      return stored(() -> gson.fromJson(tree, type));
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause())
        if (cause instanceof RobustJException said) throw said;
      throw e;
    }
  }

  /** A value may write another of a codec of its own, as a call made from within does. */
  private <T> T stored(Supplier<T> work) {
    PixelStore outer = STORE.get();
    STORE.set(pixels);
    try {
      return work.get();
    } finally {
      if (outer == null) STORE.remove();
      else STORE.set(outer);
    }
  }

  /** What a job gives back: the {@code R} of its class's {@code Job<R>}. */
  static Type resultType(Job<?> job) {
    return job instanceof Computed<?> computed
        ? resultType(computed.job())
        : resultType(job.getClass());
  }

  static Type resultType(Class<?> job) {
    return Stream.of(job.getGenericInterfaces())
        .filter(type -> type instanceof ParameterizedType p && p.getRawType() == Job.class)
        .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(job + " must implement Job<R> with a type for R"));
  }
}
