package io.github.robustj.packaging;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A tensor as an array of the lengths of its axes and, last, its values in Base64, four bytes each,
 * the lowest first: short, and the same bit for bit.
 */
final class Tensors extends TypeAdapter<Tensor> {

  @Override
  public void write(JsonWriter out, Tensor tensor) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * tensor.data().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(tensor.data());
    out.beginArray();
    for (int length : tensor.shape()) out.value(length);
    out.value(Base64.getEncoder().encodeToString(bytes.array()));
    out.endArray();
  }

  @Override
  public Tensor read(JsonReader in) throws IOException {
    List<Integer> shape = new ArrayList<>();
    in.beginArray();
    while (in.peek() == JsonToken.NUMBER) shape.add(in.nextInt());
    FloatBuffer values =
        ByteBuffer.wrap(Base64.getDecoder().decode(in.nextString()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    in.endArray();
    float[] data = new float[values.remaining()];
    values.get(data);
    return new Tensor(data, shape.stream().mapToInt(i -> i).toArray());
  }
}
