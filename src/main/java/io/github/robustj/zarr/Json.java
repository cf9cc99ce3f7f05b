package io.github.robustj.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An object in a file of metadata. What is asked for and is not there, or is something else, is a
 * sentence.
 *
 * @param file for the message
 */
record Json(Path file, JsonObject object) {

  private static final long LARGEST = 64 << 20;

  /**
   * @throws RobustJException if the file holds no object of JSON
   */
  static Json read(Path file) {
    try {
      if (Files.size(file) > LARGEST)
        throw ZarrFailure.damaged(file, "metadata of more than 64 MB were not expected");
      String text = new String(ChunkFiles.bytes(file), StandardCharsets.UTF_8);
      JsonElement json = JsonParser.parseString(text);
      if (json.isJsonObject()) return new Json(file, json.getAsJsonObject());
      throw ZarrFailure.damaged(file, "an object of JSON was expected");
    } catch (JsonParseException e) {
      throw ZarrFailure.damaged(file, "it is no JSON", e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  Json inside(JsonElement element, String what) {
    if (element.isJsonObject()) return new Json(file, element.getAsJsonObject());
    throw wrong(what, "an object");
  }

  Json inside(String key) {
    return inside(get(key), key);
  }

  /** Null of JSON where there is no such key. */
  JsonElement get(String key) {
    JsonElement value = object.get(key);
    return value == null ? JsonNull.INSTANCE : value;
  }

  String text(String key) {
    JsonElement value = get(key);
    if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isString())
      return value.getAsString();
    throw wrong(key, "a text");
  }

  String text(String key, String otherwise) {
    return get(key).isJsonNull() ? otherwise : text(key);
  }

  JsonArray list(String key) {
    if (get(key).isJsonArray()) return get(key).getAsJsonArray();
    throw wrong(key, "a list");
  }

  /** A list of whole numbers that are not negative. */
  long[] numbers(String key) {
    JsonArray list = list(key);
    long[] numbers = new long[list.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = number(list.get(i), key);
    return numbers;
  }

  long number(JsonElement value, String key) {
    try {
      if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
        BigDecimal number = new BigDecimal(value.getAsString());
        if (number.signum() >= 0 && Math.abs((long) number.scale()) < 30)
          return number.longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(key, "whole numbers from 0 to 2^63 - 1");
    }
    throw wrong(key, "whole numbers from 0 to 2^63 - 1");
  }

  RobustJException wrong(String key, String expected) {
    return ZarrFailure.damaged(
        file, "\"%s\" is %s, but %s was expected".formatted(key, Excerpt.of(get(key)), expected));
  }
}
