package io.github.robustj.data.reader.box;

import com.google.gson.JsonElement;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.JsonFields;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * The boxes of many images in COCO's format: {@code images}, {@code categories} and {@code
 * annotations} with {@code bbox} (left, top, width, height in pixels) or else the bounds of {@code
 * segmentation}, and {@code iscrowd} (0, 1, true or false). Ids are whole numbers or texts.
 *
 * @param classes the names of the categories, by rising id
 * @param marks by the image's name without folder and extension
 */
record CocoJson(List<String> classes, SortedMap<String, BoxMarks> marks) {

  static final BoxFormat FORMAT =
      new BoxFormat(
          "a .json (COCO)",
          List.of(".json"),
          CocoJson::files,
          CocoJson::found,
          "",
          null,
          (file, classes, images) -> new CocoText(classes, images).write(file));

  private static final String IMAGES = "images";
  private static final String CATEGORIES = "categories";
  private static final String ANNOTATIONS = "annotations";

  /** Part of an area by which tools that round its sides or itself may be off. */
  private static final double AREA_ROUNDING = .001;

  /** In pixels; of outlines that are traced coarsely. */
  private static final double EDGE_ROUNDING = 3;

  /** Intersection over union of the box and the bounds of its outline. */
  private static final double SAME_OBJECT = .5;

  /** A single JSON file is taken for COCO's; of several, those that have its lists. */
  private static List<Path> files(Path root) {
    TreeSet<Path> files = new TreeSet<>();
    for (Path place : List.of(root, root.resolve("annotations"), root.resolve("images")))
      files.addAll(FolderFiles.with(place, List.of(".json")));
    if (files.size() < 2) return List.copyOf(files);
    List<Path> annotations = files.stream().filter(CocoJson::looksLikeOne).toList();
    return annotations.isEmpty() ? List.of(files.first()) : annotations;
  }

  /** A list of more images than are there is usual: that of the whole data set for a part of it. */
  private static BoxFormat.Found found(List<Path> places, SortedMap<String, Path> images) {
    TreeSet<String> classes = new TreeSet<>();
    List<String> names = new ArrayList<>();
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    for (Path place : places) {
      CocoJson json = read(place);
      json.classes().stream().filter(classes::add).forEach(names::add);
      for (String name : json.marks().keySet()) {
        Path other = files.put(name, place);
        if (other != null)
          throw new RobustJException(
              "Both %s and %s list the image %s; keep one of them."
                  .formatted(other, place, Excerpt.of(name)));
      }
      marks.putAll(json.marks());
    }
    TreeSet<String> absent = new TreeSet<>(marks.keySet());
    absent.removeAll(images.keySet());
    if (absent.size() == marks.size() && !absent.isEmpty())
      throw BoxFormat.noImage(files.get(absent.first()), absent.first(), images);
    TreeSet<String> others = new TreeSet<>(images.keySet());
    others.removeAll(marks.keySet());
    marks.keySet().removeAll(absent);
    files.keySet().removeAll(absent);
    String where = places.size() == 1 ? places.get(0).toString() : "the .json files";
    LeftOut left =
        new LeftOut()
            .add(
                absent,
                "image listed in %s that is not there".formatted(where),
                "images listed in %s that are not there".formatted(where))
            .add(
                others,
                "image not listed in %s".formatted(where),
                "images not listed in %s".formatted(where));
    return new BoxFormat.Found(names, marks, files, left.notes());
  }

  /**
   * @throws RobustJException if the file cannot be read, is damaged, an id stands twice in a list,
   *     or an annotation is of an unknown image or category or has no box
   */
  static CocoJson read(Path file) {
    Map<String, List<JsonFields>> lists =
        JsonFields.lists(file, Set.of(IMAGES, CATEGORIES, ANNOTATIONS), "COCO's format");
    Map<JsonFields.JsonId, String> categories = categories(file, lists.get(CATEGORIES));
    Map<JsonFields.JsonId, List<BoxedObject>> objects = new HashMap<>();
    Map<JsonFields.JsonId, JsonFields> images = new HashMap<>();
    for (JsonFields image : lists.get(IMAGES)) {
      if (images.put(image.id("id"), image) != null)
        throw twice(file, IMAGES, image.id("id").toString());
      objects.put(image.id("id"), new ArrayList<>());
    }
    for (JsonFields annotation : lists.get(ANNOTATIONS)) {
      JsonFields image = annotation.known("image_id", images, "image");
      String name = annotation.known("category_id", categories, "category");
      objects.get(image.id("id")).add(object(annotation, name, image));
    }
    requireSizes(file, lists.get(ANNOTATIONS));
    requireOutlined(file, lists.get(ANNOTATIONS));
    List<String> classes =
        categories.entrySet().stream()
            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .map(Map.Entry::getValue)
            .toList();
    return new CocoJson(classes, marks(file, lists.get(IMAGES), objects));
  }

