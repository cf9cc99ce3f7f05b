package io.github.robustj.data.reader;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * {@code boxes.csv}: a row per box with {@code image}, {@code class} and either {@code
 * left,top,right,bottom} (or {@code xmin,ymin,xmax,ymax}) or {@code x,y,width,height} of its upper
 * left corner, in pixels. A row with an image alone, the other cells empty, says that it shows no
 * object. Other columns are passed over.
 */
final class BoxTable {

  static final String FILE = "boxes.csv";
  private static final List<List<String>> EDGES =
      List.of(List.of("left", "top", "right", "bottom"), List.of("xmin", "ymin", "xmax", "ymax"));
  private static final List<String> SIZE = List.of("x", "y", "width", "height");

  private final CsvTable table;
  private final List<String> columns;

  private BoxTable(CsvTable table, List<String> columns) {
    this.table = table;
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
    Predicate<List<String>> complete = wanted -> table.heading().containsAll(wanted);
    List<String> columns =
        EDGES.stream().filter(complete).findFirst().orElse(complete.test(SIZE) ? SIZE : List.of());
    if (columns.isEmpty() || !complete.test(List.of("image", "class")))
      throw new RobustJException(
          "%s has the columns %s, but image,class,left,top,right,bottom or image,class,x,y,width,height were expected."
              .formatted(file, String.join(",", table.heading())));
    return new BoxTable(table, columns).objects();
  }

  private Map<String, List<BoxedObject>> objects() {
    Map<String, List<BoxedObject>> objects = new TreeMap<>();
    for (List<String> row : table.rows()) {
      List<BoxedObject> its =
          objects.computeIfAbsent(Names.stem(cell(row, "image")), image -> new ArrayList<>());
      if (!isWithout(row)) its.add(object(row));
    }
    return objects;
  }

  private boolean isWithout(List<String> row) {
    return cell(row, "class").isEmpty() && columns.stream().allMatch(c -> cell(row, c).isEmpty());
  }

  private BoxedObject object(List<String> row) {
    double[] n = new double[4];
    for (int i = 0; i < 4; i++) n[i] = number(row, columns.get(i));
    Box box =
        columns == SIZE
            ? new Box(n[0], n[1], n[0] + n[2], n[1] + n[3])
            : new Box(n[0], n[1], n[2], n[3]);
    if (cell(row, "class").isEmpty()) throw incomplete(row, "class");
    return BoxedObject.drawn(cell(row, "class"), box);
  }

  private double number(List<String> row, String column) {
    return table.number(row, table.column(column)).orElseThrow(() -> incomplete(row, column));
  }

  private String cell(List<String> row, String column) {
    return row.get(table.column(column));
  }

  private RobustJException incomplete(List<String> row, String column) {
    return new RobustJException(
        "%s has a box in %s without %s; complete the row, or empty it but for the image if that shows no object."
            .formatted(table.file(), cell(row, "image"), column));
  }
}
