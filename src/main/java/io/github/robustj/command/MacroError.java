package io.github.robustj.command;

import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;

/**
 * ImageJ's macro error, with the line of the macro: a dialog where there is a screen, else text.
 */
final class MacroError {

  private MacroError() {}

  /**
   * Stops the macro and returns when the error has been seen.
   *
   * <p>From a thread of its own: in Fiji the threads that run commands, and those they start
   * through SciJava, still find the macro's options, for which ImageJ answers its own error dialog
   * unseen.
   */
  static void show(Interpreter macro, String sentence) {
    boolean screen = !GraphicsEnvironment.isHeadless();
    String message = screen ? Wrapped.of(sentence) : sentence;
    Thread teller = new Thread(() -> abort(macro, message), "RobustJ macro error");
    teller.start();
    try {
      teller.join();
    } catch (InterruptedException e) {
      // ImageJ quits, and the dialog with it.
      Thread.currentThread().interrupt();
    }
  }

  private static void abort(Interpreter macro, String message) {
    try {
      macro.abort(message);
    } catch (RuntimeException e) {
      // How ImageJ leaves the macro's own thread; this is another one.
      if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
    }
  }
}