  /** Whether a JSON file has images and annotations; false if it is damaged. */
  private static boolean looksLikeOne(Path file) {
    return JsonFields.keys(file).containsAll(Set.of(IMAGES, ANNOTATIONS));
  }

  private static Map<JsonFields.JsonId, String> categories(Path file, List<JsonFields> list) {
    Map<JsonFields.JsonId, String> categories = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (JsonFields category : list) {
      String name = category.text("name").strip();
      if (categories.put(category.id("id"), name) != null)
        throw twice(file, CATEGORIES, category.id("id").toString());
      if (!names.add(name)) throw twice(file, CATEGORIES, name);
    }
    return categories;
  }

  private static RobustJException twice(Path file, String list, String what) {
    return new RobustJException(
        "%s has %s twice in its list %s; each needs an id and a name of its own."
            .formatted(file, Excerpt.of(what), list));
  }

  /** Tools that write two corners as {@code bbox} give themselves away by the right area. */
  private static void requireSizes(Path file, List<JsonFields> annotations) {
    int corners = 0;
    int others = 0;
    for (JsonFields annotation : annotations) {
      if (annotation.value("bbox") == null || annotation.value("area") == null) continue;
      Box box = annotation.box("bbox");
      double area = annotation.number(annotation.value("area"), "area", "a number of pixels");
      Box asCorners = new Box(box.left(), box.top(), box.width(), box.height());
      if (!isAbout(area, asCorners.area())) others++;
      else if (!isAbout(area, box.area())) corners++;
    }
    if (corners > others)
      throw new RobustJException(
          "%s has the area of bbox taken for left, top, right and bottom in %d of its annotations, but bbox was expected to be left, top, width and height, as COCO's format has it; export it again."
              .formatted(file, corners));
  }

  /**
   * A box around something else than the outline that stands beside it is of another object, of an
   * image of another size, or in another order of its numbers; which of the two is right, nothing
   * says. Boxes may be larger than what is seen of an object, and rounded.
   */
  private static void requireOutlined(Path file, List<JsonFields> annotations) {
    for (JsonFields annotation : annotations) {
      if (annotation.value("bbox") == null) continue;
      Box box = annotation.box("bbox");
      Optional<Box> around = CocoOutline.around(annotation.value("segmentation"), annotation);
      if (around.isEmpty() || isAround(box, around.get())) continue;
      throw new RobustJException(
          "%s has an annotation (%s) with the box %s around an outline that lies within %s; correct one of the two, or remove segmentation."
              .formatted(
                  file,
                  annotation.value("id") == null ? "without id" : "id " + annotation.id("id"),
                  inWords(box),
                  inWords(around.get())));
    }
  }

  private static boolean isAround(Box box, Box outline) {
    double off =
        DoubleStream.of(
                box.left() - outline.left(),
                box.top() - outline.top(),
                box.right() - outline.right(),
                box.bottom() - outline.bottom())
            .map(Math::abs)
            .max()
            .getAsDouble();
    return off <= EDGE_ROUNDING || box.iou(outline) >= SAME_OBJECT;
  }

  private static String inWords(Box box) {
    return "left %.6g, top %.6g, right %.6g, bottom %.6g"
        .formatted(box.left(), box.top(), box.right(), box.bottom());
  }

  private static boolean isAbout(double area, double other) {
    return Math.abs(area - other) <= AREA_ROUNDING * area;
  }

  private static BoxedObject object(JsonFields annotation, String name, JsonFields image) {
    Role role = annotation.flag("iscrowd") ? Role.CROWD : Role.OBJECT;
    JsonElement outline = annotation.value("segmentation");
    boolean boxed = annotation.value("bbox") != null;
    return new BoxedObject(
        name,
        boxed ? annotation.box("bbox") : CocoOutline.bounds(outline, annotation, image),
        1,
        role);
  }

  private static SortedMap<String, BoxMarks> marks(
      Path file, List<JsonFields> images, Map<JsonFields.JsonId, List<BoxedObject>> objects) {
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    for (JsonFields image : images) {
      String name = image.text("file_name");
      BoxMarks its =
          new BoxMarks(
              objects.get(image.id("id")), false, image.size("width"), image.size("height"));
      if (marks.put(Names.named(name), its) != null)
        throw new RobustJException(
            "%s has the image %s twice; keep one of them.".formatted(file, Excerpt.of(name)));
    }
    return marks;
  }
}
