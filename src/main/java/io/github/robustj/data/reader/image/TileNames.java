package io.github.robustj.data.reader.image;

import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tiles lie, by their names: {@code slide_r03_c12} has numbers of a row and a column, {@code
 * slide_y003_x012} too, or where they differ by whole tiles places of the first pixel. Numbers
 * count from the least that there is.
 */
final class TileNames {

  private static final Pattern ROW = number("row|r");
  private static final Pattern COLUMN = number("column|col|c");
  private static final Pattern Y = number("y");
  private static final Pattern X = number("x");

  private TileNames() {}

  private static Pattern number(String letters) {
    return Pattern.compile("(?i)(?<![a-z])(?:" + letters + ")[_-]?(\\d{1,9})(?!\\d)");
  }

  /** A row and a column, from 0. */
  record Place(int row, int column) {}

  /**
   * The tiles by their places.
   *
   * @param width of the tile in the upper left, {@code height} of it
   * @throws RobustJException if a name says no place, or two the same
   */
  static Map<Place, Path> places(Path folder, List<Path> files, int width, int height) {
    boolean letters = letters(files);
    Pattern rows = letters ? ROW : Y;
    Pattern columns = letters ? COLUMN : X;
    TreeSet<Integer> ys = new TreeSet<>();
    TreeSet<Integer> xs = new TreeSet<>();
    for (Path file : files) {
      ys.add(last(folder, file, rows));
      xs.add(last(folder, file, columns));
    }
    boolean pixels = !letters && isWhole(ys, height) && isWhole(xs, width);
    Map<Place, Path> places = new LinkedHashMap<>();
    for (Path file : files) {
      int row = (last(folder, file, rows) - ys.first()) / (pixels ? height : 1);
      int column = (last(folder, file, columns) - xs.first()) / (pixels ? width : 1);
      Path other = places.put(new Place(row, column), file);
      if (other != null)
        throw new RobustJException(
            "The tiles %s and %s have the same place by their names; keep one of them."
                .formatted(other, file.getFileName()));
    }
    return places;
  }

  /** The tile in the upper left by its name, which tells the size of all. */
  static Path first(Path folder, List<Path> files) {
    boolean letters = letters(files);
    TreeMap<Long, Path> sorted = new TreeMap<>();
    for (Path file : files) {
      long row = last(folder, file, letters ? ROW : Y);
      sorted.putIfAbsent(row << 32 | last(folder, file, letters ? COLUMN : X), file);
    }
    return sorted.firstEntry().getValue();
  }

  /** What most names have, so that the few that are no tiles are those that are named. */
  private static boolean letters(List<Path> files) {
    long letters = files.stream().filter(f -> has(f, ROW) && has(f, COLUMN)).count();
    return letters >= files.stream().filter(f -> has(f, Y) && has(f, X)).count();
  }

  private static boolean isWhole(TreeSet<Integer> places, int side) {
    return places.stream().allMatch(place -> (place - places.first()) % side == 0);
  }

  private static boolean has(Path file, Pattern pattern) {
    return pattern.matcher(file.getFileName().toString()).find();
  }

  private static int last(Path folder, Path file, Pattern pattern) {
    Matcher matcher = pattern.matcher(file.getFileName().toString());
    int number = -1;
    while (matcher.find()) number = Integer.parseInt(matcher.group(1));
    if (number >= 0) return number;
    throw new RobustJException(
        "%s has the tile %s, whose name says no place; names such as slide_r03_c12 (row, column) or slide_y2048_x512 (first pixel) were expected for all."
            .formatted(folder, file.getFileName()));
  }
}
