package io.github.robustj.data.reader.box;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.CsvTable;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code boxes.csv}: a row per box with {@code image}, {@code class} and either {@code
 * left,top,right,bottom} or {@code x,y,width,height} of its upper left corner, in pixels. A row
 * with an image alone, the other cells empty, says that it shows no object. Beside edges, {@code
 * width} and {@code height} are those of the image, as TensorFlow's tables have them, or of the
 * box. Headings may be in upper or lower case, and other tools' names are known. Other columns are
 * passed over.
 */
final class BoxTable {

  private static final String FILE = "boxes.csv";

  static final BoxFormat FORMAT =
      new BoxFormat(
          FILE,
          List.of(".csv"),
          root -> FolderFiles.named(root, FILE).stream().toList(),
          (places, images) -> found(places.get(0), images),
          ".csv",
          BoxTable::one,
          (file, classes, images) -> BoxTableWriter.write(file, images));

  /** The names that tools give to the column of the images. */
  static final List<String> IMAGE =
      List.of("image", "filename", "file_name", "file", "image_id", "imageid");

  /** The names that tools give to the column of the classes. */
  static final List<String> CLASS = List.of("class", "label", "category", "name", "labelname");

  private static final List<List<String>> EDGES =
      List.of(
          List.of("left", "top", "right", "bottom"),
          List.of("xmin", "ymin", "xmax", "ymax"),
          List.of("x_min", "y_min", "x_max", "y_max"),
          List.of("x1", "y1", "x2", "y2"));

  /** ImageJ's table of results has the box beside the centre, which is called x and y there. */
  private static final List<List<String>> SIZES =
      List.of(
          List.of("bx", "by", "width", "height"),
          List.of("left", "top", "width", "height"),
          List.of("x", "y", "width", "height"));

  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";

  /** A rounded size may differ from its rounded edges by so many pixels. */
  private static final double ROUNDING = 1;

  private final CsvTable table;
  private final int image;
  private final int label;
  private final List<String> columns;
  private final Map<String, String> written = new HashMap<>();

  private BoxTable(CsvTable table, List<String> columns) {
    this.table = table;
    this.image = table.column(IMAGE);
    this.label = table.column(CLASS);
    this.columns = columns;
  }

  /**
   * The boxes by the image's name without extension.
   *
   * @throws RobustJException if the table is damaged, lacks a column, has two images or two sizes
   *     of one name, or a box has no class or lacks a number
   */
  static Map<String, BoxMarks> read(Path file) {
    CsvTable table = CsvTable.read(file);
    List<String> columns =
        Stream.concat(EDGES.stream(), SIZES.stream())
            .filter(table::has)
            .findFirst()
            .orElse(List.of());
    if (columns.isEmpty() || table.column(IMAGE) < 0 || table.column(CLASS) < 0)
      throw new RobustJException(
          "%s has the columns %s, but image,class,left,top,right,bottom or image,class,x,y,width,height were expected; rename them."
              .formatted(file, table.columns()));
    return new BoxTable(table, columns).marks();
  }

  private static BoxFormat.Found found(Path file, SortedMap<String, Path> images) {
    Map<String, BoxMarks> boxes = read(file);
    SortedMap<String, BoxMarks> marks = new TreeMap<>(boxes);
    SortedMap<String, Path> files = new TreeMap<>(images);
    for (String name : boxes.keySet())
      if (!images.containsKey(name)) throw BoxFormat.noImage(file, name, images);
    images.keySet().forEach(name -> marks.putIfAbsent(name, BoxMarks.pixels(List.of())));
    files.replaceAll((name, image) -> file);
    return new BoxFormat.Found(
        List.of(),
        marks,
        files,
        BoxFormat.without(images.size() - boxes.size(), images.size(), file));
  }

  private static BoxMarks one(Path file, Image image) {
    Map<String, BoxMarks> all = read(file);
    BoxMarks marks = all.get(image.name());
    if (marks == null)
      throw new RobustJException(
          "%s has no row for the image %s; add one, empty but for the name if it shows no object."
              .formatted(file, image.name()));
    // Whether numbers are pixels or shares is seen in the whole table.
    return BoxMarks.areShares(all.values()) ? marks.asShares() : marks;
  }

