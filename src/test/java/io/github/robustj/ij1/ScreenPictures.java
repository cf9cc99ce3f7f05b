package io.github.robustj.ij1;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of windows on the screen, and several of them in one. */
final class ScreenPictures {

  private static final int GAP = 12;
  private static final int DRAWN_AFTER = 1000;

  private ScreenPictures() {}

  /**
   * Of a window as the screen shows it; it is moved to a corner and to the front, where all of it
   * is seen.
   */
  static BufferedImage of(Window window) throws Exception {
    window.setLocation(10, 40);
    window.toFront();
    Robot robot = new Robot();
    robot.delay(DRAWN_AFTER);
    Rectangle area = window.getBounds();
    return robot.createScreenCapture(area);
  }

  /** Writes pictures as one, one below the other on white. */
  static void below(List<? extends Image> pictures, Path out) throws Exception {
    int width = pictures.stream().mapToInt(p -> p.getWidth(null)).max().orElseThrow();
    int height = pictures.stream().mapToInt(p -> p.getHeight(null) + GAP).sum();
    BufferedImage plate = white(width + 2 * GAP, height + GAP);
    Graphics2D graphics = plate.createGraphics();
    int y = GAP;
    for (Image picture : pictures) {
      graphics.drawImage(picture, GAP, y, null);
      y += picture.getHeight(null) + GAP;
    }
    graphics.dispose();
    ImageIO.write(plate, "png", out.toFile());
  }

  /** Writes pictures as one, one beside the other on white. */
  static void beside(List<? extends Image> pictures, Path out) throws Exception {
    int width = pictures.stream().mapToInt(p -> p.getWidth(null) + GAP).sum();
    int height = pictures.stream().mapToInt(p -> p.getHeight(null)).max().orElseThrow();
    BufferedImage plate = white(width + GAP, height + 2 * GAP);
    Graphics2D graphics = plate.createGraphics();
    int x = GAP;
    for (Image picture : pictures) {
      graphics.drawImage(picture, x, GAP, null);
      x += picture.getWidth(null) + GAP;
    }
    graphics.dispose();
    ImageIO.write(plate, "png", out.toFile());
  }

  private static BufferedImage white(int width, int height) {
    BufferedImage plate = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = plate.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return plate;
  }
}
