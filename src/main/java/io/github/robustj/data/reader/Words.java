package io.github.robustj.data.reader;

/** Texts from files in sentences for people. */
final class Words {

  private static final int LONGEST = 60;

  private Words() {}

  /** On one line and no longer than a line. */
  static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
