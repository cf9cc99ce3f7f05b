package io.github.robustj.data.reader.landmark;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.CsvTable;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * {@code landmarks.csv}: the column {@code image}, then {@code NAME_x,NAME_y} for each landmark in
 * pixels, empty where it was not set, and optionally {@code pixel_size_mm}. The wide tables of
 * morphometrics, {@code id,X1,Y1,X2,Y2}, are read too; their landmarks are called L1, L2 and so on.
 * Headings may be in upper or lower case. Where {@code NAME_visible} (or {@code NAME_v}) is 0, the
 * point was not set. Other columns are passed over, but those that look like landmarks are refused.
 *
 * @param names of the landmarks, in the order of the columns
 * @param marks by the image's name without extension
 */
record LandmarkTable(List<String> names, Map<String, Marks> marks) {

  static final String FILE = "landmarks.csv";

  /** The names that tools give to the column of the images. */
  private static final List<String> IMAGE =
      List.of("image", "filename", "file_name", "file", "image_id", "id");

  /**
   * A format that has the points of all images in one file.
   *
   * @param find the files in the folder of a data set and in that of its images
   * @param takes whether any other file is of this format
   * @param usual where y is counted from
   */
  record OneFile(
      BiFunction<Path, Path, List<Path>> find,
      Predicate<Path> takes,
      Function<Path, LandmarkTable> read,
      YOrigin usual) {}

  static final OneFile FORMAT =
      new OneFile(
          (root, images) -> FolderFiles.named(root, FILE).stream().toList(),
          file ->
              FolderFiles.hasOne(file, List.of(".csv")) && CsvTable.read(file).column(IMAGE) >= 0,
          LandmarkTable::read,
          YOrigin.TOP);

  private static final String PIXEL_SIZE = "pixel_size_mm";
  private static final String X = "_x";
  private static final String Y = "_y";
  private static final List<String> VISIBLE = List.of("_visible", "_visibility", "_v");

  /** What has an x and a y without being a point. */
  private static final List<String> NO_POINTS =
      List.of(
          "size",
          "image_size",
          "pixel_size",
          "voxel_size",
          "spacing",
          "pixel_spacing",
          "resolution",
          "scale",
          "shape",
          "dpi");

  private static final List<String> UNITS =
      List.of("mm", "cm", "um", "\u00b5m", "inch", "px", "pixel", "pixels", "norm", "rel");

  /**
   * @throws RobustJException if the table is damaged, lacks a column, has an image twice, or one
   *     coordinate of a point without the other
   */
  static LandmarkTable read(Path file) {
    CsvTable table = CsvTable.read(file);
    int image = table.column(IMAGE);
    if (image < 0)
      throw new RobustJException(
          "%s has \"%s\" as its first column, but image was expected, then NAME_x,NAME_y for each landmark."
              .formatted(table.file(), Excerpt.of(table.heading().get(0))));
    List<Columns> columns = columns(table);
    Map<String, Marks> marks = new LinkedHashMap<>();
    for (List<String> row : table.rows())
      if (marks.put(Names.named(row.get(image)), marks(table, row, columns)) != null)
        throw new RobustJException(
            "%s has two rows for the image %s; keep one of them."
                .formatted(table.file(), Excerpt.of(row.get(image))));
    return new LandmarkTable(columns.stream().map(Columns::name).toList(), marks);
  }

  /**
   * Where a landmark stands.
   *
   * @param visible -1 if the table does not tell
   */
  private record Columns(String name, int x, int y, int visible) {}

