package io.github.robustj.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import ij.macro.Interpreter;
import java.awt.Window;
import java.util.List;
import java.util.Objects;

/** Which image is current after a command: the same with windows, in batch mode and headless. */
final class CurrentImage {

  /** More than any window manager takes; some never give a window the focus. */
  private static final long PATIENCE = 1000;

  private CurrentImage() {}

  /**
   * Makes an image current for whoever has called.
   *
   * @param shown images that have just been shown, last to first: their windows make themselves
   *     current once they get the focus, which may be later
   */
  static void choose(ImagePlus image, List<ImagePlus> shown, Thread caller) {
    // In batch mode show() makes the image current for this thread, which is the wrong one and is
    // used again by later commands.
    WindowManager.setTempCurrentImage(null);
    ImageWindow window = image.getWindow();
    if (window == null || Interpreter.isBatchMode()) {
      WindowManager.setTempCurrentImage(caller, image);
      return;
    }
    shown.stream()
        .map(ImagePlus::getWindow)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(CurrentImage::awaitFocus);
    window.toFront();
    awaitFocus(window);
    WindowManager.setCurrentWindow(window);
  }

  private static void awaitFocus(Window window) {
    long end = System.currentTimeMillis() + PATIENCE;
    try {
      while (!window.isFocused() && System.currentTimeMillis() < end) Thread.sleep(10);
    } catch (InterruptedException e) {
      // ImageJ quits.
      Thread.currentThread().interrupt();
    }
  }
}
