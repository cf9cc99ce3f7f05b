package io.github.robustj.ij1;

import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.robustj.ready.ReadyModels;
import java.awt.Dialog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes the picture of the documentation that shows an imported network beside the open image, from
 * the dialog on; on a screen of 1280 x 1024 pixels with a window manager: {@code java -cp ...
 * io.github.robustj.ij1.TriedImportScreenshot OUT.png}. The network is that of a ready model.
 */
final class TriedImportScreenshot {

  private static final String COMMAND = "Import Model";

  private TriedImportScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Menu.install();
    ImagePlus open = ReadySession.open("Hippocampus (segmentation)");
    Path network = ReadyModels.folder("hippocampus-standard").resolve("saved_model");
    Path model = Files.createTempDirectory("imported").resolve("model");
    Menu.choose(COMMAND);
    Dialog dialog = Windows.dialog(COMMAND);
    Windows.fill(dialog, "SavedModel or bioimage.io package (folder or zip)", network.toString());
    Windows.fill(dialog, "Folder for the new model (empty: only look)", model.toString());
    Windows.close(dialog, "OK");
    Menu.requireEnd(COMMAND);
    ImagePlus tried = WindowManager.getImage(open.getTitle() + ", imported network");
    ScreenPictures.below(List.of(ScreenPictures.of(tried.getWindow())), Path.of(arguments[0]));
    System.exit(0);
  }
}
