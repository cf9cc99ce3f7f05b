package io.github.robustj.ij1;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import io.github.robustj.display.ImageFiles;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the pictures of the documentation that show the dialogs as they are for a model, on a
 * screen of 1280 x 1024 pixels with a window manager: {@code java -cp ...
 * io.github.robustj.ij1.DialogScreenshot IMAGE MODEL TASK OUT.png}.
 */
final class DialogScreenshot {

  private static final int GAP = 12;

  private DialogScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Menu.install();
    IJ.openImage(arguments[0]).show();
    List<BufferedImage> pictures = new ArrayList<>();
    for (String command :
        List.of("Train Model", "Predict", "Attack Image", "Evaluate Robustness")) {
      Menu.choose(command);
      Dialog dialog = Windows.dialog(command);
      if (command.equals("Train Model")) Windows.choose(dialog, "What is learned", arguments[2]);
      else Windows.fill(dialog, "Name or folder of the model", arguments[1]);
      pictures.add(picture(dialog));
      Windows.close(dialog, "Cancel");
      Menu.requireEnd(command);
    }
    ImageFiles.png(new ImagePlus("dialogs", plate(pictures)), Path.of(arguments[3]));
    System.exit(0);
  }

  private static BufferedImage picture(Dialog dialog) throws Exception {
    dialog.setLocation(10, 40);
    Robot robot = new Robot();
    robot.delay(1000);
    Rectangle area = dialog.getBounds();
    return robot.createScreenCapture(area);
  }

  /** Two columns, each as wide as its widest picture. */
  private static BufferedImage plate(List<BufferedImage> pictures) {
    int left = Math.max(pictures.get(0).getWidth(), pictures.get(2).getWidth());
    int right = Math.max(pictures.get(1).getWidth(), pictures.get(3).getWidth());
    int top = Math.max(pictures.get(0).getHeight(), pictures.get(1).getHeight());
    int bottom = Math.max(pictures.get(2).getHeight(), pictures.get(3).getHeight());
    BufferedImage plate =
        new BufferedImage(
            left + right + 3 * GAP, top + bottom + 3 * GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = plate.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, plate.getWidth(), plate.getHeight());
    for (int i = 0; i < pictures.size(); i++)
      graphics.drawImage(
          pictures.get(i),
          i % 2 == 0 ? GAP : left + 2 * GAP,
          i / 2 == 0 ? GAP : top + 2 * GAP,
          null);
    graphics.dispose();
    return plate;
  }
}
