package io.github.robustj.ij1;

import ij.ImageJ;
import java.awt.Dialog;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.ImageIcon;

/**
 * Takes the picture of the documentation that shows an export: the dialog for a ready model with
 * its sample open, and the cover of the package that OK makes; on a screen of 1280 x 1024 pixels
 * with a window manager: {@code java -cp ... io.github.robustj.ij1.ExportScreenshot PACKAGE
 * OUT.png}, with a folder for the package that is not there yet.
 */
final class ExportScreenshot {

  private static final String COMMAND = "Export Model";

  private ExportScreenshot() {}

  public static void main(String[] arguments) throws Exception {
    new ImageJ(ImageJ.NO_SHOW);
    Menu.install();
    ReadySession.open("Hippocampus (segmentation)");
    Menu.choose(COMMAND);
    Dialog dialog = Windows.dialog(COMMAND);
    Windows.fill(dialog, "Folder to write, or zip if it ends in .zip", arguments[0]);
    Windows.fill(dialog, "Authors: name (affiliation); ...", "Jane Doe (My Lab)");
    Windows.fill(dialog, "Licence (SPDX, such as CC-BY-4.0)", "CC-BY-SA-4.0");
    BufferedImage asked = ScreenPictures.of(dialog);
    Windows.close(dialog, "OK");
    Menu.requireEnd(COMMAND);
    BufferedImage cover = ImageIO.read(Path.of(arguments[0], "cover.png").toFile());
    Image small = cover.getScaledInstance(asked.getWidth() / 2, -1, Image.SCALE_SMOOTH);
    ScreenPictures.beside(List.of(asked, new ImageIcon(small).getImage()), Path.of(arguments[1]));
    System.exit(0);
  }
}
