package io.github.robustj.data.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The boxes of many images in COCO's format: {@code images}, {@code categories} and {@code
 * annotations} with {@code bbox} (left, top, width, height in pixels) and {@code iscrowd}. Outlines
 * are not used.
 *
 * @param classes the names of the categories, by rising id
 * @param marks by the image's name without folder and extension
 */
record CocoJson(List<String> classes, SortedMap<String, BoxMarks> marks) {

  /**
   * @throws RobustJException if the file cannot be read, is damaged, or an annotation is of an
   *     unknown image or category or has no box
   */
  static CocoJson read(Path file) {
    Fields root = new Fields(file, parse(file));
    Map<Long, String> categories = new TreeMap<>();
    for (Fields category : root.list("categories"))
      categories.put(category.id("id"), category.text("name"));
    Map<Long, Fields> images = new LinkedHashMap<>();
    Map<Long, List<BoxedObject>> objects = new LinkedHashMap<>();
    for (Fields image : root.list("images")) {
      images.put(image.id("id"), image);
      objects.put(image.id("id"), new ArrayList<>());
    }
    for (Fields annotation : root.list("annotations"))
      annotation
          .known("image_id", objects, "image")
          .add(object(annotation, annotation.known("category_id", categories, "category")));
    return new CocoJson(List.copyOf(categories.values()), marks(file, images, objects));
  }

  private static JsonElement parse(Path file) {
    try {
      return JsonParser.parseString(TextFile.content(file));
    } catch (JsonParseException e) {
      throw new RobustJException(
          "%s is damaged: it is not complete JSON; copy it again.".formatted(file), e);
    }
  }

  private static BoxedObject object(Fields annotation, String name) {
    double[] b = annotation.numbers("bbox", 4);
    Role role = annotation.number("iscrowd", 0) == 1 ? Role.CROWD : Role.OBJECT;
    return new BoxedObject(name, new Box(b[0], b[1], b[0] + b[2], b[1] + b[3]), 1, role);
  }

  private static SortedMap<String, BoxMarks> marks(
      Path file, Map<Long, Fields> images, Map<Long, List<BoxedObject>> objects) {
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    images.forEach(
        (id, image) -> {
          String name = image.text("file_name").replaceFirst("^.*[/\\\\]", "");
          BoxMarks its =
              new BoxMarks(
                  objects.get(id),
                  false,
                  (int) image.number("width", 0),
                  (int) image.number("height", 0));
          if (marks.put(Names.stem(name), its) != null)
            throw new RobustJException(
                "%s has the image %s twice; keep one of them.".formatted(file, name));
        });
    return marks;
  }

  /** An object of the file, whose fields are asked for with a sentence ready. */
  private record Fields(Path file, JsonElement element) {

    List<Fields> list(String key) {
      List<Fields> list = new ArrayList<>();
      if (!(value(key) instanceof JsonArray array)) throw wrong(key, "a list");
      array.forEach(item -> list.add(new Fields(file, item)));
      return list;
    }

    long id(String key) {
      return (long) required(key, "a number");
    }

    <T> T known(String key, Map<Long, T> all, String what) {
      T found = all.get(id(key));
      if (found != null) return found;
      throw new RobustJException(
          "%s has an annotation of the %s %d, which is not in its list; correct %s or add it there."
              .formatted(file, what, id(key), key));
    }

    String text(String key) {
      if (value(key) != null && value(key).isJsonPrimitive()) return value(key).getAsString();
      throw wrong(key, "a text");
    }

    /** Zero or another number where the file does not say. */
    double number(String key, double otherwise) {
      return value(key) == null || value(key).isJsonNull() ? otherwise : required(key, "a number");
    }

    double[] numbers(String key, int count) {
      if (!(value(key) instanceof JsonArray array) || array.size() != count)
        throw wrong(key, count + " numbers");
      double[] numbers = new double[count];
      for (int i = 0; i < count; i++) numbers[i] = finite(array.get(i), key, count + " numbers");
      return numbers;
    }

    private double required(String key, String expected) {
      if (value(key) == null) throw wrong(key, expected);
      return finite(value(key), key, expected);
    }

    private double finite(JsonElement value, String key, String expected) {
      if (!value.isJsonPrimitive()) throw wrong(key, expected);
      return Numbers.finite(value.getAsString()).orElseThrow(() -> wrong(key, expected));
    }

    private JsonElement value(String key) {
      if (element instanceof JsonObject object) return object.get(key);
      throw new RobustJException(
          "%s has something else where COCO's format has an object with %s; export it as COCO again."
              .formatted(file, key));
    }

    private RobustJException wrong(String key, String expected) {
      String given = value(key) == null ? "nothing" : value(key).toString();
      return new RobustJException(
          "%s has %s for %s, but %s was expected, as COCO's format has it."
              .formatted(
                  file, given.length() > 60 ? given.substring(0, 60) : given, key, expected));
    }
  }
}
