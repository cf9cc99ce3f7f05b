package io.github.robustj.ij1;

import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.robustj.display.ImageFiles;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
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

  private static final int GAP = 12;
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
    pictures.add(picture(dialog));
    Windows.close(dialog, "OK");
    Dialog connection = Windows.dialog(PAGE);
    pictures.add(picture(connection));
    Windows.close(connection, "OK");
    String title = "Network in " + Path.of(arguments[0]).getFileName();
    pictures.add(picture(Windows.await(title, () -> WindowManager.getWindow(title))));
    Menu.requireEnd(COMMAND);
    ImageFiles.png(new ImagePlus("import", plate(pictures)), Path.of(arguments[1]));
    System.exit(0);
  }

  private static BufferedImage picture(Window window) throws Exception {
    window.setLocation(10, 40);
    Robot robot = new Robot();
    robot.delay(1000);
    Rectangle area = window.getBounds();
    return robot.createScreenCapture(area);
  }

  /** One below the other. */
  private static BufferedImage plate(List<BufferedImage> pictures) {
    int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
    int height = pictures.stream().mapToInt(picture -> picture.getHeight() + GAP).sum();
    BufferedImage plate =
        new BufferedImage(width + 2 * GAP, height + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = plate.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, plate.getWidth(), plate.getHeight());
    int y = GAP;
    for (BufferedImage picture : pictures) {
      graphics.drawImage(picture, GAP, y, null);
      y += picture.getHeight() + GAP;
    }
    graphics.dispose();
    return plate;
  }
}
