package io.github.robustj.data.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A value of a JSON file whose objects have each key once. JSON leaves open which one of two counts
 * (RFC 8259, section 4), and programs differ in it.
 */
public final class JsonTree {

  private JsonTree() {}

  /**
   * The next value.
   *
   * @param file it is of, for the message
   * @throws RobustJException if a key stands twice in an object
   * @throws IOException if it is not complete JSON, or nested more deeply than the reader allows
   */
  public static JsonElement read(JsonReader reader, Path file) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader, file);
      case BEGIN_ARRAY -> array(reader, file);
      default -> JsonParser.parseReader(reader);
    };
  }

  private static JsonArray array(JsonReader reader, Path file) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) array.add(read(reader, file));
    reader.endArray();
    return array;
  }

  private static JsonObject object(JsonReader reader, Path file) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (object.has(key))
        throw new RobustJException(
            "%s has the key %s twice in one object (%s); keep one of the two."
                .formatted(file, Excerpt.of(key), Excerpt.of(reader.getPath())));
      object.add(key, read(reader, file));
    }
    reader.endObject();
    return object;
  }
}
