package io.github.robustj.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.display.ImageFiles;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/**
 * Takes the picture of the documentation that shows the first look, and tells how long it took: a
 * sample image is opened, the dialog shows the model that fits, OK is pressed, and what the model
 * sees is on the image. On a screen of 1280 x 1024 pixels with a window manager: {@code java -cp
 * ... io.github.robustj.ij1.FirstLookScreenshot OUT.png}. Without TensorFlow on the class path the
 * worker is started, too, as in Fiji.
 */
final class FirstLookScreenshot {

  private static final int GAP = 12;

  private FirstLookScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Menu.install();
    long start = System.nanoTime();
    ImagePlus image = ReadySession.open("Hippocampus (segmentation)");
    image.getWindow().setLocation(700, 60);
    Menu.choose("Predict");
    Dialog dialog = Windows.dialog("Predict");
    long asked = System.nanoTime();
    dialog.setLocation(20, 60);
    BufferedImage first = picture(dialog);
    long pressed = System.nanoTime();
    Windows.close(dialog, "OK");
    Windows.await("outlines", () -> isOutlined(image) ? true : null);
    long seen = System.nanoTime();
    Menu.requireEnd("Predict");
    System.out.printf(
        "sample and dialog %.1f s, from OK to the outlines %.1f s%n",
        (asked - start) / 1e9, (seen - pressed) / 1e9);
    image.setSlice(15);
    IJ.run(image, "Set... ", "zoom=1000");
    image.getWindow().setLocation(700, 60);
    BufferedImage second = picture(image.getWindow());
    ImageFiles.png(new ImagePlus("first look", plate(first, second)), Path.of(arguments[0]));
    System.exit(0);
  }

  /** By more than the truth, which the sample has. */
  private static boolean isOutlined(ImagePlus image) {
    Overlay overlay = image.getOverlay();
    if (overlay == null) return false;
    for (Roi roi : overlay.toArray()) if (!Color.WHITE.equals(roi.getStrokeColor())) return true;
    return false;
  }

  private static BufferedImage picture(Window window) throws Exception {
    Robot robot = new Robot();
    robot.delay(1500);
    Rectangle area = window.getBounds();
    return robot.createScreenCapture(area);
  }

  private static BufferedImage plate(BufferedImage left, BufferedImage right) {
    int width = left.getWidth() + right.getWidth() + 3 * GAP;
    int height = Math.max(left.getHeight(), right.getHeight()) + 2 * GAP;
    BufferedImage plate = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = plate.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.drawImage(left, GAP, GAP, null);
    graphics.drawImage(right, left.getWidth() + 2 * GAP, GAP, null);
    graphics.dispose();
    return plate;
  }
}
