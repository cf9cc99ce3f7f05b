package io.github.robustj.display;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A band with a title and what the colours mean, in as many lines as that needs. It stands above or
 * below a picture, so that it hides nothing.
 *
 * @param title empty for none
 * @param left where title and keys begin, in pixels from the left edge
 */
record Legend(String title, List<Key> keys, int left, Color paper, Color ink) {

  /** What a line of this colour is. */
  record Key(String name, Color color) {}

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  private static final Font ENTRY = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  private static final int AXIS = 60;
  private static final int LINE = 24;
  private static final int EDGE = 8;
  private static final int SAMPLE = 30;
  private static final int GAP = 24;

  static Legend onWhite(String title, List<Series> lines) {
    List<Key> keys = lines.stream().map(l -> new Key(l.name(), l.color())).toList();
    return new Legend(title, keys, AXIS, Color.WHITE, Color.BLACK);
  }

  BufferedImage draw(int width) {
    int heading = title.isEmpty() ? 0 : LINE;
    Graphics2D measure = Canvas.graphics(Canvas.white(1, 1));
    int height = heading + LINE * drawKeys(measure, width, 0) + 2 * EDGE;
    measure.dispose();
    BufferedImage band = Canvas.filled(width, height, paper);
    Graphics2D graphics = Canvas.graphics(band);
    graphics.setColor(ink);
    graphics.setFont(TITLE);
    graphics.drawString(title, left, EDGE + LINE - 6);
    drawKeys(graphics, width, EDGE + heading);
    graphics.dispose();
    return band;
  }

  /** Draws the keys from the given height on; the number of lines they take. */
  private int drawKeys(Graphics2D graphics, int width, int top) {
    if (keys.isEmpty()) return 0;
    graphics.setFont(ENTRY);
    FontMetrics metrics = graphics.getFontMetrics();
    int x = left;
    int line = 1;
    for (Key key : keys) {
      int length = SAMPLE + EDGE + metrics.stringWidth(key.name());
      if (x > left && x + length > width) {
        x = left;
        line++;
      }
      draw(graphics, key, x, top + line * LINE - 6);
      x += length + GAP;
    }
    return line;
  }

  private void draw(Graphics2D graphics, Key key, int x, int baseline) {
    graphics.setColor(key.color());
    graphics.setStroke(new BasicStroke(3));
    graphics.drawLine(x, baseline - 6, x + SAMPLE, baseline - 6);
    graphics.setColor(ink);
    graphics.drawString(key.name(), x + SAMPLE + EDGE, baseline);
  }
}
