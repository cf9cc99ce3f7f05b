package io.github.robustj.display;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Empty pictures, and pens that draw smoothly on them. */
final class Canvas {

  private Canvas() {}

  static BufferedImage white(int width, int height) {
    return filled(width, height, Color.WHITE);
  }

  static BufferedImage filled(int width, int height, Color background) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(background);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return picture;
  }

  /** A pen with anti-aliased lines and text; the caller disposes of it. */
  static Graphics2D graphics(BufferedImage picture) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  /** Pictures one below the other. */
  static BufferedImage column(List<BufferedImage> pictures) {
    int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
    int height = pictures.stream().mapToInt(BufferedImage::getHeight).sum();
    BufferedImage column = white(width, height);
    Graphics2D graphics = column.createGraphics();
    int y = 0;
    for (BufferedImage picture : pictures) {
      graphics.drawImage(picture, 0, y, null);
      y += picture.getHeight();
    }
    graphics.dispose();
    return column;
  }
}
