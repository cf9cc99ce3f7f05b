package io.github.robustj.data.reader.landmark;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.TextFile;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text files of the ISBI 2015 cephalometric challenge (Wang et al. 2016): a folder per reader
 * with {@code NAME.txt} for each image, a line {@code x,y} in pixels per landmark, then lines of
 * single numbers (a classification), which are passed over. The readers' points are averaged; the
 * landmarks have no names there and are called L1, L2 and so on.
 */
final class CephalometricText {

  static final PointFiles.PerImage FORMAT =
      new PointFiles.PerImage((root, images) -> files(root), CephalometricText::read);

  private CephalometricText() {}

  /** All text files of a folder by the name of their image, one per reader, sorted by path. */
  private static Map<String, List<Path>> files(Path root) {
    try (Stream<Path> walk = Files.walk(root, 3)) {
      return walk.filter(file -> FolderFiles.hasOne(file, List.of(".txt")))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .collect(Collectors.groupingBy(Names::fileStem));
    } catch (IOException e) {
      throw ReadFailure.sentence(root, e);
    } catch (UncheckedIOException e) {
      throw ReadFailure.sentence(root, e.getCause());
    }
  }

  /**
   * @param files of all readers, at least one
   * @param names receives the names of all landmarks
   * @throws RobustJException if a file has no point, or the readers differ in the number of points
   */
  private static Marks read(List<Path> files, List<String> names) {
    List<List<double[]>> readers = files.stream().map(CephalometricText::points).toList();
    int count = readers.get(0).size();
    for (int r = 0; r < readers.size(); r++)
      if (readers.get(r).size() != count || count == 0)
        throw new RobustJException(
            "%s has %d points and %s has %d; each reader must mark the same landmarks, a line x,y for each."
                .formatted(files.get(0), count, files.get(r), readers.get(r).size()));
    Map<String, Landmark> points = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      names.add("L" + (i + 1));
      points.put("L" + (i + 1), Landmark.at(mean(readers, i, 0), mean(readers, i, 1)));
    }
    return new Marks(points, OptionalDouble.empty());
  }

  private static double mean(List<List<double[]>> readers, int point, int axis) {
    return readers.stream().mapToDouble(r -> r.get(point)[axis]).average().orElseThrow();
  }

  private static List<double[]> points(Path file) {
    List<double[]> points = new ArrayList<>();
    for (String line : TextFile.lines(file)) {
      String[] numbers = line.split(",", -1);
      if (numbers.length != 2) continue;
      OptionalDouble x = Numbers.finite(numbers[0]);
      OptionalDouble y = Numbers.finite(numbers[1]);
      if (x.isEmpty() || y.isEmpty())
        throw new RobustJException(
            "%s has the line \"%s\", but the numbers x,y of a point were expected; correct it."
                .formatted(file, Excerpt.of(line)));
      points.add(new double[] {x.getAsDouble(), y.getAsDouble()});
    }
    return points;
  }
}
