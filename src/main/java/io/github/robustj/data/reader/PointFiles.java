package io.github.robustj.data.reader;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One file of points per image: a table {@code name,x,y} ({@code .csv}), or point ROIs of ImageJ
 * ({@code .roi}, {@code .zip}), in {@code landmarks/} or beside the image.
 */
final class PointFiles {

  static final String FOLDER = "landmarks";
  private static final List<String> EXTENSIONS = List.of(".csv", ".zip", ".roi");
  private static final List<String> COLUMNS = List.of("name", "x", "y");

  private PointFiles() {}

  /** The file with the points of an image, if there is one. */
  static Optional<Path> of(Path root, Path image) {
    for (Path folder : List.of(root.resolve(FOLDER), image.toAbsolutePath().getParent()))
      for (String extension : EXTENSIONS) {
        Path file = folder.resolve(Names.stem(image) + extension);
        if (Files.isRegularFile(file)) return Optional.of(file);
      }
    return Optional.empty();
  }

  /**
   * The points in a file; a landmark that was not set stands in a table with empty cells.
   *
   * @param names receives the names of all landmarks
   * @throws RobustJException if the file is damaged or has a name twice
   */
  static Marks read(Path file, List<String> names) {
    if (!file.toString().endsWith(".csv")) {
      Map<String, Landmark> points = PointRois.read(file);
      names.addAll(points.keySet());
      return new Marks(points, OptionalDouble.empty());
    }
    return new Marks(inTable(file, names), OptionalDouble.empty());
  }

  private static Map<String, Landmark> inTable(Path file, List<String> names) {
    CsvTable table = CsvTable.read(file);
    if (!table.heading().equals(COLUMNS))
      throw new RobustJException(
          "%s has the columns %s, but name,x,y were expected."
              .formatted(file, String.join(",", table.heading())));
    Map<String, Landmark> points = new LinkedHashMap<>();
    for (List<String> row : table.rows()) {
      if (names.contains(row.get(0)))
        throw new RobustJException(
            "%s has the landmark %s twice; keep one of them.".formatted(file, row.get(0)));
      names.add(row.get(0));
      OptionalDouble x = table.number(row, 1);
      OptionalDouble y = table.number(row, 2);
      if (x.isPresent() != y.isPresent())
        throw new RobustJException(
            "%s has only one coordinate of %s; give both or leave both empty."
                .formatted(file, row.get(0)));
      if (x.isPresent()) points.put(row.get(0), Landmark.at(x.getAsDouble(), y.getAsDouble()));
    }
    return points;
  }
}