  private static List<Columns> columns(CsvTable table) {
    List<Columns> columns = new ArrayList<>();
    for (int i = 0; i < table.heading().size(); i++) {
      String heading = table.heading().get(i);
      String lower = heading.toLowerCase(Locale.ROOT);
      requirePoint(table.file(), heading, lower);
      boolean isX = lower.endsWith(X) || isCounted(lower, 'x');
      if (!isX && !lower.endsWith(Y) && !isCounted(lower, 'y')) continue;
      int other = table.column(other(heading, isX));
      if (other < 0)
        throw new RobustJException(
            "%s has the column %s but no column %s; each landmark needs both."
                .formatted(table.file(), Excerpt.of(heading), Excerpt.of(other(heading, isX))));
      String name = name(heading, lower);
      if (isX) columns.add(new Columns(name, i, other, table.column(visible(name))));
    }
    if (!columns.isEmpty()) return columns;
    throw new RobustJException(
        "%s has no landmark: columns such as nose_x,nose_y were expected after image."
            .formatted(table.file()));
  }

  private static List<String> visible(String name) {
    return VISIBLE.stream().map(ending -> name + ending).toList();
  }

  /** A column that only looks like a landmark's, or is one in another unit. */
  private static void requirePoint(Path file, String heading, String lower) {
    boolean size = NO_POINTS.stream().anyMatch(name -> lower.equals(name + X));
    if (size || UNITS.stream().anyMatch(unit -> lower.endsWith(X + "_" + unit)))
      throw new RobustJException(
          "%s has the column %s, but landmarks stand in NAME_x,NAME_y in pixels and the size of a pixel in %s; rename or remove it and its y."
              .formatted(file, Excerpt.of(heading), PIXEL_SIZE));
  }

  /** {@code x1}, {@code x2} and so on. */
  private static boolean isCounted(String lower, char axis) {
    return lower.length() > 1
        && lower.charAt(0) == axis
        && Numbers.whole(lower.substring(1)).isPresent();
  }

  private static String name(String heading, String lower) {
    return lower.endsWith(X)
        ? heading.substring(0, heading.length() - X.length())
        : "L" + heading.substring(1);
  }

  /** The heading of the same landmark's other coordinate, in the case of this one. */
  private static String other(String heading, boolean isX) {
    int axis =
        isCounted(heading.toLowerCase(Locale.ROOT), isX ? 'x' : 'y') ? 0 : heading.length() - 1;
    boolean upper = Character.isUpperCase(heading.charAt(axis));
    String letter = isX ? "y" : "x";
    return heading.substring(0, axis)
        + (upper ? letter.toUpperCase(Locale.ROOT) : letter)
        + heading.substring(axis + 1);
  }

  private static Marks marks(CsvTable table, List<String> row, List<Columns> columns) {
    Map<String, Landmark> points = new LinkedHashMap<>();
    for (Columns landmark : columns) {
      if (landmark.visible >= 0 && isNo(row.get(landmark.visible))) continue;
      OptionalDouble x = table.number(row, landmark.x());
      OptionalDouble y = table.number(row, landmark.y());
      if (x.isPresent() != y.isPresent())
        throw new RobustJException(
            "%s has only one coordinate of %s in the row of %s; give both or leave both empty."
                .formatted(table.file(), Excerpt.of(landmark.name()), Excerpt.of(row.get(0))));
      if (x.isPresent()) points.put(landmark.name(), Landmark.at(x.getAsDouble(), y.getAsDouble()));
    }
    return new Marks(points, pixelSize(table, row));
  }

  private static boolean isNo(String cell) {
    return cell.equalsIgnoreCase("false") || Numbers.finite(cell).orElse(1) == 0;
  }

  private static OptionalDouble pixelSize(CsvTable table, List<String> row) {
    int column = table.column(PIXEL_SIZE);
    if (column < 0) return OptionalDouble.empty();
    OptionalDouble size = table.number(row, column);
    if (size.isEmpty() || size.getAsDouble() > 0) return size;
    throw new RobustJException(
        "%s has the %s %s in the row of %s, but a number above 0 was expected; leave it empty if it is not known."
            .formatted(table.file(), PIXEL_SIZE, row.get(column), Excerpt.of(row.get(0))));
  }
}
