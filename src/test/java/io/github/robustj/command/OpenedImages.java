package io.github.robustj.command;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Images that are open without windows, as in a macro in batch mode, until the test ends. */
final class OpenedImages implements AfterEachCallback {

  private final List<ImagePlus> opened = new ArrayList<>();

  ImagePlus add(ImagePlus image) {
    Interpreter.batchMode = true;
    Interpreter.addBatchModeImage(image);
    opened.add(image);
    return image;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    opened.forEach(Interpreter::removeBatchModeImage);
    opened.clear();
    Interpreter.batchMode = false;
  }
}
