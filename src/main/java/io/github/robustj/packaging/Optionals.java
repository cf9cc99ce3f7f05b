package io.github.robustj.packaging;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;

/** An optional value as itself, or {@code null} where there is none. */
final class Optionals implements TypeAdapterFactory {

  @Override
  @SuppressWarnings("unchecked")
  public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    if (type.getRawType() != Optional.class) return null;
    TypeToken<?> inner =
        TypeToken.get(((ParameterizedType) type.getType()).getActualTypeArguments()[0]);
    TypeAdapter<Object> value = (TypeAdapter<Object>) gson.getAdapter(inner);
    return (TypeAdapter<T>)
        new TypeAdapter<Optional<Object>>() {
          @Override
          public void write(JsonWriter out, Optional<Object> optional) throws IOException {
            if (optional == null || optional.isEmpty()) out.nullValue();
            else value.write(out, optional.get());
          }

          @Override
          public Optional<Object> read(JsonReader in) throws IOException {
            if (in.peek() != JsonToken.NULL) return Optional.of(value.read(in));
            in.nextNull();
            return Optional.empty();
          }
        };
  }
}
