package io.github.robustj.data.reader.box;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.TextFile;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The boxes of one image in YOLO's text format: a line {@code class x y width height} for each, the
 * class counted from 0, the centre and size as shares of the image's width and height.
 */
final class YoloText {

  private static final List<String> ENDINGS = List.of(".txt");

  static final BoxFormat FORMAT =
      new BoxFormat(
          "labels/ with .txt (YOLO)",
          ENDINGS,
          YoloText::labels,
          (places, images) -> found(places.get(0), images),
          "",
          null,
          null);

  /** A share may leave the image a little; a pixel coordinate is far above. */
  private static final double LARGEST = 2;

  /** A class, 14 numbers, and a score in results. */
  private static final int KITTI_FIELDS = 15;

  /** Fields of a line that are looked at; an outline may have thousands. */
  private static final int MOST_FIELDS = 32;

  private YoloText() {}

  private static List<Path> labels(Path root) {
    Path labels = root.resolve("labels");
    boolean some = FolderFiles.with(labels, ENDINGS).stream().anyMatch(file -> !isList(file));
    return some ? List.of(labels) : List.of();
  }

  private static BoxFormat.Found found(Path labels, SortedMap<String, Path> images) {
    List<String> names = names(labels.resolveSibling(""), labels);
    SortedMap<String, Path> texts = FolderFiles.byName(labels, ENDINGS);
    texts.values().removeIf(YoloText::isList);
    SortedMap<String, BoxMarks> marks = new TreeMap<>();
    SortedMap<String, Path> files = new TreeMap<>();
    for (String name : images.keySet()) {
      Path file = texts.get(name);
      if (file != null) marks.put(name, read(file, names));
      files.put(name, file == null ? labels.resolve(name + ".txt") : file);
    }
    List<String> warnings =
        new ArrayList<>(BoxFormat.without(images.size() - marks.size(), images.size(), labels));
    warnings.addAll(BoxFormat.withoutImage(texts, images));
    for (String name : images.keySet()) marks.putIfAbsent(name, BoxMarks.pixels(List.of()));
    return new BoxFormat.Found(names, marks, files, warnings);
  }

  /**
   * @param names of the classes by number; if empty, class 3 is called {@code class 3}
   * @throws RobustJException if the file cannot be read, a line is not of this form, or its class
   *     has no name
   */
  private static BoxMarks read(Path file, List<String> names) {
    List<BoxedObject> objects = new ArrayList<>();
    for (String line : TextFile.lines(file)) objects.add(object(file, line, names));
    return new BoxMarks(objects, true, 0, 0);
  }

  private static BoxedObject object(Path file, String line, List<String> names) {
    String[] fields = line.split("\\s+", MOST_FIELDS);
    if (fields.length != 5) throw wrong(file, line, hint(fields));
    double[] shares = new double[4];
    for (int i = 0; i < 4; i++) {
      shares[i] = Numbers.finite(fields[i + 1]).orElseThrow(() -> wrong(file, line, ""));
      if (Math.abs(shares[i]) > LARGEST)
        throw wrong(file, line, "; pixels are written in boxes.csv instead");
    }
    Box box = Box.around(shares[0], shares[1], shares[2], shares[3]);
    return BoxedObject.drawn(name(file, line, fields[0], names), box);
  }

  /** What a line of another form probably is. */
  private static String hint(String[] fields) {
    boolean word = Numbers.finite(fields[0]).isEmpty();
    if (word && (fields.length == KITTI_FIELDS || fields.length == KITTI_FIELDS + 1))
      return "; this is KITTI's format, which is not read: convert it to Pascal VOC, YOLO or boxes.csv";
    if (fields.length == 6) return "; a sixth number, such as a score, is not known";
    return fields.length > 6 ? "; outlines of segmentations are no boxes" : "";
  }

  /** What a class is called that has a number only. */
  private static String unnamed(int number) {
    return "class " + number;
  }

