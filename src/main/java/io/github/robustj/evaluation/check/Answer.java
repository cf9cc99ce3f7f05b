package io.github.robustj.evaluation.check;

import io.github.robustj.evaluation.Check.Outcome;
import java.util.Locale;

/** What a check has found, and a sentence about it. */
public record Answer(Outcome outcome, String sentence) {

  /** What was seen. */
  public static Answer pass(String sentence, Object... values) {
    return new Answer(Outcome.PASS, text(sentence, values));
  }

  /** What it means and what to do. */
  public static Answer flag(String sentence, Object... values) {
    return new Answer(Outcome.FLAG, text(sentence, values));
  }

  /** Why. */
  public static Answer notChecked(String sentence, Object... values) {
    return new Answer(Outcome.NOT_CHECKED, text(sentence, values));
  }

  private static String text(String sentence, Object... values) {
    return values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values);
  }
}
