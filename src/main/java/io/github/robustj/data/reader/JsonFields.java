package io.github.robustj.data.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.robustj.data.Box;
import io.github.robustj.data.Numbers;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An object of a JSON file, whose fields are asked for with a sentence ready. */
public record JsonFields(Path file, String format, JsonElement element) {

  /** Digits of a whole number, more than 64 bits have. */
  private static final int ID_DIGITS = 40;

  /**
   * The lists of a file's outermost object, item by item.
   *
   * @param names of the lists
   * @param format that the file should have, for messages
   * @throws RobustJException if the file is damaged or lacks a list
   */
  public static Map<String, List<JsonFields>> lists(Path file, Set<String> names, String format) {
    JsonFields root = new JsonFields(file, format, whole(file));
    if (!root.element.isJsonObject())
      throw new RobustJException(
          "%s is no JSON object with %s, as %s has it; export it again."
              .formatted(file, String.join(", ", names), format));
    Map<String, List<JsonFields>> lists = new HashMap<>();
    for (String name : names) {
      JsonElement list = root.element.getAsJsonObject().get(name);
      if (list == null) continue;
      if (!list.isJsonArray()) throw root.wrong(name, list, "a list");
      List<JsonFields> items = new ArrayList<>();
      for (JsonElement item : list.getAsJsonArray()) {
        if (!item.isJsonObject()) throw root.wrong(name, item, "an object for each item");
        items.add(new JsonFields(file, format, item));
      }
      lists.put(name, items);
    }
    for (String name : names)
      if (!lists.containsKey(name))
        throw new RobustJException(
            "%s has nothing for %s, but a list was expected, as %s has it."
                .formatted(file, name, format));
    return lists;
  }

  /** The keys of a file's outermost object; none if it is damaged or something else. */
  public static Set<String> keys(Path file) {
    try {
      return whole(file) instanceof JsonObject object ? object.keySet() : Set.of();
    } catch (RobustJException damaged) {
      // Whoever opens it says so; here it is only none of the files that were looked for.
      return Set.of();
    }
  }

  public static JsonElement whole(Path file) {
    try (JsonReader reader = new JsonReader(new StringReader(TextFile.content(file)))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonTree.read(reader, file);
      if (reader.peek() == JsonToken.END_DOCUMENT) return element;
      throw new MalformedJsonException("more than one value");
    } catch (JsonParseException
        | EOFException
        | MalformedJsonException
        | NumberFormatException
        | IllegalStateException e) {
      throw new RobustJException(
          "%s is damaged: it is not complete JSON; copy it again.".formatted(file), e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  /** Null where the file says nothing, or {@code null}. */
  public JsonElement value(String key) {
    JsonElement value = element.getAsJsonObject().get(key);
    return value == null || value.isJsonNull() ? null : value;
  }

  public JsonId id(String key) {
    if (value(key) instanceof JsonPrimitive primitive) {
      if (primitive.isString() && !primitive.getAsString().isBlank())
        return new JsonId(null, primitive.getAsString());
      if (primitive.isNumber() && primitive.getAsString().length() <= ID_DIGITS) {
        BigInteger whole = whole(primitive.getAsString());
        if (whole != null) return new JsonId(whole, null);
      }
    }
    throw wrong(key, value(key), "a whole number or a text");
  }

  /** Null for a fraction, and for a power of ten that no id is. */
  private static BigInteger whole(String number) {
    try {
      BigDecimal value = new BigDecimal(number);
      if (Math.abs((long) value.scale()) > ID_DIGITS) return null;
      return value.stripTrailingZeros().scale() > 0 ? null : value.toBigInteger();
    } catch (NumberFormatException e) {
      // Its exponent has too many digits.
      return null;
    }
  }

  public <T> T known(String key, Map<JsonId, T> all, String what) {
    T found = all.get(id(key));
    if (found != null) return found;
    throw new RobustJException(
        "%s has an annotation of the %s %s (a %s), which is not in its list; correct %s or add it there, as a number or a text in both places."
            .formatted(
                file,
                what,
                Excerpt.of(id(key)),
                id(key).number() == null ? "text" : "number",
                key));
  }

  public String text(String key) {
    if (value(key) instanceof JsonPrimitive primitive && !primitive.getAsString().isBlank())
      return primitive.getAsString();
    throw wrong(key, value(key), "a text");
  }

  /** Also 0 and 1; false where the file does not say. */
  public boolean flag(String key) {
    JsonElement value = value(key);
    if (value == null) return false;
    String text = value.isJsonPrimitive() ? value.getAsString() : "";
    if (text.equals("true") || text.equals("false")) return text.equals("true");
    double number = Numbers.finite(text).orElse(-1);
    if (number == 0 || number == 1) return number == 1;
    throw wrong(key, value, "0 or 1");
  }

  /** A whole number of pixels; 0 where the file does not say. */
  public int size(String key) {
    JsonElement value = value(key);
    if (value == null) return 0;
    double number = number(value, key, "a whole number of pixels");
    if (number == Math.rint(number) && number >= 0 && number <= Integer.MAX_VALUE)
      return (int) number;
    throw wrong(key, value, "a whole number of pixels");
  }

  /** Left, top, width and height. */
  public Box box(String key) {
    double[] b = new double[4];
    if (!(value(key) instanceof JsonArray array) || array.size() != b.length)
      throw wrong(key, value(key), "4 numbers");
    for (int i = 0; i < b.length; i++) b[i] = number(array.get(i), key, "4 numbers");
    return new Box(b[0], b[1], b[0] + b[2], b[1] + b[3]);
  }

  public double number(JsonElement value, String key, String expected) {
    String text = value.isJsonPrimitive() ? value.getAsString() : "";
    return Numbers.finite(text).orElseThrow(() -> wrong(key, value, expected));
  }

  public RobustJException wrong(String key, JsonElement given, String expected) {
    return new RobustJException(
        "%s has %s for %s, but %s was expected, as %s has it."
            .formatted(file, given == null ? "nothing" : Excerpt.of(given), key, expected, format));
  }

  /**
   * The id of something in a JSON file: a whole number of whatever size, or a text. Numbers come
   * before texts.
   *
   * @param number null for a text
   */
  public record JsonId(BigInteger number, String text) implements Comparable<JsonId> {

    @Override
    public int compareTo(JsonId other) {
      if (number != null && other.number != null) return number.compareTo(other.number);
      if (number == null && other.number == null) return text.compareTo(other.text);
      return number == null ? 1 : -1;
    }

    @Override
    public String toString() {
      return number == null ? text : number.toString();
    }
  }
}
