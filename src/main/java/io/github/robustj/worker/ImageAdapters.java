package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import net.imglib2.RandomAccessibleInterval;

/** Images as a reference to their pixels in a file. */
record ImageAdapters(PixelFolder pixels) implements TypeAdapterFactory {

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    if (type.getRawType() != RandomAccessibleInterval.class) return null;
    TypeAdapter<PixelFile> reference = gson.getAdapter(PixelFile.class);
    return (TypeAdapter<T>)
        new TypeAdapter<RandomAccessibleInterval<?>>() {
          @Override
          public void write(JsonWriter out, RandomAccessibleInterval<?> image) throws IOException {
            reference.write(out, pixels.write(image));
          }

          @Override
          public RandomAccessibleInterval<?> read(JsonReader in) throws IOException {
            return pixels.take(reference.read(in));
          }
        };
  }
}
