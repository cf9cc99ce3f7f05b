package io.github.robustj.error;

/**
 * A failure the user can act on. The message is one sentence that names the file or key, says what
 * was expected and what to do; it is shown as it is in dialogs, macros and on the command line.
 */
public final class RobustJException extends RuntimeException {

  public RobustJException(String sentence) {
    super(sentence);
  }

  public RobustJException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
