package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.robustj.extension.SeededRandom;
import io.github.robustj.job.Job;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What calls carry beside values: tensors as a reference to a file, random numbers as their seed,
 * objects of RobustJ's open interfaces as a {@link Calls.Reference}.
 */
record ReferenceAdapters(Path folder, Calls calls) implements TypeAdapterFactory {

  /**
   * @param file name within the folder; taken once and then deleted
   */
  private record TensorFile(String file, int[] shape) {}

  /** How a type is written as another one that is written by itself. */
  private abstract static class As<V, T> extends TypeAdapter<V> {
    private final TypeAdapter<T> other;

    As(Gson gson, Class<T> other) {
      this.other = gson.getAdapter(other);
    }

    abstract T to(V value) throws IOException;

    abstract V from(T value) throws IOException;

    @Override
    public void write(JsonWriter out, V value) throws IOException {
      other.write(out, to(value));
    }

    @Override
    public V read(JsonReader in) throws IOException {
      return from(other.read(in));
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<? super T> raw = type.getRawType();
    if (raw == Tensor.class) return (TypeAdapter<T>) tensors(gson).nullSafe();
    if (raw == RandomGenerator.class) return (TypeAdapter<T>) seeds(gson).nullSafe();
    boolean open = raw.isInterface() && !raw.isSealed() && raw != Job.class;
    boolean ours = raw.getName().startsWith("io.github.robustj.") || raw == Runnable.class;
    return open && ours ? (TypeAdapter<T>) references(gson, raw).nullSafe() : null;
  }

  private TypeAdapter<Object> references(Gson gson, Class<?> type) {
    return new As<>(gson, Calls.Reference.class) {
      @Override
      Calls.Reference to(Object object) {
        return calls.reference(object);
      }

      @Override
      Object from(Calls.Reference reference) {
        return calls.object(reference, type);
      }
    };
  }

  private static TypeAdapter<RandomGenerator> seeds(Gson gson) {
    return new As<>(gson, Long.class) {
      @Override
      Long to(RandomGenerator random) {
        return random instanceof SeededRandom seeded ? seeded.seed() : random.nextLong();
      }

      @Override
      RandomGenerator from(Long seed) {
        return new SeededRandom(seed);
      }
    };
  }

  private TypeAdapter<Tensor> tensors(Gson gson) {
    return new As<>(gson, TensorFile.class) {
      @Override
      TensorFile to(Tensor tensor) throws IOException {
        ByteBuffer bytes =
            ByteBuffer.allocate(PixelFile.BYTES * tensor.data().length)
                .order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(tensor.data());
        TensorFile file = new TensorFile(UUID.randomUUID() + ".tensor", tensor.shape());
        Files.write(folder.resolve(file.file()), bytes.array());
        return file;
      }

      @Override
      Tensor from(TensorFile file) throws IOException {
        Path path = folder.resolve(file.file());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.nativeOrder());
        Files.delete(path);
        float[] data = new float[bytes.capacity() / PixelFile.BYTES];
        bytes.asFloatBuffer().get(data);
        return new Tensor(data, file.shape());
      }
    };
  }
}
