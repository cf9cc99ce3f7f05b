package io.github.robustj.data.reader.landmark;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.data.Numbers;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.TextFile;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Landmarks as tpsDig and other programs of morphometrics write them (Rohlf 2015): for each image
 * {@code LM=3}, as many lines {@code x y}, and {@code IMAGE=name} or else {@code ID=name}. Curves
 * are passed over, and so is {@code SCALE}, which has no unit. The landmarks are called L1, L2 and
 * so on.
 */
final class TpsFile {

  private static final List<String> ENDINGS = List.of(".tps");

  static final LandmarkTable.OneFile FORMAT =
      new LandmarkTable.OneFile(
          (root, images) ->
              Stream.of(root, images).flatMap(f -> FolderFiles.with(f, ENDINGS).stream()).toList(),
          file -> FolderFiles.hasOne(file, ENDINGS),
          TpsFile::read,
          YOrigin.BOTTOM);

  private static final String POINTS = "LM";

  private TpsFile() {}

  /**
   * @throws RobustJException if the file cannot be read or is damaged, an image has no name or
   *     stands there twice, or images differ in the number of landmarks
   */
  static LandmarkTable read(Path file) {
    Reader reader = new Reader(file, TextFile.lines(file));
    Map<String, Marks> marks = new LinkedHashMap<>();
    int count = -1;
    while (reader.hasNext()) {
      Specimen specimen = reader.specimen(marks.size() + 1);
      if (count < 0) count = specimen.points.size();
      if (specimen.points.size() != count)
        throw new RobustJException(
            "%s has %d landmarks for %s but %d for the first image; all images need the same."
                .formatted(file, specimen.points.size(), Excerpt.of(specimen.name), count));
      if (marks.put(Names.named(specimen.name), marks(specimen)) != null)
        throw new RobustJException(
            "%s has the image %s twice; keep one of them."
                .formatted(file, Excerpt.of(specimen.name)));
    }
    if (count < 1)
      throw new RobustJException(
          "%s has no landmark; LM=3 and three lines x y were expected; add them or give another file."
              .formatted(file));
    return new LandmarkTable(names(count), marks);
  }

  private record Specimen(String name, List<Landmark> points) {}

  private static Marks marks(Specimen specimen) {
    Map<String, Landmark> points = new LinkedHashMap<>();
    for (Landmark point : specimen.points) points.put("L" + (points.size() + 1), point);
    return new Marks(points, OptionalDouble.empty());
  }

  private static List<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "L" + i).toList();
  }

  /** Goes through the lines of a file. */
  private static final class Reader {

    private final Path file;
    private final List<String> lines;
    private int at;

    Reader(Path file, List<String> lines) {
      this.file = file;
      this.lines = lines;
    }

    boolean hasNext() {
      return at < lines.size();
    }

    Specimen specimen(int number) {
      if (!key().equals(POINTS)) throw wrong("LM= and a number of landmarks");
      int count = Numbers.whole(value()).orElseThrow(() -> wrong("LM= and a number of landmarks"));
      at++;
      List<Landmark> points = new ArrayList<>();
      for (int i = 0; i < count; i++) points.add(point());
      String image = "";
      String id = "";
      boolean curve = false;
      for (; hasNext() && !key().equals(POINTS); at++) {
        if (key().isEmpty() && !curve) throw wrong("as many landmarks as LM= says, and then a key");
        if (!key().isEmpty()) curve = key().equals("POINTS");
        if (key().equals("IMAGE")) image = value();
        if (key().equals("ID")) id = value();
        if (key().equals("LM3")) throw wrong("landmarks of two coordinates");
      }
      String name = image.isEmpty() ? id : image;
      if (!name.isEmpty()) return new Specimen(name, points);
      throw new RobustJException(
          "%s has neither IMAGE= nor ID= for its entry %d; add the name of its image."
              .formatted(file, number));
    }

    private Landmark point() {
      if (!hasNext())
        throw new RobustJException(
            "%s is cut off: it ends before its last landmark; copy it again.".formatted(file));
      String[] numbers = lines.get(at).split("[ \t]+", 3);
      OptionalDouble x = Numbers.finite(numbers[0]);
      OptionalDouble y = numbers.length == 2 ? Numbers.finite(numbers[1]) : OptionalDouble.empty();
      if (x.isEmpty() || y.isEmpty()) throw wrong("the x and y of a landmark");
      at++;
      return Landmark.at(x.getAsDouble(), y.getAsDouble());
    }

    /** What stands before {@code =}, in upper case; empty in a line of numbers. */
    private String key() {
      String line = lines.get(at);
      int equals = line.indexOf('=');
      return equals < 0 ? "" : line.substring(0, equals).strip().toUpperCase(Locale.ROOT);
    }

    private String value() {
      return lines.get(at).substring(lines.get(at).indexOf('=') + 1).strip();
    }

    private RobustJException wrong(String expected) {
      return new RobustJException(
          "%s has the line \"%s\", but %s was expected, as tpsDig writes it; correct it."
              .formatted(file, Excerpt.of(lines.get(at)), expected));
    }
  }
}
