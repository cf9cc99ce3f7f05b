package io.github.robustj.training;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables as text: comma-separated values after RFC 4180, decimals with a point whatever the
 * computer's language, an empty field for NaN.
 */
public final class Csv {

  /** A quoted or bare field and what ends it; possessive, so that long fields need no stack. */
  private static final Pattern FIELD =
      Pattern.compile("(?:\"((?:[^\"]++|\"\")*+)\"|([^\",\r\n]*+))(,|\r?\n|\\z)");

  private Csv() {}

  /** Lines end with CR LF; fields with a comma, quote or line break are quoted. */
  public static String write(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n")))
        .collect(Collectors.joining());
  }

  /**
   * The rows of a table; lines may end with LF alone.
   *
   * @throws IllegalArgumentException if a quote is not closed or stands inside a bare field
   */
  public static List<List<String>> read(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    Matcher matcher = FIELD.matcher(text);
    while (matcher.regionStart() < text.length()) {
      if (!matcher.lookingAt())
        throw new IllegalArgumentException("misplaced quote in line " + (rows.size() + 1));
      row.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("\"\"", "\""));
      if (!matcher.group(3).equals(",")) {
        rows.add(List.copyOf(row));
        row.clear();
      }
      matcher.region(matcher.end(), text.length());
    }
    if (!row.isEmpty()) {
      row.add("");
      rows.add(row);
    }
    return rows;
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
