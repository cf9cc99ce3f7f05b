package io.github.robustj.command;

import io.github.robustj.error.RobustJException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a macro call, {@code key=value key=[value with blanks] key}, as texts by key; a
 * bare key has the empty text.
 *
 * <p>{@link ij.Macro#getValue} is not used: it finds {@code image=} inside {@code label_image=} and
 * inside bracketed values, and it cannot list the keys, so a misspelt one goes unnoticed.
 */
public final class MacroText {

  private final String text;
  private int position;

  private MacroText(String text) {
    this.text = text;
  }

  /**
   * A value as the recorder of ImageJ must be given it: that puts brackets around what has a blank,
   * but not around what begins as if it had brackets or quotes already.
   */
  public static String recorded(String value) {
    boolean marked = value.startsWith("[") || value.startsWith("'");
    if (!marked || value.indexOf(' ') >= 0) return value;
    return isBalanced(value) ? "[" + value + "]" : "'" + value + "'";
  }

  private static boolean isBalanced(String value) {
    int depth = 0;
    for (char c : value.toCharArray()) {
      if (c == '[') depth++;
      if (c == ']' && --depth < 0) return false;
    }
    return depth == 0;
  }

  /**
   * @throws RobustJException if a bracket or quote is not closed, or a key is given twice
   */
  static Map<String, String> parse(String options) {
    MacroText rest = new MacroText(options);
    Map<String, String> values = new LinkedHashMap<>();
    while (rest.skipBlanks()) {
      String key = rest.until("= ");
      String value = rest.take('=') ? rest.value(key) : "";
      if (values.put(key, value) != null)
        throw new RobustJException("The option " + key + " is given twice; give it once.");
    }
    return values;
  }

  private String value(String key) {
    if (take('[')) return bracketed(key);
    if (!take('\'')) return until(" ");
    String value = until("'");
    if (!take('\'')) throw unclosed(key, "'");
    return value;
  }

  /** Up to the matching bracket: titles and paths may contain pairs of brackets. */
  private String bracketed(String key) {
    int start = position;
    int depth = 1;
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '[') depth++;
      if (c == ']' && --depth == 0) return text.substring(start, position - 1);
    }
    throw unclosed(key, "]");
  }

  private static RobustJException unclosed(String key, String end) {
    return new RobustJException(
        "The value of the option " + key + " lacks its closing " + end + "; add it.");
  }

  private String until(String ends) {
    int start = position;
    while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) position++;
    return text.substring(start, position);
  }

  private boolean take(char wanted) {
    boolean found = position < text.length() && text.charAt(position) == wanted;
    if (found) position++;
    return found;
  }

  private boolean skipBlanks() {
    while (position < text.length() && text.charAt(position) == ' ') position++;
    return position < text.length();
  }
}