  private Map<String, BoxMarks> marks() {
    Map<String, List<BoxedObject>> objects = new TreeMap<>();
    for (List<String> row : table.rows()) {
      List<BoxedObject> its = objects.computeIfAbsent(name(row), name -> new ArrayList<>());
      if (!isWithout(row)) its.add(object(row));
    }
    Map<String, List<Integer>> images = imageSizes();
    Map<String, BoxMarks> marks = new TreeMap<>();
    objects.forEach(
        (name, its) -> {
          List<Integer> size = images.getOrDefault(name, List.of(0, 0));
          marks.put(name, new BoxMarks(its, false, size.get(0), size.get(1)));
        });
    return marks;
  }

  /** The case of a row; rows of one image may write its folder and extension, but all alike. */
  private String name(List<String> row) {
    String name = Names.named(row.get(image));
    String other = written.computeIfAbsent(name, n -> row.get(image));
    if (other.equals(row.get(image))) return name;
    throw new RobustJException(
        "%s has rows for %s and for %s, which both are the image %s here; keep one of them, or write its name alike in all rows."
            .formatted(
                table.file(), Excerpt.of(other), Excerpt.of(row.get(image)), Excerpt.of(name)));
  }

  /** Width and height of the images; none if the table does not tell them. */
  private Map<String, List<Integer>> imageSizes() {
    Map<String, List<Integer>> sizes = new HashMap<>();
    boolean known = !SIZES.contains(columns) && table.has(List.of(WIDTH, HEIGHT));
    if (!known || table.rows().stream().allMatch(this::tellsBox)) return sizes;
    for (List<String> row : table.rows()) {
      List<Integer> size = List.of(pixels(row, WIDTH), pixels(row, HEIGHT));
      List<Integer> other = sizes.put(name(row), size);
      if (other != null && !other.equals(size))
        throw new RobustJException(
            "%s has two sizes for the image %s (%d x %d and %d x %d) in its columns width and height; correct them, or remove both columns if they are none of the image's."
                .formatted(
                    table.file(),
                    Excerpt.of(row.get(image)),
                    other.get(0),
                    other.get(1),
                    size.get(0),
                    size.get(1)));
    }
    return sizes;
  }

  /** Whether width and height are those of the row's box, or not there. */
  private boolean tellsBox(List<String> row) {
    OptionalDouble width = table.number(row, table.column(WIDTH));
    OptionalDouble height = table.number(row, table.column(HEIGHT));
    if (isWithout(row) || width.isEmpty() || height.isEmpty()) return true;
    Box box = object(row).box();
    return Math.abs(box.width() - width.getAsDouble()) <= ROUNDING
        && Math.abs(box.height() - height.getAsDouble()) <= ROUNDING;
  }

  private int pixels(List<String> row, String column) {
    double pixels = table.number(row, table.column(column)).orElse(0);
    if (pixels == Math.rint(pixels) && pixels >= 0 && pixels <= Integer.MAX_VALUE)
      return (int) pixels;
    throw new RobustJException(
        "%s has the %s %s in the row of %s, but a whole number of pixels of the image was expected."
            .formatted(
                table.file(), column, row.get(table.column(column)), Excerpt.of(row.get(image))));
  }

  private boolean isWithout(List<String> row) {
    return row.get(label).isEmpty()
        && columns.stream().allMatch(c -> row.get(table.column(c)).isEmpty());
  }

  private BoxedObject object(List<String> row) {
    double[] n =
        columns.stream()
            .mapToDouble(
                c -> table.number(row, table.column(c)).orElseThrow(() -> incomplete(row, c)))
            .toArray();
    Box box =
        SIZES.contains(columns)
            ? new Box(n[0], n[1], n[0] + n[2], n[1] + n[3])
            : new Box(n[0], n[1], n[2], n[3]);
    if (row.get(label).isEmpty()) throw incomplete(row, "class");
    return BoxedObject.drawn(row.get(label), box);
  }

  private RobustJException incomplete(List<String> row, String column) {
    return new RobustJException(
        "%s has a box in %s without %s; complete the row, or empty it but for the image if that shows no object."
            .formatted(table.file(), Excerpt.of(row.get(image)), column));
  }
}
