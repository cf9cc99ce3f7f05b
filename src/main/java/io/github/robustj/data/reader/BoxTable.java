package io.github.robustj.data.reader;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code boxes.csv}: a row per box with {@code image}, {@code class} and either {@code
 * left,top,right,bottom} (or {@code xmin,ymin,xmax,ymax}) or {@code x,y,width,height} of its upper
 * left corner, in pixels. A row with an image alone, the other cells empty, says that it shows no
 * object. Headings may be in upper or lower case, and other tools' names are known. Other columns
 * are passed over.
 */
final class BoxTable {

  static final String FILE = "boxes.csv";

  /** The names that tools give to the column of the images. */
  static final List<String> IMAGE = List.of("image", "filename", "file_name", "file", "image_id");

  /** The names that tools give to the column of the classes. */
  static final List<String> CLASS = List.of("class", "label", "category", "name");

  private static final List<List<String>> EDGES =
      List.of(List.of("left", "top", "right", "bottom"), List.of("xmin", "ymin", "xmax", "ymax"));
  private static final List<String> SIZE = List.of("x", "y", "width", "height");

  private final CsvTable table;
  private final int image;
  private final int label;
  private final List<String> columns;

  private BoxTable(CsvTable table, List<String> columns) {
    this.table = table;
    this.image = table.column(IMAGE);
    this.label = table.column(CLASS);
    this.columns = columns;
  }

  /**
   * The objects by the image's name without extension.
   *
   * @throws RobustJException if the table is damaged, lacks a column, or a box has no class or
   *     lacks a number
   */
  static Map<String, List<BoxedObject>> read(Path file) {
    CsvTable table = CsvTable.read(file);
    List<String> columns =
        EDGES.stream().filter(table::has).findFirst().orElse(table.has(SIZE) ? SIZE : List.of());
    if (columns.isEmpty() || table.column(IMAGE) < 0 || table.column(CLASS) < 0)
      throw new RobustJException(
          "%s has the columns %s, but image,class,left,top,right,bottom or image,class,x,y,width,height were expected."
              .formatted(file, table.columns()));
    return new BoxTable(table, columns).objects();
  }

  private Map<String, List<BoxedObject>> objects() {
    Map<String, List<BoxedObject>> objects = new TreeMap<>();
    for (List<String> row : table.rows()) {
      List<BoxedObject> its =
          objects.computeIfAbsent(Names.named(row.get(image)), name -> new ArrayList<>());
      if (!isWithout(row)) its.add(object(row));
    }
    return objects;
  }

  private boolean isWithout(List<String> row) {
    return row.get(label).isEmpty()
        && columns.stream().allMatch(c -> row.get(table.column(c)).isEmpty());
  }

  private BoxedObject object(List<String> row) {
    double[] n = new double[4];
    for (int i = 0; i < 4; i++) n[i] = number(row, columns.get(i));
    Box box =
        columns == SIZE
            ? new Box(n[0], n[1], n[0] + n[2], n[1] + n[3])
            : new Box(n[0], n[1], n[2], n[3]);
    if (row.get(label).isEmpty()) throw incomplete(row, "class");
    return BoxedObject.drawn(row.get(label), box);
  }

  private double number(List<String> row, String column) {
    return table.number(row, table.column(column)).orElseThrow(() -> incomplete(row, column));
  }

  private RobustJException incomplete(List<String> row, String column) {
    return new RobustJException(
        "%s has a box in %s without %s; complete the row, or empty it but for the image if that shows no object."
            .formatted(table.file(), Excerpt.of(row.get(image)), column));
  }
}
