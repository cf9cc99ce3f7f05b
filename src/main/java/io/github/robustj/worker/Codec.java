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
import java.util.stream.Stream;

/**
 * Jobs and their results as JSON. Any record of numbers, texts, paths, enumerations, collections,
 * optionals, other records and images of {@link PixelStore} can be written and read back as it was;
 * NaN and infinities are texts ({@code "NaN"}), images are references to files.
 */
final class Codec {

  private final Gson gson;

  Codec(PixelStore pixels) {
    gson = builder(pixels).create();
  }

  /** That also writes what calls carry. */
  Codec(PixelFolder pixels, Calls calls) {
    gson =
        builder(pixels)
            .registerTypeAdapterFactory(new ReferenceAdapters(pixels.folder(), calls))
            .create();
  }

  private static GsonBuilder builder(PixelStore pixels) {
    return new GsonBuilder()
        .registerTypeAdapterFactory(new Adapters(pixels))
        .serializeNulls()
        .disableHtmlEscaping();
  }

  /** One line of JSON, without the line's end. */
  String text(Object value) {
    return gson.toJson(value);
  }

  <T> T value(String text, Class<T> type) {
    return gson.fromJson(text, type);
  }

  JsonElement tree(Object value, Type type) {
    return gson.toJsonTree(value, type);
  }

  /**
   * @throws RobustJException if that is why a record of it cannot be made
   */
  <T> T value(JsonElement tree, Type type) {
    try {
      return gson.fromJson(tree, type);
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause())
        if (cause instanceof RobustJException said) throw said;
      throw e;
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
