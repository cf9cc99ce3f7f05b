package io.github.robustj.data.reader;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code landmarks.csv}: the column {@code image}, then {@code NAME_x,NAME_y} for each landmark in
 * pixels, empty where it was not set, and optionally {@code pixel_size_mm}. Other columns are
 * passed over.
 *
 * @param names of the landmarks, in the order of the columns
 * @param marks by the image's name without extension
 */
record LandmarkTable(List<String> names, Map<String, Marks> marks) {

  static final String FILE = "landmarks.csv";
  static final String IMAGE = "image";
  private static final String PIXEL_SIZE = "pixel_size_mm";
  private static final String X = "_x";
  private static final String Y = "_y";

  /**
   * @throws RobustJException if the table is damaged, lacks a column, has an image twice, or one
   *     coordinate of a point without the other
   */
  static LandmarkTable read(Path file) {
    CsvTable table = CsvTable.read(file);
    if (table.column(IMAGE) != 0)
      throw new RobustJException(
          "%s has \"%s\" as its first column, but image was expected, then NAME_x,NAME_y for each landmark."
              .formatted(file, table.heading().get(0)));
    List<String> names = names(table);
    Map<String, Marks> marks = new LinkedHashMap<>();
    for (List<String> row : table.rows())
      if (marks.put(Names.stem(row.get(0)), marks(table, row, names)) != null)
        throw new RobustJException(
            "%s has two rows for the image %s; keep one of them.".formatted(file, row.get(0)));
    return new LandmarkTable(names, marks);
  }

  private static List<String> names(CsvTable table) {
    List<String> names =
        table.heading().stream()
            .filter(column -> column.endsWith(X))
            .map(column -> column.substring(0, column.length() - X.length()))
            .toList();
    for (String column : table.heading()) {
      String other =
          column.endsWith(X) || column.endsWith(Y)
              ? column.substring(0, column.length() - 1) + (column.endsWith(X) ? "y" : "x")
              : column;
      if (table.column(other) < 0)
        throw new RobustJException(
            "%s has the column %s but no column %s; each landmark needs both."
                .formatted(table.file(), column, other));
    }
    if (!names.isEmpty()) return names;
    throw new RobustJException(
        "%s has no landmark: columns such as nose_x,nose_y were expected after image."
            .formatted(table.file()));
  }

  private static Marks marks(CsvTable table, List<String> row, List<String> names) {
    Map<String, Landmark> points = new LinkedHashMap<>();
    for (String name : names) {
      OptionalDouble x = table.number(row, table.column(name + X));
      OptionalDouble y = table.number(row, table.column(name + Y));
      if (x.isPresent() != y.isPresent())
        throw new RobustJException(
            "%s has only one coordinate of %s in the row of %s; give both or leave both empty."
                .formatted(table.file(), name, row.get(0)));
      if (x.isPresent()) points.put(name, Landmark.at(x.getAsDouble(), y.getAsDouble()));
    }
    return new Marks(points, pixelSize(table, row));
  }

  private static OptionalDouble pixelSize(CsvTable table, List<String> row) {
    int column = table.column(PIXEL_SIZE);
    if (column < 0) return OptionalDouble.empty();
    OptionalDouble size = table.number(row, column);
    if (size.isEmpty() || size.getAsDouble() > 0) return size;
    throw new RobustJException(
        "%s has the %s %s in the row of %s, but a number above 0 was expected; leave it empty if it is not known."
            .formatted(table.file(), PIXEL_SIZE, row.get(column), row.get(0)));
  }
}
