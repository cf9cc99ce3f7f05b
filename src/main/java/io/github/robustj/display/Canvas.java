package io.github.robustj.display;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
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

  /**
   * Each pixel the mean of those it stands for, row by row: the large picture is there once.
   *
   * @param width,height at most those of the large one
   */
  static BufferedImage averaged(BufferedImage large, int width, int height) {
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[large.getWidth()];
    // The colours as they are kept; asking for them by colour model takes longer than the sums.
    boolean packed = large.getType() == BufferedImage.TYPE_INT_RGB;
    int[] left = new int[width + 1];
    for (int x = 0; x <= width; x++) left[x] = (int) (((long) x * row.length + width - 1) / width);
    int[] means = ((DataBufferInt) small.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * large.getHeight() / height);
      int bottom = (int) ((y + 1L) * large.getHeight() / height);
      long[] sums = new long[3 * width];
      for (int line = top; line < bottom; line++) {
        if (packed) large.getRaster().getDataElements(0, line, row.length, 1, row);
        else large.getRGB(0, line, row.length, 1, row, 0, row.length);
        add(row, left, sums);
      }
      for (int x = 0; x < width; x++) {
        long count = (long) (bottom - top) * (left[x + 1] - left[x]);
        for (int c = 0; c < 3; c++)
          means[y * width + x] |= (int) ((2 * sums[3 * x + c] + count) / (2 * count)) << 8 * c;
      }
    }
    return small;
  }

  /**
   * Adds the three colours of a row to the sums of what its pixels belong to.
   *
   * @param left where the pixels of each begin, and after the last one ends
   */
  private static void add(int[] row, int[] left, long[] sums) {
    for (int x = 0; x + 1 < left.length; x++) {
      int low = 0;
      int middle = 0;
      int high = 0;
      for (int i = left[x]; i < left[x + 1]; i++) {
        int rgb = row[i];
        low += rgb & 255;
        middle += rgb >> 8 & 255;
        high += rgb >> 16 & 255;
      }
      sums[3 * x] += low;
      sums[3 * x + 1] += middle;
      sums[3 * x + 2] += high;
    }
  }

  /**
   * As ImageJ's own, of the same pixels: through its constructor every pixel would ask the model of
   * colours.
   */
  static ImagePlus image(String title, BufferedImage picture) {
    if (picture.getType() != BufferedImage.TYPE_INT_RGB) return new ImagePlus(title, picture);
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = (int[]) picture.getRaster().getDataElements(0, 0, width, height, null);
    for (int i = 0; i < pixels.length; i++) pixels[i] |= 0xff << 24;
    return new ImagePlus(title, new ColorProcessor(width, height, pixels));
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
