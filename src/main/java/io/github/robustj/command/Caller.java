package io.github.robustj.command;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.util.Optional;

/**
 * Who called a command. ImageJ keeps the macro options and, in batch mode, the current image per
 * thread, but SciJava runs commands on a thread of its own; so both are taken while the command is
 * made, which happens on the calling thread.
 *
 * @param options what a macro or script passed to {@code run(command, options)}; empty if the
 *     command was called without, from a menu or as a SciJava command
 * @param macro whether a macro, or a script that calls {@code IJ.run}, was running
 * @param image the current image; empty if none is open
 * @param inputs whether a script has called the SciJava command with inputs
 */
record Caller(
    Thread thread,
    Optional<String> options,
    boolean macro,
    Optional<ImagePlus> image,
    boolean inputs) {

  static Caller capture() {
    return new Caller(
        Thread.currentThread(),
        Optional.ofNullable(Macro.getOptions()),
        Macro.getOptions() != null || IJ.isMacro(),
        Optional.ofNullable(WindowManager.getCurrentImage()),
        false);
  }

  /** The same, who has turned out to be a script that gives inputs. */
  Caller withInputs() {
    return new Caller(thread, options, macro, image, true);
  }

  /**
   * Whether somebody sits in front of a screen and may be asked. As everywhere in ImageJ, a macro
   * that runs a command without options wants its dialog.
   */
  boolean interactive() {
    boolean told = options.isPresent() || inputs;
    return !told && !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
  }

  /**
   * Stops the macro that called, if it was one, with ImageJ's macro error. An exception does not:
   * ImageJ 1.54 prints its trace and goes on with the next statement. Nor does a cancelled command.
   *
   * @return whether a macro was stopped
   */
  boolean abortMacro(String sentence) {
    Interpreter interpreter = Interpreter.getInstance();
    if (!macro || interpreter == null) return false;
    show(interpreter, sentence);
    return true;
  }

  /**
   * Stops the macro with ImageJ's macro error, which has the line of the macro, and returns when it
   * has been seen: a dialog where there is a screen, else text.
   *
   * <p>From a thread of its own: in Fiji the threads that run commands, and those they start
   * through SciJava, still find the macro's options, for which ImageJ answers its own error dialog
   * unseen.
   */
  private static void show(Interpreter macro, String sentence) {
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
