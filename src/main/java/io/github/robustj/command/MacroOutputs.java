package io.github.robustj.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.StackWindow;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Shows the images a RobustJ command made, so that a macro can reach them: headless and in batch
 * mode nothing else does. The command's first output becomes the current image of the calling
 * thread. A headless script gets its images from the command's outputs; for it nothing is shown.
 *
 * <p>No output is left to SciJava's display, which opens a window even for a text or a number.
 */
@Plugin(type = PostprocessorPlugin.class)
public final class MacroOutputs extends AbstractPostprocessorPlugin {

  private static final int READABLE_WIDTH = 200;

  /** More than any window manager takes; some never give a window the focus. */
  private static final long PATIENCE = 1000;

  @Override
  public void process(Module module) {
    if (!(module instanceof JobModule job)) return;
    Caller caller = job.getCommand().caller();
    List<ImagePlus> images = new ArrayList<>();
    for (ModuleItem<?> output : job.getInfo().outputs()) {
      if (job.getOutput(output.getName()) instanceof ImagePlus image) images.add(image);
      job.resolveOutput(output.getName());
    }
    if (caller.macro() || !GraphicsEnvironment.isHeadless()) show(images, caller);
    if (caller.interactive()) forget(job);
  }

  /** Fiji's recorder, which comes later, would write down the value of every option. */
  private static void forget(JobModule job) {
    JobCommand command = job.getCommand();
    for (Field field : command.fields())
      if (!command.recorded(field)) job.setInput(field.name(), null);
  }

  private static void show(List<ImagePlus> images, Caller caller) {
    Optional<ImagePlus> known = images.stream().filter(MacroOutputs::isOpen).findFirst();
    List<ImagePlus> made = images.stream().filter(image -> !isOpen(image)).toList();
    for (int i = made.size() - 1; i >= 0; i--) show(made.get(i));
    boolean several = known.isPresent() || made.size() > 1;
    if (several && caller.interactive()) Tiles.arrange(known, made);
    if (!images.isEmpty()) choose(images.get(0), made, caller.thread());
  }

  private static void show(ImagePlus image) {
    image.show();
    // A new window's scroll bar stands at the first slice, whichever is shown.
    if (image.getWindow() instanceof StackWindow window)
      window.setPosition(image.getC(), image.getZ(), image.getT());
    enlarge(image);
  }

  private static boolean isOpen(ImagePlus image) {
    return Objects.equals(WindowManager.getImage(image.getID()), image);
  }

  /** Outlines on a small image, a cropped organ for instance, could not be told apart. */
  private static void enlarge(ImagePlus image) {
    ImageCanvas canvas = image.getCanvas();
    if (canvas == null) return;
    while (canvas.getMagnification() * image.getWidth() < READABLE_WIDTH)
      canvas.zoomIn(canvas.getWidth() / 2, canvas.getHeight() / 2);
  }

  /**
   * Makes an image current for whoever has called: the same with windows, in batch mode and
   * headless.
   *
   * @param shown images that have just been shown, last to first: their windows make themselves
   *     current once they get the focus, which may be later
   */
  private static void choose(ImagePlus image, List<ImagePlus> shown, Thread caller) {
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
        .ifPresent(MacroOutputs::awaitFocus);
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
