package io.github.robustj.command;

/** Sentences for message windows, which are as wide as their longest line. */
public final class Wrapped {

  private static final int LONGEST = 90;

  private Wrapped() {}

  /** The text in lines of at most 90 characters; a longer word, a path, has a line of its own. */
  public static String of(String text) {
    StringBuilder lines = new StringBuilder();
    int length = 0;
    for (String word : text.split(" ")) {
      if (length > 0 && length + 1 + word.length() > LONGEST) {
        lines.append('\n');
        length = 0;
      } else if (length > 0) {
        lines.append(' ');
        length++;
      }
      lines.append(word);
      length += word.length();
    }
    return lines.toString();
  }
}
