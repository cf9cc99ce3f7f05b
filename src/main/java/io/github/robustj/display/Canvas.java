package io.github.robustj.display;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
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

  /** Each pixel the mean of those it stands for, row by row: the large picture is there once. */
  static BufferedImage averaged(BufferedImage large, int width, int height) {
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[large.getWidth()];
    // The colours as they are kept; asking for them by colour model takes longer than the sums.
    boolean packed = large.getType() == BufferedImage.TYPE_INT_RGB;
    int[] column = new int[row.length];
    for (int i = 0; i < row.length; i++) column[i] = (int) ((long) i * width / row.length);
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * large.getHeight() / height);
      int bottom = Math.max(top + 1, (int) ((y + 1L) * large.getHeight() / height));
      long[] sums = new long[3 * width];
      long[] counts = new long[width];
      for (int line = top; line < bottom; line++) {
        if (packed) large.getRaster().getDataElements(0, line, row.length, 1, row);
        else large.getRGB(0, line, row.length, 1, row, 0, row.length);
        for (int i = 0; i < row.length; i++) {
          int rgb = row[i];
          int x = column[i];
          sums[3 * x] += rgb & 255;
          sums[3 * x + 1] += rgb >> 8 & 255;
          sums[3 * x + 2] += rgb >> 16 & 255;
          counts[x]++;
        }
      }
      for (int x = 0; x < width; x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) rgb |= Math.round((float) sums[3 * x + c] / counts[x]) << 8 * c;
        small.setRGB(x, y, rgb);
      }
    }
    return small;
  }

  /** Pictures one below the other, on white. */
  static BufferedImage column(List<BufferedImage> pictures) {
    return column(pictures, Color.WHITE);
  }

  /**
   * @param paper what is seen beside the narrower ones
   */
  static BufferedImage column(List<BufferedImage> pictures, Color paper) {
    int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
    int height = pictures.stream().mapToInt(BufferedImage::getHeight).sum();
    BufferedImage column = filled(width, height, paper);
    Graphics2D graphics = column.createGraphics();
    int y = 0;
    for (BufferedImage picture : pictures) {
      graphics.drawImage(picture, 0, y, null);
      y += picture.getHeight();
    }
    graphics.dispose();
    return column;
  }

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final int LINE = 20;
  private static final int LEFT = 60;
  private static final int EDGE = 10;

  /**
   * @param width of the band in pixels
   */
  static BufferedImage sentence(String sentence, int width) {
    FontMetrics metrics = Canvas.graphics(Canvas.white(1, 1)).getFontMetrics(FONT);
    List<String> lines = lines(sentence, metrics, width - LEFT - EDGE);
    BufferedImage band = Canvas.white(width, lines.size() * LINE + 2 * EDGE);
    Graphics2D graphics = Canvas.graphics(band);
    graphics.setFont(FONT);
    graphics.setColor(Color.BLACK);
    for (int i = 0; i < lines.size(); i++)
      graphics.drawString(lines.get(i), LEFT, EDGE + (i + 1) * LINE - 5);
    graphics.dispose();
    return band;
  }

  private static List<String> lines(String sentence, FontMetrics metrics, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : sentence.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && metrics.stringWidth(longer) > width) {
        lines.add(line);
        line = word;
      } else line = longer;
    }
    lines.add(line);
    return lines;
  }
}
