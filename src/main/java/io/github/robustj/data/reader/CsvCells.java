package io.github.robustj.data.reader;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into rows of cells in one pass. Cells may be quoted; a quoted one may hold the
 * separator, line breaks and doubled quotes, each of which stands for one.
 */
final class CsvCells {

  private static final char QUOTE = '"';

  private final Path file;
  private final String text;
  private final char separator;
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> row = new ArrayList<>();
  private int at;

  private CsvCells(Path file, String text, char separator) {
    this.file = file;
    this.text = text;
    this.separator = separator;
  }

  /**
   * Rows whose cells are not all empty; cells without surrounding space.
   *
   * @param file for messages
   * @throws RobustJException if a quote is not closed
   */
  static List<List<String>> of(Path file, String text, char separator) {
    CsvCells cells = new CsvCells(file, text, separator);
    while (cells.at < text.length()) cells.cell();
    cells.endRow();
    return cells.rows;
  }

  private void cell() {
    int start = at;
    while (start < text.length() && (text.charAt(start) == ' ')) start++;
    boolean quoted = start < text.length() && text.charAt(start) == QUOTE;
    row.add((quoted ? quoted(start) : plain()).strip());
    if (at >= text.length()) return;
    if (text.charAt(at) != separator) endRow();
    at++;
    // A separator at the very end has an empty cell behind it.
    if (at == text.length() && text.charAt(at - 1) == separator) row.add("");
  }

  private String plain() {
    int start = at;
    while (at < text.length() && !ends(text.charAt(at))) at++;
    return text.substring(start, at);
  }

  private String quoted(int start) {
    StringBuilder cell = new StringBuilder();
    at = start + 1;
    while (true) {
      int end = text.indexOf(QUOTE, at);
      if (end < 0) throw open(start);
      cell.append(text, at, end);
      at = end + 1;
      if (at >= text.length() || text.charAt(at) != QUOTE) break;
      cell.append(QUOTE);
      at++;
    }
    return cell.append(plain()).toString();
  }

  private boolean ends(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private void endRow() {
    if (row.stream().anyMatch(cell -> !cell.isEmpty())) rows.add(row);
    row = new ArrayList<>();
  }

  private RobustJException open(int start) {
    return new RobustJException(
        "%s has a quotation mark that is not closed, at \"%s\"; close it or remove it."
            .formatted(
                file, Excerpt.of(text.substring(start, Math.min(text.length(), start + 40)))));
  }
}
