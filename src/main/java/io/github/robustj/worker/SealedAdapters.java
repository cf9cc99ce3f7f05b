package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.stream.Stream;

/** A value of a sealed interface as an object of one key: the name of the value's own class. */
final class SealedAdapters implements TypeAdapterFactory {

  @Override
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<? super T> raw = type.getRawType();
    return raw.isInterface() && raw.isSealed() ? of(gson, raw) : null;
  }

  private static <T> TypeAdapter<T> of(Gson gson, Class<? super T> sealed) {
    return new TypeAdapter<>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        out.beginObject().name(value.getClass().getSimpleName());
        write(gson.getAdapter(TypeToken.get(value.getClass())), out, value);
        out.endObject();
      }

      @SuppressWarnings("unchecked")
      private <V> void write(TypeAdapter<V> own, JsonWriter out, Object value) throws IOException {
        own.write(out, (V) value);
      }

      @Override
      @SuppressWarnings("unchecked")
      public T read(JsonReader in) throws IOException {
        in.beginObject();
        Class<?> own = permitted(sealed, in.nextName());
        T value = (T) gson.getAdapter(own).read(in);
        in.endObject();
        return value;
      }
    };
  }

  private static Class<?> permitted(Class<?> sealed, String name) {
    return Stream.of(sealed.getPermittedSubclasses())
        .filter(type -> type.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new JsonParseException(sealed + " has no " + name));
  }
}
