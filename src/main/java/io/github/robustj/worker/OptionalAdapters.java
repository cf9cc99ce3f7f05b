package io.github.robustj.worker;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

/** {@link Optional} as its value or {@code null}. */
final class OptionalAdapters implements TypeAdapterFactory {

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    if (type.getRawType() != Optional.class) return null;
    Type inner = ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
    return (TypeAdapter<T>) of(gson.getAdapter(TypeToken.get(inner)));
  }

  private static <V> TypeAdapter<Optional<V>> of(TypeAdapter<V> inner) {
    return new TypeAdapter<>() {
      @Override
      public void write(JsonWriter out, Optional<V> value) throws IOException {
        if (value.isPresent()) inner.write(out, value.get());
        else out.nullValue();
      }

      @Override
      public Optional<V> read(JsonReader in) throws IOException {
        if (in.peek() != JsonToken.NULL) return Optional.of(inner.read(in));
        in.nextNull();
        return Optional.empty();
      }
    };
  }
}
