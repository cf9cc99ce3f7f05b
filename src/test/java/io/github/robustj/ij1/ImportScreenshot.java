package io.github.robustj.ij1;

import ij.ImageJ;
import ij.WindowManager;
import java.awt.Dialog;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the picture of the documentation that shows an import: the dialog, the connection, and what
 * is seen without a folder for the model; on a screen of 1280 x 1024 pixels with a window manager:
 * {@code java -cp ... io.github.robustj.ij1.ImportScreenshot NETWORK OUT.png}.
 */
final class ImportScreenshot {

  private static final String COMMAND = "Import Model";
  private static final String PAGE = "Connection of the network";

  private ImportScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Menu.install();
    List<BufferedImage> pictures = new ArrayList<>();
    Menu.choose(COMMAND);
    Dialog dialog = Windows.dialog(COMMAND);
    Windows.fill(dialog, "SavedModel or bioimage.io package (folder or zip)", arguments[0]);
    Windows.tick(dialog, PAGE);
    pictures.add(ScreenPictures.of(dialog));
    Windows.close(dialog, "OK");
    Dialog connection = Windows.dialog(PAGE);
    pictures.add(ScreenPictures.of(connection));
    Windows.close(connection, "OK");
    String title = "Network in " + Path.of(arguments[0]).getFileName();
    pictures.add(ScreenPictures.of(Windows.await(title, () -> WindowManager.getWindow(title))));
    Menu.requireEnd(COMMAND);
    ScreenPictures.below(pictures, Path.of(arguments[1]));
    System.exit(0);
  }
}
