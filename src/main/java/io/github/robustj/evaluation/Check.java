package io.github.robustj.evaluation;

/**
 * One question to an evaluation: can its scores be believed?
 *
 * @param name as users read it, such as {@code not rising with epsilon}
 * @param sentence what was seen; for a flag, what it means and what to do; for what was not
 *     checked, why
 */
public record Check(String name, Outcome outcome, String sentence) {

  /** As it stands in tables and files. */
  public enum Outcome {
    PASS,
    FLAG,
    NOT_CHECKED;

    /** {@code PASS}, {@code FLAG} or {@code NOT CHECKED}. */
    @Override
    public String toString() {
      return name().replace('_', ' ');
    }
  }
}
