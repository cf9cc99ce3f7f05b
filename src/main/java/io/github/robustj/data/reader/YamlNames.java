package io.github.robustj.data.reader;

import io.github.robustj.data.Numbers;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The entry {@code names} of a {@code data.yaml}: {@code [red, white]}, {@code {0: red, 1: white}},
 * or lines {@code - red} or {@code 0: red} below it. Of YAML only what such files have is known:
 * quotes and comments, but no anchors, tags or texts of several lines. Reads every character once.
 */
final class YamlNames {

  private static final String KEY = "names:";

  private final Path file;
  private final Map<Integer, String> names = new TreeMap<>();

  private YamlNames(Path file) {
    this.file = file;
  }

  /**
   * Names by number; empty if there is no such entry.
   *
   * @throws RobustJException if the entry is of no such form, or has a number twice
   */
  static Map<Integer, String> of(Path file, String content) {
    YamlNames yaml = new YamlNames(file);
    int start = start(content);
    if (start < 0) return yaml.names;
    int first = start;
    while (first < content.length() && Character.isWhitespace(content.charAt(first))) first++;
    boolean inBrackets =
        first < content.length() && (content.charAt(first) == '[' || content.charAt(first) == '{');
    if (inBrackets) yaml.brackets(content, first);
    else yaml.lines(content.substring(start));
    return yaml.names;
  }

  /** Where the value of the key begins, which stands at the beginning of a line; -1 without one. */
  private static int start(String content) {
    if (content.startsWith(KEY)) return KEY.length();
    int line = Math.max(content.indexOf("\n" + KEY), content.indexOf("\r" + KEY));
    return line < 0 ? -1 : line + 1 + KEY.length();
  }

  private void brackets(String content, int open) {
    char close = content.charAt(open) == '[' ? ']' : '}';
    StringBuilder item = new StringBuilder();
    boolean blank = true;
    char quote = 0;
    for (int i = open + 1; i < content.length(); i++) {
      char c = content.charAt(i);
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (blank && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == ',' || c == close) {
        item(item.toString(), close == '}');
        if (c == close) return;
        item.setLength(0);
        blank = true;
        continue;
      }
      item.append(c);
      // In {0: 'red'} a quote may follow the colon, too.
      blank = close == '}' && quote == 0 && c == ':' || blank && Character.isWhitespace(c);
    }
    throw wrong("a list that ends with " + close);
  }

  private void item(String text, boolean numbered) {
    if (text.isBlank()) return;
    if (numbered) numbered(text);
    else put(names.size(), plain(text));
  }

  private void lines(String below) {
    for (String line : below.lines().toList()) {
      String text = withoutComment(line).strip();
      if (text.isEmpty()) continue;
      if (text.equals("-") || text.startsWith("- ")) put(names.size(), plain(text.substring(1)));
      else if (Character.isWhitespace(line.charAt(0))) numbered(text);
      else if (startsWithNumber(text)) numbered(text);
      else return;
    }
  }

  private static boolean startsWithNumber(String text) {
    int colon = text.indexOf(':');
    return colon > 0 && Numbers.whole(text.substring(0, colon).strip()).isPresent();
  }

  private void numbered(String text) {
    int colon = text.indexOf(':');
    Optional<Integer> number =
        colon < 0 ? Optional.empty() : Numbers.whole(plain(text.substring(0, colon)));
    if (number.isEmpty())
      throw wrong("a number and a name instead of \"" + Excerpt.of(text) + "\"");
    put(number.get(), plain(text.substring(colon + 1)));
  }

  private void put(int number, String name) {
    if (name.isEmpty()) throw wrong("a name for the class " + number);
    if (names.put(number, name) != null) throw wrong("one name for the class " + number);
  }

  private static String plain(String text) {
    String name = text.strip();
    boolean quoted =
        name.length() > 1
            && (name.charAt(0) == '"' || name.charAt(0) == '\'')
            && name.charAt(name.length() - 1) == name.charAt(0);
    return quoted ? name.substring(1, name.length() - 1).strip() : name;
  }

  /** A comment begins with {@code #} at the start or behind a space, outside of quotes. */
  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && i > 0 && Character.isWhitespace(line.charAt(i - 1))) {
        quote = c;
      } else if (c == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private RobustJException wrong(String expected) {
    return new RobustJException(
        "%s has below names: something else than expected: %s; write names: [red, white], or a line \"0: red\" for each class."
            .formatted(file, expected));
  }
}
