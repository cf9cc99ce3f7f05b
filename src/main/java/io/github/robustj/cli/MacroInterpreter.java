package io.github.robustj.cli;

import ij.macro.Interpreter;

/**
 * ImageJ's macro language, with the reason of the first abort as its error message. A command that
 * aborts its macro does so from another thread; until the macro's own thread stops it reads on and,
 * inside a loop or block, puts an error of its making, "';' expected", in the place of the reason.
 */
public final class MacroInterpreter extends Interpreter {

  private volatile String reason;

  @Override
  public void abort(String message) {
    if (reason == null) reason = message;
    super.abort(message);
  }

  @Override
  public String getErrorMessage() {
    return reason == null ? super.getErrorMessage() : reason;
  }
}
