package io.github.robustj.error;

/**
 * A failure the user can act on. The message is one sentence that names the file or key, says what
 * was expected and what to do; it is shown as it is in dialogs, macros and on the command line. A
 * line of it that has become too long, because of what a file holds, is shortened in its middle.
 */
public class RobustJException extends RuntimeException {

  public RobustJException(String sentence) {
    super(Excerpt.sentence(sentence));
  }

  public RobustJException(String sentence, Throwable cause) {
    super(Excerpt.sentence(sentence), cause);
  }
}
