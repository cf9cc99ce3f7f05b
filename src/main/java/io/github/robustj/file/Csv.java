package io.github.robustj.file;

import io.github.robustj.error.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables as text: comma-separated values after RFC 4180, decimals with a point whatever the
 * computer's language, an empty field for NaN.
 */
public final class Csv {

  private static final char QUOTE = '"';

  private final String text;
  private final char separator;
  private final boolean ours;
  private int at;

  private Csv(String text, char separator, boolean ours) {
    this.text = text;
    this.separator = separator;
    this.ours = ours;
  }

  /** Lines end with CR LF; fields with a comma, quote or line break are quoted. */
  public static String write(List<List<String>> rows) {
    return rows.stream().map(row -> line(row) + "\r\n").collect(Collectors.joining());
  }

  /** A row without the end of its line. */
  public static String line(List<String> row) {
    return row.stream().map(Csv::field).collect(Collectors.joining(","));
  }

  /**
   * The rows of a table as {@link #write} writes it; lines may end with LF alone.
   *
   * @throws IllegalArgumentException if a quote is not closed or stands inside a bare field
   */
  public static List<List<String>> read(String text) {
    return new Csv(text, ',', true).rows();
  }

  /**
   * The rows of anybody's table whose cells are not all empty; cells without surrounding space, in
   * which a quote behind the first character is one.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  public static List<List<String>> read(String text, char separator) {
    List<List<String>> rows = new Csv(text, separator, false).rows();
    rows.removeIf(row -> row.stream().allMatch(String::isEmpty));
    return rows;
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    while (at < text.length()) rows.add(row());
    return rows;
  }

  private List<String> row() {
    List<String> row = new ArrayList<>();
    do row.add(ours ? cell() : cell().strip());
    while (at < text.length() && text.charAt(at++) == separator);
    if (text.startsWith("\r\n", at - 1)) at++;
    return row;
  }

  private String cell() {
    int start = at;
    while (!ours && start < text.length() && text.charAt(start) == ' ') start++;
    if (start == text.length() || text.charAt(start) != QUOTE) return bare();
    StringBuilder cell = new StringBuilder();
    at = start;
    do {
      int end = text.indexOf(QUOTE, at + 1);
      if (end < 0)
        throw new IllegalArgumentException(
            "a quotation mark that is not closed, at \"%s\""
                .formatted(Excerpt.of(text.substring(start, Math.min(text.length(), start + 40)))));
      cell.append(text, at == start ? at + 1 : at, end);
      at = end + 1;
    } while (at < text.length() && text.charAt(at) == QUOTE);
    String behind = bare();
    if (ours && !behind.isEmpty()) throw misplaced(behind);
    return cell.append(behind).toString();
  }

  /** Up to the next separator or end of a line. */
  private String bare() {
    int start = at;
    while (at < text.length() && !ends(text.charAt(at))) at++;
    String bare = text.substring(start, at);
    if (ours && bare.indexOf(QUOTE) >= 0) throw misplaced(bare);
    return bare;
  }

  private boolean ends(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private static IllegalArgumentException misplaced(String field) {
    return new IllegalArgumentException("a misplaced quotation mark at " + Excerpt.of(field));
  }

  /** The shortest decimal that reads back as the same number; empty for NaN. */
  public static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  /**
   * The inverse of {@link #number(double)}.
   *
   * @throws NumberFormatException if the field is neither empty nor a number
   */
  public static double number(String field) {
    return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
