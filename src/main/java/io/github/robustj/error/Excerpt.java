package io.github.robustj.error;

/** What a file, an option or a name holds, as it stands in a sentence: readable, whatever it is. */
public final class Excerpt {

  /** Longest value within a sentence, in characters. */
  private static final int VALUE = 80;

  /** Longest line of a sentence, in characters. */
  private static final int LINE = 1000;

  private static final String CUT = " ... ";

  private Excerpt() {}

  /** One line of at most 80 characters: control characters become spaces, the middle is cut out. */
  public static String of(Object value) {
    String text = shortened(String.valueOf(value), VALUE);
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return line.toString();
  }

  /**
   * A whole sentence, whose beginning names the file and whose end says what to do: the middle of
   * each line of more than 1000 characters is cut out.
   */
  static String sentence(String sentence) {
    if (sentence == null || sentence.length() <= LINE) return sentence;
    StringBuilder all = new StringBuilder();
    int from = 0;
    while (from <= sentence.length()) {
      int end = sentence.indexOf('\n', from);
      String line = sentence.substring(from, end < 0 ? sentence.length() : end);
      all.append(shortened(line, LINE));
      if (end < 0) break;
      all.append('\n');
      from = end + 1;
    }
    return all.toString();
  }

  private static String shortened(String text, int longest) {
    if (text.length() <= longest) return text;
    int head = (longest - CUT.length()) * 2 / 3;
    int tail = text.length() - (longest - CUT.length() - head);
    // Half of a pair of code units is no character.
    if (Character.isHighSurrogate(text.charAt(head - 1))) head--;
    if (Character.isLowSurrogate(text.charAt(tail))) tail++;
    return text.substring(0, head) + CUT + text.substring(tail);
  }
}
