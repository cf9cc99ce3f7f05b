package io.github.robustj.omezarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.zarr.ZarrGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the attributes of a group say in the words of OME; all of another kind is a sentence. */
final class Metadata {

  private final ZarrGroup group;
  private final JsonObject ome;

  private Metadata(ZarrGroup group, JsonObject ome) {
    this.group = group;
    this.ome = ome;
  }

  /** Version 0.5 has all in one attribute. */
  static Metadata of(ZarrGroup group) {
    JsonElement ome = group.attributes().get("ome");
    boolean inside = group.version() == 3 && ome != null && ome.isJsonObject();
    return new Metadata(group, inside ? ome.getAsJsonObject() : group.attributes());
  }

  static Metadata read(Path folder) {
    return of(ZarrGroup.open(folder));
  }

  ZarrGroup group() {
    return group;
  }

  boolean has(String key) {
    return ome.has(key);
  }

  JsonElement get(String key) {
    return get(ome, key);
  }

  /** Null of JSON where there is no such key. */
  static JsonElement get(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value == null ? JsonNull.INSTANCE : value;
  }

  JsonObject object(JsonElement element, String what) {
    if (element.isJsonObject()) return element.getAsJsonObject();
    throw wrong(what, element, "an object");
  }

  JsonArray list(JsonElement element, String what) {
    if (element.isJsonArray()) return element.getAsJsonArray();
    throw wrong(what, element, "a list");
  }

  List<JsonObject> objects(JsonElement element, String what) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonElement each : list(element, what)) objects.add(object(each, what));
    return objects;
  }

  String text(JsonObject object, String key) {
    return text(get(object, key), key);
  }

  String text(JsonElement value, String key) {
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString())
      return value.getAsString();
    throw wrong(key, value, "a text");
  }

  String text(JsonObject object, String key, String otherwise) {
    return get(object, key).isJsonNull() ? otherwise : text(object, key);
  }

  double[] numbers(JsonObject object, String key, int count) {
    JsonArray list = list(get(object, key), key);
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = number(list.get(i), key);
    if (numbers.length != count)
      throw wrong(key, list, "a number for each of %d axes".formatted(count));
    return numbers;
  }

  private double number(JsonElement element, String key) {
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
      double number = element.getAsDouble();
      if (Double.isFinite(number)) return number;
    }
    throw wrong(key, element, "a number");
  }

  RobustJException wrong(String key, JsonElement value, String expected) {
    return new RobustJException(
        "%s is damaged: \"%s\" is %s, but %s was expected; copy it again."
            .formatted(group.file(), key, Excerpt.of(value), expected));
  }
}
