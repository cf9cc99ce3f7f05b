package io.github.robustj.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which known word a mistyped one was probably meant to be. */
public final class Spelling {

  private Spelling() {}

  /** The word with the fewest edits; hyphens count as underscores, case does not count. */
  public static String closest(String typed, Collection<String> words) {
    String wanted = typed.toLowerCase(Locale.ROOT).replace('-', '_');
    return words.stream().min(Comparator.comparingInt(w -> edits(wanted, w))).orElseThrow();
  }

  /** The closest word, unless a third of the letters or more differ. */
  static Optional<String> near(String typed, Collection<String> words) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return Optional.of(closest(typed, words))
        .filter(word -> 3 * edits(wanted, word) <= Math.max(wanted.length(), 6));
  }

  /** Levenshtein distance: insertions, deletions and substitutions that turn a into b. */
  public static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
