package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import io.github.robustj.extension.SeededRandom;
import io.github.robustj.job.Job;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.worker.Calls.Reference;
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
    boolean open = raw.isInterface() && !raw.isSealed() && raw != Job.class;
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
