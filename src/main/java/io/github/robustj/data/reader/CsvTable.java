package io.github.robustj.data.reader;

import io.github.robustj.data.Numbers;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table with a heading, as a spreadsheet writes it: cells separated by commas, semicolons or
 * tabs, of which the heading has the most, or by what a first line {@code sep=;} names. Between
 * semicolons and tabs decimals may have a comma, if none has a point. Rows whose cells are all
 * empty are passed over.
 *
 * @param file that it was read from, for messages
 * @param rows as many cells each as the heading
 * @param decimalCommas whether {@code 1,5} is a number here
 */
public record CsvTable(
    Path file, List<String> heading, List<List<String>> rows, boolean decimalCommas) {

  private static final String SEPARATORS = ",;\t";
  private static final String SEPARATOR_LINE = "sep=";

  /**
   * @throws RobustJException if the file is empty, has no row, names a column twice, or a row has
   *     another number of cells
   */
  public static CsvTable read(Path file) {
    Cells cells = Cells.of(file);
    List<List<String>> rows = cells.rows;
    if (rows.isEmpty())
      throw new RobustJException(
          "%s is empty; a heading and a row per item were expected; fill it or remove it."
              .formatted(file));
    List<String> heading = withoutEmptyEnd(rows.get(0));
    requireDifferent(file, heading);
    List<List<String>> below = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size()))
      below.add(row(file, heading, rows.get(0).size(), row));
    if (below.isEmpty())
      throw new RobustJException(
          "%s has a heading but no row below it; add a row per item.".formatted(file));
    boolean commas =
        cells.separator != ','
            && below.stream().flatMap(List::stream).anyMatch(Numbers::hasDecimalComma);
    if (cells.separator != ',') requireNoThousands(file, heading, below, commas ? ',' : '.');
    return new CsvTable(file, heading, below, commas);
  }

  /** The place of a column, in upper or lower case; -1 if there is none. */
  public int column(String name) {
    int exact = heading.indexOf(name);
    if (exact >= 0) return exact;
    return IntStream.range(0, heading.size())
        .filter(i -> heading.get(i).equalsIgnoreCase(name))
        .findFirst()
        .orElse(-1);
  }

  /** The first of several names that the heading has; -1 if it has none. */
  public int column(List<String> names) {
    return names.stream().mapToInt(this::column).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  public boolean has(List<String> names) {
    return names.stream().allMatch(name -> column(name) >= 0);
  }

  /** The heading as it stands in a sentence. */
  public String columns() {
    return Excerpt.of(String.join(",", heading));
  }

  /**
   * The number in a cell; nothing if it is empty.
   *
   * @throws RobustJException if the cell holds something else
   */
  public OptionalDouble number(List<String> row, int column) {
    String cell = row.get(column);
    if (cell.isEmpty()) return OptionalDouble.empty();
    if (decimalCommas && cell.contains("."))
      throw noNumber(row, column, "elsewhere decimals have a comma; write all of them alike");
    boolean comma = decimalCommas && Numbers.hasDecimalComma(cell);
    OptionalDouble number = Numbers.finite(comma ? cell.replace(',', '.') : cell);
    if (number.isPresent()) return number;
    boolean other = cell.contains(",");
    throw noNumber(
        row, column, other ? "decimals are written with a point" : "leave it empty if missing");
  }

  private RobustJException noNumber(List<String> row, int column, String hint) {
    return new RobustJException(
        "%s has \"%s\" in the column %s of %s, but a number was expected; %s."
            .formatted(
                file,
                Excerpt.of(row.get(column)),
                Excerpt.of(heading.get(column)),
                Excerpt.of(row.get(0)),
                hint));
  }

  private record Cells(char separator, List<List<String>> rows) {

    static Cells of(Path file) {
      String text = TextFile.content(file);
      String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
      char separator = separatorOf(first);
      int start = isSeparatorLine(first) ? text.indexOf(first) + first.length() : 0;
      try {
        return new Cells(separator, Csv.read(text.substring(start), separator));
      } catch (IllegalArgumentException e) {
        throw new RobustJException(
            "%s has %s; close it or remove it.".formatted(file, e.getMessage()), e);
      }
    }
  }

  private static char separatorOf(String first) {
    if (isSeparatorLine(first)) return first.charAt(SEPARATOR_LINE.length());
    char most = ',';
    for (char c : SEPARATORS.toCharArray()) if (count(first, c) > count(first, most)) most = c;
    return most;
  }

  private static boolean isSeparatorLine(String line) {
    return line.stripTrailing().length() <= SEPARATOR_LINE.length() + 1
        && line.length() > SEPARATOR_LINE.length()
        && line.toLowerCase(Locale.ROOT).startsWith(SEPARATOR_LINE);
  }

  private static long count(String line, char separator) {
    return line.chars().filter(c -> c == separator).count();
  }

  /**
   * In {@code 987; 1,234} the comma may separate thousands, and so may points in the tables of a
   * country whose decimals have commas: all of them have three digits behind, in a column of whole
   * numbers.
   */
  private static void requireNoThousands(
      Path file, List<String> heading, List<List<String>> rows, char mark) {
    for (int c = 0; c < heading.size(); c++) {
      int column = c;
      List<String> cells = rows.stream().map(row -> row.get(column)).toList();
      List<String> marked = cells.stream().filter(cell -> cell.indexOf(mark) >= 0).toList();
      boolean grouped = marked.stream().allMatch(cell -> isGrouped(cell, mark));
      boolean whole = cells.stream().anyMatch(cell -> Numbers.whole(cell).isPresent());
      if (!marked.isEmpty() && grouped && whole)
        throw new RobustJException(
            "%s has %s beside whole numbers in its column %s, so that it may be a thousand times as much; write numbers without separators of thousands, and decimals with a point between commas."
                .formatted(file, Excerpt.of(marked.get(0)), Excerpt.of(heading.get(c))));
    }
  }

  private static boolean isGrouped(String cell, char mark) {
    int at = cell.indexOf(mark);
    return at >= 1
        && at <= 3
        && cell.charAt(0) != '0'
        && cell.length() == at + 4
        && Numbers.whole(cell.substring(0, at) + cell.substring(at + 1)).isPresent();
  }

  private static void requireDifferent(Path file, List<String> heading) {
    Set<String> seen = new HashSet<>();
    for (String column : heading)
      if (!column.isEmpty() && !seen.add(column))
        throw new RobustJException(
            "%s has the column %s twice; rename or remove one of them."
                .formatted(file, Excerpt.of(column)));
  }

  /** Spreadsheets count columns that were in use once. */
  private static List<String> withoutEmptyEnd(List<String> row) {
    int end = row.size();
    while (end > 0 && row.get(end - 1).isEmpty()) end--;
    return List.copyOf(row.subList(0, end));
  }

  /**
   * @param written cells of the heading with the empty ones at its end; a row that has as many may
   *     end in empty ones, too, but in a longer one a decimal comma may have cut a number in two
   */
  private static List<String> row(Path file, List<String> heading, int written, List<String> row) {
    boolean emptyEnd = row.size() == written && withoutEmptyEnd(row).size() <= heading.size();
    List<String> cells = emptyEnd ? row.subList(0, heading.size()) : row;
    if (cells.size() == heading.size()) return List.copyOf(cells);
    throw new RobustJException(
        "%s has %d cells in the row of %s but %d in its heading; every row needs one cell per column, and between commas decimals have a point, not a comma."
            .formatted(file, cells.size(), Excerpt.of(cells.get(0)), heading.size()));
  }

  /**
   * Lines of two cells, with a heading or without, and none of them empty.
   *
   * @param heading that a first line may have, in upper or lower case
   * @param openEnd whether the second text may have commas in it without quotes
   * @throws RobustJException if the file cannot be read or a line is not of this form
   */
  public static List<List<String>> pairs(Path file, List<String> heading, boolean openEnd) {
    List<List<String>> pairs = new ArrayList<>();
    for (List<String> row : Cells.of(file).rows) {
      List<String> pair = withoutEmptyEnd(row);
      if (openEnd && pair.size() > 2)
        pair = List.of(pair.get(0), String.join(", ", pair.subList(1, pair.size())));
      if (pair.size() != 2 || pair.get(0).isEmpty())
        throw new RobustJException(
            "%s has the line \"%s\", but each line must be %s."
                .formatted(file, Excerpt.of(String.join(",", row)), String.join(",", heading)));
      pairs.add(pair);
    }
    boolean headed =
        !pairs.isEmpty()
            && String.join(",", pairs.get(0)).equalsIgnoreCase(String.join(",", heading));
    return headed ? pairs.subList(1, pairs.size()) : pairs;
  }
}
