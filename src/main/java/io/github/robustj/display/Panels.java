package io.github.robustj.display;

import ij.ImagePlus;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * A plate of pictures on a dark ground, row by row, with captions: small images are enlarged by
 * whole factors, so that every pixel stays a sharp square, slides are averaged down to what a
 * screen shows, and outlines are drawn smoothly on top.
 */
final class Panels {

  static final Color GROUND = new Color(0x202020);
  private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  static final int GAP = 12;

  private static final int SMALLEST_SIDE = 320;
  private static final int LARGEST_SIDE = 2000;
  private static final int COMPACT_SIDE = 400;
  private static final int LINE = 22;

  private Panels() {}

  /** The plate as RGB picture, with a legend below. */
  static ImagePlus of(String title, List<Panel> panels, int columns, List<Legend.Key> keys) {
    return of(title, draw(panels, columns), keys);
  }

  /** A single row of pictures whose longer side is at most 400 pixels, for pages with many. */
  static ImagePlus compact(String title, List<Panel> panels, List<Legend.Key> keys) {
    return of(title, draw(panels, panels.size(), COMPACT_SIDE), keys);
  }

  private static ImagePlus of(String title, BufferedImage plate, List<Legend.Key> keys) {
    BufferedImage band = new Legend("", keys, GAP, GROUND, Color.WHITE).draw(plate.getWidth());
    return Canvas.image(title, Canvas.column(List.of(plate, band), GROUND));
  }

  /**
   * All panels have cells of the same size; within them the longer side of a picture is 320 to 2000
   * pixels.
   *
   * @param panels at least one
   * @param columns at least 1
   */
  static BufferedImage draw(List<Panel> panels, int columns) {
    return draw(panels, columns, LARGEST_SIDE);
  }

  private static BufferedImage draw(List<Panel> panels, int columns, int largest) {
    List<BufferedImage> pictures = panels.stream().map(p -> picture(p, largest)).toList();
    Layout layout = Layout.of(panels, pictures, columns);
    int rows = (panels.size() + columns - 1) / columns;
    int across = Math.min(columns, panels.size());
    BufferedImage plate =
        Canvas.filled(
            GAP + across * (layout.width + GAP), GAP + rows * (layout.height() + GAP), GROUND);
    Graphics2D graphics = Canvas.graphics(plate);
    for (int i = 0; i < panels.size(); i++) {
      int x = GAP + i % columns * (layout.width + GAP);
      int y = GAP + i / columns * (layout.height() + GAP);
      BufferedImage picture = pictures.get(i);
      int left = x + (layout.width - picture.getWidth()) / 2;
      graphics.drawImage(picture, left, y, null);
      write(graphics, panels.get(i), x + layout.width / 2, y + layout.picture);
    }
    graphics.dispose();
    return plate;
  }

  /** The size of a cell: its width, the height of its picture and of its caption. */
  private record Layout(int width, int picture, int caption) {

    static Layout of(List<Panel> panels, List<BufferedImage> pictures, int columns) {
      if (columns < 1) throw new IllegalArgumentException("no columns: " + columns);
      int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
      int height = pictures.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
      FontMetrics metrics = Canvas.graphics(Canvas.white(1, 1)).getFontMetrics(CAPTION);
      int text =
          panels.stream()
              .flatMap(p -> lines(p).stream())
              .mapToInt(metrics::stringWidth)
              .max()
              .orElse(0);
      int lines = panels.stream().mapToInt(p -> lines(p).size()).max().orElse(0);
      return new Layout(Math.max(width, text), height, lines * LINE);
    }

    int height() {
      return picture + caption;
    }
  }

  private static List<String> lines(Panel panel) {
    return Arrays.asList(panel.caption().split("\n"));
  }

  private static void write(Graphics2D graphics, Panel panel, int center, int top) {
    graphics.setFont(CAPTION);
    graphics.setColor(Color.WHITE);
    FontMetrics metrics = graphics.getFontMetrics();
    int baseline = top;
    for (String line : lines(panel)) {
      baseline += LINE;
      graphics.drawString(line, center - metrics.stringWidth(line) / 2, baseline - 4);
    }
  }

  private static BufferedImage picture(Panel panel, int largest) {
    BufferedImage shown = panel.image().getBufferedImage();
    int longest = Math.max(shown.getWidth(), shown.getHeight());
    double factor =
        longest > largest
            ? (double) largest / longest
            : Math.max(1, (SMALLEST_SIDE + longest - 1) / longest);
    int width = (int) Math.max(1, Math.round(shown.getWidth() * factor));
    int height = (int) Math.max(1, Math.round(shown.getHeight() * factor));
    BufferedImage picture =
        factor < 1 ? Canvas.averaged(shown, width, height) : Canvas.filled(width, height, GROUND);
    Graphics2D graphics = Canvas.graphics(picture);
    if (factor >= 1) graphics.drawImage(shown, 0, 0, width, height, null);
    Outlines.draw(graphics, panel, factor);
    graphics.dispose();
    return picture;
  }
}
