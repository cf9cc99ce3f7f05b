package io.github.robustj.data.reader.landmark;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.data.reader.CsvTable;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Names;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * One file of points per image: a table {@code name,x,y} ({@code .csv}), or point ROIs of ImageJ
 * ({@code .roi}, {@code .zip}), in {@code landmarks/} or beside the image.
 */
final class PointFiles {

  static final String FOLDER = "landmarks";
  private static final List<String> EXTENSIONS = List.of(".csv", ".zip", ".roi");
  private static final List<String> NAME = List.of("name", "landmark", "label");
  private static final List<String> PLACE = List.of("x", "y");

  /**
   * A format with files for each image.
   *
   * @param files of each image that has any, in the folder of a data set and beside the images
   * @param read the points in the files of an image; adds the names of all landmarks to the list
   */
  record PerImage(
      BiFunction<Path, SortedMap<String, Path>, Map<String, List<Path>>> files,
      BiFunction<List<Path>, List<String>, Marks> read) {}

  static final PerImage FORMAT =
      new PerImage(
          (root, images) -> {
            Map<String, List<Path>> files = new HashMap<>();
            images.forEach(
                (name, image) -> of(root, image).ifPresent(f -> files.put(name, List.of(f))));
            return files;
          },
          (files, names) -> read(files.get(0), names));

  private PointFiles() {}

  /**
   * The file with the points of an image, if there is one.
   *
   * @throws RobustJException if there are two
   */
  private static Optional<Path> of(Path root, Path image) {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(root.resolve(FOLDER), image.toAbsolutePath().getParent()))
      for (String extension : EXTENSIONS) {
        Path lower = folder.resolve(Names.stem(image) + extension);
        Path upper = folder.resolve(Names.stem(image) + extension.toUpperCase(Locale.ROOT));
        if (Files.isRegularFile(lower)) found.add(lower);
        else if (Files.isRegularFile(upper)) found.add(upper);
      }
    if (found.size() < 2) return found.stream().findFirst();
    throw new RobustJException(
        "%s has landmarks both in %s and in %s; keep one of them."
            .formatted(image, found.get(0), found.get(1)));
  }

  /** Any file of points in {@code landmarks/}. */
  static Optional<Path> first(Path root) {
    return FolderFiles.with(root.resolve(FOLDER), EXTENSIONS).stream().findFirst();
  }

  /** Names of files in {@code landmarks/} for which there is no image. */
  static SortedSet<String> withoutImage(Path root, SortedMap<String, Path> images) {
    SortedSet<String> unused = new TreeSet<>();
    for (Path file : FolderFiles.with(root.resolve(FOLDER), EXTENSIONS))
      if (!images.containsKey(Names.fileStem(file))) unused.add(file.getFileName().toString());
    return unused;
  }

  /**
   * The points in a file; a landmark that was not set stands in a table with empty cells.
   *
   * @param names receives the names of all landmarks
   * @throws RobustJException if the file is damaged or has a name twice
   */
  static Marks read(Path file, List<String> names) {
    if (!FolderFiles.hasOne(file, List.of(".csv"))) {
      Map<String, Landmark> points = PointRois.read(file);
      names.addAll(points.keySet());
      return new Marks(points, OptionalDouble.empty());
    }
    return new Marks(inTable(file, names), OptionalDouble.empty());
  }

  private static Map<String, Landmark> inTable(Path file, List<String> names) {
    CsvTable table = CsvTable.read(file);
    int name = table.column(NAME);
    if (name < 0 || !table.has(PLACE))
      throw new RobustJException(
          "%s has the columns %s, but name,x,y were expected; rename them."
              .formatted(file, table.columns()));
    Map<String, Landmark> points = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (List<String> row : table.rows()) {
      String landmark = row.get(name);
      if (!seen.add(landmark))
        throw new RobustJException(
            "%s has the landmark %s twice; keep one of them."
                .formatted(file, Excerpt.of(landmark)));
      names.add(landmark);
      OptionalDouble x = table.number(row, table.column(PLACE.get(0)));
      OptionalDouble y = table.number(row, table.column(PLACE.get(1)));
      if (x.isPresent() != y.isPresent())
        throw new RobustJException(
            "%s has only one coordinate of %s; give both or leave both empty."
                .formatted(file, Excerpt.of(landmark)));
      if (x.isPresent()) points.put(landmark, Landmark.at(x.getAsDouble(), y.getAsDouble()));
    }
    return points;
  }
}
