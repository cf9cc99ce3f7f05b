package io.github.robustj.data.reader.box;

import io.github.robustj.data.Numbers;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entry {@code names} of a {@code data.yaml}: {@code [red, white]}, {@code {0: red, 1: white}},
 * or lines {@code - red} or {@code 0: red} below it. Of YAML only what such files have is known:
 * quotes and comments, but no anchors, tags or texts of several lines. A count of the classes,
 * {@code nc}, must be theirs. Reads every character a few times.
 */
final class YamlNames {

  private static final String KEY = "names";
  private static final String COUNT = "nc";
  private static final String QUOTED =
      "\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"|'[^'\n]*+(?:''[^'\n]*+)*+'";

  /** A comment, which begins with {@code #} at the start or behind a space, or a quoted text. */
  private static final Pattern COMMENT =
      Pattern.compile("(?m)((?:^|(?<=[\\s\\[{,:]))(?:" + QUOTED + "))|(?:^|(?<=\\s))#.*");

  /** An item of a list, and what ends it. */
  private static final Pattern ITEM =
      Pattern.compile("\\G(\\s*+(?:" + QUOTED + ")?+[^,\\]]*+)([,\\]])");

  /** An item of a map: quotes may also follow the colon. */
  private static final Pattern PAIR =
      Pattern.compile(
          "\\G(\\s*+(?:Q)?+[^,:}]*+(?::\\s*+(?:Q)?+[^,:}]*+)*+)([,}])".replace("Q", QUOTED));

  private final Path file;
  private final Map<Integer, String> names = new TreeMap<>();

  private YamlNames(Path file) {
    this.file = file;
  }

  /**
   * Names by number; empty if there is no such entry.
   *
   * @throws RobustJException if the entry is of no such form or stands there twice, has a number
   *     twice, or is not of as many names as {@code nc} says
   */
  static Map<Integer, String> of(Path file, String content) {
    YamlNames yaml = new YamlNames(file);
    yaml.read(content);
    yaml.requireCount(content);
    return yaml.names;
  }

  private void read(String content) {
    int start = start(content, KEY);
    if (start < 0) return;
    if (start(content.substring(start), KEY) >= 0) throw wrong("one entry names:, not two");
    int first = start;
    while (first < content.length() && Character.isWhitespace(content.charAt(first))) first++;
    String below = withoutComments(content.substring(first));
    if (below.startsWith("[")) items(ITEM, below, "]");
    else if (below.startsWith("{")) items(PAIR, below, "}");
    else lines(content.substring(start));
  }

  private void requireCount(String content) {
    int start = start(content, COUNT);
    if (start < 0 || names.isEmpty()) return;
    String line = content.substring(start).lines().findFirst().orElse("");
    Optional<Integer> count = Numbers.whole(plain(withoutComments(line)));
    int highest = names.keySet().stream().max(Integer::compare).orElseThrow();
    if (count.isEmpty() || count.get() != highest + 1)
      throw new RobustJException(
          "%s has %s: %s but names for the classes 0 to %d; correct one of the two, so that no class has the name of another."
              .formatted(file, COUNT, Excerpt.of(line.strip()), highest));
  }

  /**
   * Where the value of the key begins, which stands at the beginning of a line, perhaps with space
   * before the colon; -1 without one.
   */
  private static int start(String content, String key) {
    for (int at = content.indexOf(key); at >= 0; at = content.indexOf(key, at + 1)) {
      boolean begins = at == 0 || "\n\r".indexOf(content.charAt(at - 1)) >= 0;
      int colon = at + key.length();
      while (colon < content.length() && content.charAt(colon) == ' ') colon++;
      if (begins && colon < content.length() && content.charAt(colon) == ':') return colon + 1;
    }
    return -1;
  }

  private static String withoutComments(String content) {
    return COMMENT.matcher(content).replaceAll("$1");
  }

  private void items(Pattern pattern, String content, String close) {
    Matcher item = pattern.matcher(content).region(1, content.length());
    while (item.find()) {
      if (pattern == PAIR && !item.group(1).isBlank()) numbered(item.group(1));
      else if (!item.group(1).isBlank()) put(names.size(), plain(item.group(1)));
      if (item.group(2).equals(close)) return;
    }
    throw wrong("a list that ends with " + close);
  }

  private void lines(String below) {
    for (String line : withoutComments(below).lines().toList()) {
      String text = line.strip();
      if (text.isEmpty()) continue;
      if (text.equals("-") || text.startsWith("- ")) put(names.size(), plain(text.substring(1)));
      else if (Character.isWhitespace(line.charAt(0)) || text.matches("\\d+\\s*:.*"))
        numbered(text);
      else return;
    }
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
    if (!quoted) return name;
    String inner = name.substring(1, name.length() - 1).strip();
    return name.charAt(0) == '"'
        ? inner.replace("\\\"", "\"").replace("\\\\", "\\")
        : inner.replace("''", "'");
  }

  private RobustJException wrong(String expected) {
    return new RobustJException(
        "%s has below names: something else than expected: %s; write names: [red, white], or a line \"0: red\" for each class."
            .formatted(file, expected));
  }
}
