package io.github.robustj.packaging;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a JSON tree lacks of a record. Gson makes a record of whatever is there, with {@code null}
 * or 0 for the rest, which nobody would notice before it is used.
 */
final class MissingPart {

  private MissingPart() {}

  /**
   * The first part that is missing, as {@code points[0].epsilon}; empty if the tree has all but
   * what is {@link Omissible}. A number that is {@code null} is there: it is none that is finite.
   * What has another type than it should is left to the parser.
   */
  static Optional<String> of(JsonElement tree, Class<? extends Record> type) {
    return of(tree, type, "");
  }

  private static Optional<String> of(JsonElement value, Type type, String path) {
    if (isNothing(value))
      return type == double.class || type == Double.class ? Optional.empty() : Optional.of(path);
    if (type instanceof ParameterizedType generic) return ofMany(value, generic, path);
    if (type instanceof Class<?> record && record.isRecord() && value instanceof JsonObject object)
      return ofRecord(object, record, path);
    return Optional.empty();
  }

  private static Optional<String> ofRecord(JsonObject object, Class<?> record, String path) {
    for (RecordComponent component : record.getRecordComponents()) {
      String key = key(record, component);
      JsonElement value = object.get(key);
      boolean mayLack =
          component.isAnnotationPresent(Omissible.class) || component.getType() == Optional.class;
      if (mayLack && isNothing(value)) continue;
      String place = path.isEmpty() ? key : path + "." + key;
      if (value == null) return Optional.of(place);
      Optional<String> missing = of(value, component.getGenericType(), place);
      if (missing.isPresent()) return missing;
    }
    return Optional.empty();
  }

  private static Optional<String> ofMany(JsonElement value, ParameterizedType type, String path) {
    Type[] inner = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) return of(value, inner[0], path);
    if (type.getRawType() == List.class && value instanceof JsonArray array)
      for (int i = 0; i < array.size(); i++) {
        Optional<String> missing = of(array.get(i), inner[0], path + "[" + i + "]");
        if (missing.isPresent()) return missing;
      }
    if (type.getRawType() == Map.class && value instanceof JsonObject object)
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        Optional<String> missing = of(entry.getValue(), inner[1], path + "." + entry.getKey());
        if (missing.isPresent()) return missing;
      }
    return Optional.empty();
  }

  private static boolean isNothing(JsonElement value) {
    return value == null || value.isJsonNull();
  }

  private static String key(Class<?> record, RecordComponent component) {
    try {
      return FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES.translateName(
          record.getDeclaredField(component.getName()));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
