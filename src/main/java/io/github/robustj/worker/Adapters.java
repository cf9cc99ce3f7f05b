package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.robustj.data.Annotation;
import io.github.robustj.extension.SeededRandom;
import io.github.robustj.job.Job;
import io.github.robustj.task.Prediction;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.worker.Calls.Reference;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;

/**
 * How {@link Codec} writes what is no record, text or collection.
 *
 * @param pixels the store of what is written or read at the moment
 */
record Adapters(Supplier<PixelStore> pixels) implements TypeAdapterFactory {

  /** Interfaces whose values are records of any room, written with the name of their class. */
  private static final Set<Class<?>> NAMED = Set.of(Job.class, Annotation.class, Prediction.class);

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    return (TypeAdapter<T>) find(gson, type);
  }

  private TypeAdapter<?> find(Gson gson, TypeToken<?> type) {
    Class<?> raw = type.getRawType();
    if (raw == RandomAccessibleInterval.class) return image(gson.getAdapter(PixelFile.class));
    if (raw == Optional.class) return optional(gson.getAdapter(TypeToken.get(inner(type))));
    if (NAMED.contains(raw)) return named(gson, Class::getName, name -> named(raw, name));
    if (raw.isInterface() && raw.isSealed())
      return named(gson, Class::getSimpleName, name -> permitted(raw, name));
    // As given, so that relative ones stay relative: both processes have one working directory.
    if (Path.class.isAssignableFrom(raw))
      return of((out, path) -> out.value(path.toString()), in -> Path.of(in.nextString()));
    if (raw == OptionalLong.class) return longs();
    if (raw == double.class || raw == Double.class)
      return number(Double::isFinite, Double::valueOf);
    if (raw == float.class || raw == Float.class) return number(Float::isFinite, Float::valueOf);
    return null;
  }

  private static Type inner(TypeToken<?> type) {
    return ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
  }

  /**
   * JSON does not know NaN and the infinities; finite numbers are written with as many digits as
   * give the same number back.
   */
  private static <N extends Number> TypeAdapter<N> number(
      Function<N, Boolean> finite, Function<String, N> parse) {
    return of(
        (out, value) -> {
          if (finite.apply(value)) out.value(value);
          else out.value(value.toString());
        },
        in -> parse.apply(in.nextString()));
  }

  /** Images as a reference to their pixels in a file. */
  private TypeAdapter<RandomAccessibleInterval<?>> image(TypeAdapter<PixelFile> reference) {
    return of(
        (out, image) -> reference.write(out, pixels.get().write(image)),
        in -> pixels.get().take(reference.read(in)));
  }

  /** {@link Optional} as its value or {@code null}. */
  private static <V> TypeAdapter<Optional<V>> optional(TypeAdapter<V> inner) {
    return of(
        (out, value) -> {
          if (value.isPresent()) inner.write(out, value.get());
          else out.nullValue();
        },
        in -> {
          if (in.peek() != JsonToken.NULL) return Optional.of(inner.read(in));
          in.nextNull();
          return Optional.empty();
        });
  }

  /** {@link OptionalLong} as its value or {@code null}. */
  private static TypeAdapter<OptionalLong> longs() {
    return of(
        (out, value) -> {
          if (value.isPresent()) out.value(value.getAsLong());
          else out.nullValue();
        },
        in -> {
          if (in.peek() != JsonToken.NULL) return OptionalLong.of(in.nextLong());
          in.nextNull();
          return OptionalLong.empty();
        });
  }

  /** An object of one key: the name of the value's own class. */
  private static TypeAdapter<Object> named(
      Gson gson, Function<Class<?>, String> name, Function<String, Class<?>> type) {
    return of(
        (out, value) -> {
          out.beginObject().name(name.apply(value.getClass()));
          write(gson.getAdapter(value.getClass()), out, value);
          out.endObject();
        },
        in -> {
          in.beginObject();
          Object value = gson.getAdapter(type.apply(in.nextName())).read(in);
          in.endObject();
          return value;
        });
  }

  @SuppressWarnings("unchecked")
  private static <V> void write(TypeAdapter<V> own, JsonWriter out, Object value)
      throws IOException {
    own.write(out, (V) value);
  }

  private static Class<?> named(Class<?> type, String name) {
    try {
      return Class.forName(name).asSubclass(type);
    } catch (ClassNotFoundException e) {
      throw new JsonParseException("there is no " + type.getSimpleName() + " " + name, e);
    }
  }

  private static Class<?> permitted(Class<?> sealed, String name) {
    return Stream.of(sealed.getPermittedSubclasses())
        .filter(type -> type.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new JsonParseException(sealed + " has no " + name));
  }

  interface Writing<T> {
    void write(JsonWriter out, T value) throws IOException;
  }

  interface Reading<T> {
    T read(JsonReader in) throws IOException;
  }

  static <T> TypeAdapter<T> of(Writing<T> writing, Reading<T> reading) {
    return new TypeAdapter<>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        writing.write(out, value);
      }

      @Override
      public T read(JsonReader in) throws IOException {
        return reading.read(in);
      }
    };
  }

  /**
   * What calls carry beside values: tensors as a reference to a file, random numbers as their seed,
   * objects of RobustJ's open interfaces as a {@link Calls.Reference}.
   */
  record ReferenceAdapters(Path folder, Calls calls) implements TypeAdapterFactory {

    /**
     * @param file name within the folder; taken once and then deleted
     */
    private record TensorFile(String file, int[] shape) {}

    @Override
    @SuppressWarnings("unchecked")
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      TypeAdapter<?> found = find(gson, type.getRawType());
      return found == null ? null : (TypeAdapter<T>) found.nullSafe();
    }

    private TypeAdapter<?> find(Gson gson, Class<?> raw) {
      if (raw == Tensor.class) return tensors(gson.getAdapter(TensorFile.class));
      if (raw == RandomGenerator.class)
        return Adapters.<RandomGenerator>of(
            (out, random) -> out.value(SeededRandom.of(random).seed()),
            in -> new SeededRandom(in.nextLong()));
      boolean open = raw.isInterface() && !raw.isSealed() && !NAMED.contains(raw);
      boolean ours = raw.getName().startsWith("io.github.robustj.") || raw == Runnable.class;
      return open && ours ? references(gson.getAdapter(Reference.class), raw) : null;
    }

    private TypeAdapter<Object> references(TypeAdapter<Reference> reference, Class<?> type) {
      return Adapters.of(
          (out, object) -> reference.write(out, calls.reference(object)),
          in -> calls.object(reference.read(in), type));
    }

    private TypeAdapter<Tensor> tensors(TypeAdapter<TensorFile> reference) {
      return Adapters.of(
          (out, tensor) -> reference.write(out, write(tensor)), in -> take(reference.read(in)));
    }

    private TensorFile write(Tensor tensor) throws IOException {
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * tensor.data().length).order(ByteOrder.nativeOrder());
      bytes.asFloatBuffer().put(tensor.data());
      TensorFile file = new TensorFile(UUID.randomUUID() + ".tensor", tensor.shape());
      Files.write(folder.resolve(file.file()), bytes.array());
      return file;
    }

    private Tensor take(TensorFile file) throws IOException {
      Path path = folder.resolve(file.file());
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.nativeOrder());
      Files.delete(path);
      float[] data = new float[bytes.capacity() / Float.BYTES];
      bytes.asFloatBuffer().get(data);
      return new Tensor(data, file.shape());
    }
  }
}
