package io.github.robustj.data.reader;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;

/** Lines of two cells, with a heading or without, separated as in {@link CsvTable}. */
public final class PairTable {

  private PairTable() {}

  /**
   * @param heading that a first line may have, in upper or lower case
   * @return two texts each, none of them empty
   * @throws RobustJException if the file cannot be read or a line is not of this form
   */
  static List<List<String>> read(Path file, List<String> heading) {
    return read(file, heading, CsvTable.rows(file).stream().map(PairTable::pair).toList());
  }

  /** The same where the second text may have commas in it without quotes. */
  public static List<List<String>> withOpenEnd(Path file, List<String> heading) {
    List<List<String>> pairs =
        CsvTable.rows(file).stream()
            .map(PairTable::pair)
            .map(row -> row.size() < 3 ? row : List.of(row.get(0), rest(row)))
            .toList();
    return read(file, heading, pairs);
  }

  /** Without the empty cells behind the second, as spreadsheets write them. */
  private static List<String> pair(List<String> row) {
    int end = row.size();
    while (end > 2 && row.get(end - 1).isEmpty()) end--;
    return row.subList(0, end);
  }

  private static String rest(List<String> row) {
    return String.join(", ", row.subList(1, row.size()));
  }

  private static List<List<String>> read(Path file, List<String> heading, List<List<String>> rows) {
    for (List<String> row : rows)
      if (row.size() != 2 || row.get(0).isEmpty() || row.get(1).isEmpty())
        throw new RobustJException(
            "%s has the line \"%s\", but each line must be %s."
                .formatted(file, Excerpt.of(String.join(",", row)), String.join(",", heading)));
    boolean headed =
        !rows.isEmpty()
            && rows.get(0).get(0).equalsIgnoreCase(heading.get(0))
            && rows.get(0).get(1).equalsIgnoreCase(heading.get(1));
    return headed ? rows.subList(1, rows.size()) : rows;
  }
}
