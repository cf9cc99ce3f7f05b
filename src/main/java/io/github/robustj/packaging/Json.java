package io.github.robustj.packaging;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import io.github.robustj.data.reader.JsonTree;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * JSON as this package writes it: keys and enumerations in lower_snake, times in ISO 8601, and
 * {@code null} for a number that is not finite, which JSON cannot write. Fields that are not known
 * are passed over.
 */
public final class Json {

  static final FieldNamingPolicy NAMES = FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES;

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(NAMES)
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .registerTypeAdapter(Double.class, new Number())
          .registerTypeAdapter(double.class, new Number())
          .registerTypeAdapter(Instant.class, new Time())
          .registerTypeAdapterFactory(new Words())
          .registerTypeAdapterFactory(new QuestionJson())
          .serializeNulls()
          .disableHtmlEscaping()
          .setPrettyPrinting()
          .create();

  private Json() {}

  static JsonElement tree(Object value) {
    return GSON.toJsonTree(value);
  }

  /**
   * @throws RuntimeException if the tree does not fit the type; gson wraps what a record's
   *     constructor throws
   */
  static <T> T value(JsonElement tree, Class<T> type) {
    return GSON.fromJson(tree, type);
  }

  static void write(Path file, JsonElement tree) {
    byte[] bytes = (GSON.toJson(tree) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(bytes));
  }

  /**
   * @throws RobustJException if the file cannot be read, is not complete JSON, or has a key twice
   */
  static JsonElement read(Path file) {
    if (!Files.isRegularFile(file))
      throw new RobustJException("There is no file " + file + "; check the path.");
    try (JsonReader reader = new JsonReader(new StringReader(Files.readString(file)))) {
      reader.setStrictness(Strictness.LENIENT);
      JsonElement tree = JsonTree.read(reader, file);
      if (reader.peek() != JsonToken.END_DOCUMENT)
        throw damaged(file, "it goes on behind its JSON", null);
      return tree;
    } catch (JsonParseException
        | CharacterCodingException
        | EOFException
        | MalformedJsonException
        | IllegalStateException e) {
      throw damaged(file, "it is not complete JSON", e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  static RobustJException damaged(Path file, String why, Throwable cause) {
    return new RobustJException(
        "%s is damaged: %s; copy it again or make it anew.".formatted(file, why), cause);
  }

  private static final class Number extends TypeAdapter<Double> {

    @Override
    public void write(JsonWriter out, Double value) throws IOException {
      out.value(value == null || !Double.isFinite(value) ? null : value);
    }

    @Override
    public Double read(JsonReader in) throws IOException {
      if (in.peek() != JsonToken.NULL) return in.nextDouble();
      in.nextNull();
      return Double.NaN;
    }
  }

  private static final class Time extends TypeAdapter<Instant> {

    @Override
    public void write(JsonWriter out, Instant value) throws IOException {
      out.value(value.toString());
    }

    @Override
    public Instant read(JsonReader in) throws IOException {
      return Instant.parse(in.nextString());
    }
  }

  /** Enumerations as lower_snake words. */
  private static final class Words implements TypeAdapterFactory {

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      Class<? super T> raw = type.getRawType();
      if (!raw.isEnum()) return null;
      return new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, T value) throws IOException {
          out.value(value.toString().toLowerCase(Locale.ROOT));
        }

        @Override
        @SuppressWarnings("unchecked")
        public T read(JsonReader in) throws IOException {
          String word = in.nextString();
          for (Object constant : raw.getEnumConstants())
            if (constant.toString().equalsIgnoreCase(word)) return (T) constant;
          throw new JsonParseException("\"" + word + "\" is not known at " + in.getPath());
        }
      };
    }
  }

  /**
   * Named numbers and texts; a number that was not measured is {@code null}.
   *
   * @throws RobustJException if the file cannot be written
   */
  public static void write(Path file, Map<String, ?> values) {
    write(file, tree(values));
  }
}