  private static String name(Path file, String line, String number, List<String> names) {
    int index =
        Numbers.whole(number)
            .filter(n -> n <= MOST)
            .orElseThrow(() -> wrong(file, line, "; the class is a whole number from 0"));
    if (names.isEmpty()) return unnamed(index);
    if (index < names.size()) return names.get(index);
    throw new RobustJException(
        "%s has the class %d, but only the classes 0 to %d have a name (%s); correct the line or add the name."
            .formatted(file, index, names.size() - 1, Excerpt.of(String.join(", ", names))));
  }

  private static RobustJException wrong(Path file, String line, String hint) {
    return new RobustJException(
        "%s has the line \"%s\", but class, x, y, width and height were expected, the last four as shares of the image from 0 to 1%s."
            .formatted(file, Excerpt.of(line), hint));
  }

  private static final List<String> LISTS = List.of("classes.txt", "obj.names");
  private static final List<String> YAML = List.of("data.yaml", "data.yml");

  /** Numbers of classes go up to here; a file with a higher one is damaged. */
  private static final int MOST = 100_000;

  /** Whether this text file holds names, not boxes. */
  private static boolean isList(Path file) {
    return LISTS.contains(file.getFileName().toString().toLowerCase(Locale.ROOT));
  }

  /**
   * In the order of the numbers; empty if the folder has no such file.
   *
   * @throws RobustJException if a file cannot be read, has no names, one of them twice, or an empty
   *     line between them, or two files disagree
   */
  static List<String> names(Path root, Path labels) {
    Map<Path, List<String>> found = new LinkedHashMap<>();
    for (Path folder : List.of(root, labels)) {
      for (String name : LISTS)
        FolderFiles.named(folder, name).ifPresent(f -> found.put(f, required(f, listed(f))));
      for (String name : YAML)
        FolderFiles.named(folder, name)
            .ifPresent(f -> found.put(f, required(f, YamlNames.of(f, TextFile.content(f)))));
    }
    if (found.isEmpty()) return List.of();
    Map.Entry<Path, List<String>> first = found.entrySet().iterator().next();
    for (Map.Entry<Path, List<String>> other : found.entrySet())
      if (!other.getValue().equals(first.getValue()))
        throw new RobustJException(
            "%s names the classes %s, but %s names them %s; keep the file that the numbers of the boxes are from."
                .formatted(
                    first.getKey(),
                    Excerpt.of(String.join(", ", first.getValue())),
                    other.getKey(),
                    Excerpt.of(String.join(", ", other.getValue()))));
    return first.getValue();
  }

  private static Map<Integer, String> listed(Path file) {
    Map<Integer, String> names = new TreeMap<>();
    int number = 0;
    for (String line : TextFile.content(file).lines().map(String::strip).toList()) {
      if (!line.isEmpty()) names.put(number, line);
      number++;
    }
    // An empty line would give every class below it a wrong number.
    for (int i = 0; i < names.size(); i++)
      if (!names.containsKey(i))
        throw new RobustJException(
            "%s has an empty line %d between its names, but one class per line was expected; remove it or name the class."
                .formatted(file, i + 1));
    return names;
  }

  /** A number that has no name is called after itself. */
  private static List<String> required(Path file, Map<Integer, String> names) {
    if (names.isEmpty())
      throw new RobustJException(
          "%s has no names of classes; list one per line, or below names: in %s."
              .formatted(file, YAML.get(0)));
    int last = names.keySet().stream().max(Integer::compare).orElseThrow();
    if (last > MOST)
      throw new RobustJException(
          "%s has a name for the class %d, but at most %d were expected; correct it."
              .formatted(file, last, MOST));
    List<String> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i <= last; i++) {
      all.add(names.getOrDefault(i, unnamed(i)));
      if (!seen.add(all.get(i)))
        throw new RobustJException(
            "%s names two classes %s; each needs a name of its own."
                .formatted(file, Excerpt.of(all.get(i))));
    }
    return List.copyOf(all);
  }
}
