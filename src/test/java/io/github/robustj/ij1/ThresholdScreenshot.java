package io.github.robustj.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.robustj.display.ImageFiles;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.nio.file.Path;

/**
 * Takes the picture of the README that shows found objects and the window that moves their
 * threshold, on a screen of 1280 x 800 pixels with a window manager: {@code java -cp ...
 * io.github.robustj.ij1.ThresholdScreenshot MODEL IMAGE OUT.png}.
 */
final class ThresholdScreenshot {

  private static final int MARGIN = 8;

  private ThresholdScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Menu.install();
    ImagePlus image = IJ.openImage(arguments[1]);
    image.show();
    image.getWindow().setLocation(20, 40);
    IJ.run(image, "Predict...", "model=[" + arguments[0] + "] image=[" + image.getTitle() + "]");
    WindowManager.setCurrentWindow(image.getWindow());
    IJ.getInstance().setVisible(false);
    if (WindowManager.getFrame("Log") != null) WindowManager.getFrame("Log").setVisible(false);
    Menu.choose("Detection Threshold");
    Dialog dialog = Windows.nonBlocking("Detection Threshold");
    Rectangle shown = image.getWindow().getBounds();
    dialog.setLocation(shown.x + shown.width + MARGIN, shown.y);
    image.getWindow().repaint();
    new Robot().delay(1500);
    ImageFiles.png(picture(image.getWindow(), dialog), Path.of(arguments[2]));
    System.exit(0);
  }

  private static ImagePlus picture(Window image, Window dialog) throws Exception {
    Rectangle area = image.getBounds().union(dialog.getBounds());
    area.grow(MARGIN, MARGIN);
    return new ImagePlus("screen", new Robot().createScreenCapture(area));
  }
}
