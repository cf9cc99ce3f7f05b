package io.github.robustj.display;

import io.github.robustj.error.Excerpt;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A band with a title and what the colours mean, in as many lines as that needs; the colours stand
 * beside the title where there is room. It stands above or below a picture, so that it hides
 * nothing.
 *
 * @param title empty for none
 * @param left where title and keys begin, in pixels from the left edge
 */
public record Legend(String title, List<Key> keys, int left, Color paper, Color ink) {

  /** What a line of this colour is. */
  public record Key(String name, Color color, float width) {

    public Key(String name, Color color) {
      this(name, color, 3);
    }
  }

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);
  private static final Font ENTRY = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  private static final int AXIS = 60;
  private static final int LINE = 24;
  private static final int EDGE = 8;
  private static final int SAMPLE = 30;
  private static final int GAP = 24;

  /** A colour for each name; a name that comes again has one. */
  public static List<Key> keys(Iterable<String> names) {
    Set<String> once = new LinkedHashSet<>();
    names.forEach(once::add);
    List<Key> keys = new ArrayList<>();
    for (String name : once) keys.add(new Key(name, ClassColors.foreground(keys.size())));
    return keys;
  }

  static Legend onWhite(String title, List<Figure.Series> lines) {
    List<Key> keys = lines.stream().map(l -> new Key(l.name(), l.color())).toList();
    return new Legend(title, keys, AXIS, Color.WHITE, Color.BLACK);
  }

  /** The legend with names that a picture can hold. */
  public Legend {
    keys = keys.stream().map(k -> new Key(Excerpt.of(k.name), k.color, k.width)).toList();
  }

  /** As wide as that, or as the longest of its texts needs. */
  BufferedImage draw(int least) {
    Graphics2D measure = Canvas.graphics(Canvas.white(1, 1));
    int width = Math.max(least, longest(measure));
    int lines = drawAll(measure, width);
    measure.dispose();
    BufferedImage band = Canvas.filled(width, LINE * lines + 2 * EDGE, paper);
    Graphics2D graphics = Canvas.graphics(band);
    drawAll(graphics, width);
    graphics.dispose();
    return band;
  }

  private int longest(Graphics2D measure) {
    measure.setFont(TITLE);
    int longest = measure.getFontMetrics().stringWidth(title);
    measure.setFont(ENTRY);
    for (Key key : keys) longest = Math.max(longest, length(key, measure));
    return left + longest + EDGE;
  }

  /** Draws title and keys; the number of lines they take. */
  private int drawAll(Graphics2D graphics, int width) {
    graphics.setColor(ink);
    graphics.setFont(TITLE);
    graphics.drawString(title, left, baseline(1));
    int end = title.isEmpty() ? 0 : graphics.getFontMetrics().stringWidth(title) + GAP;
    graphics.setFont(ENTRY);
    int all = keys.stream().mapToInt(key -> length(key, graphics) + GAP).sum();
    boolean beside = left + end + all <= width;
    if (beside) return drawKeys(graphics, left + end, 1, width);
    return drawKeys(graphics, left, title.isEmpty() ? 1 : 2, width);
  }

  /** Draws the keys from the given place on; the last line they take. */
  private int drawKeys(Graphics2D graphics, int from, int firstLine, int width) {
    int x = from;
    int line = firstLine;
    for (Key key : keys) {
      int length = length(key, graphics);
      if (x > from && x + length > width) {
        x = from;
        line++;
      }
      draw(graphics, key, x, baseline(line));
      x += length + GAP;
    }
    return line;
  }

  private static int baseline(int line) {
    return EDGE + line * LINE - 6;
  }

  private static int length(Key key, Graphics2D graphics) {
    return SAMPLE + EDGE + graphics.getFontMetrics().stringWidth(key.name());
  }

  private void draw(Graphics2D graphics, Key key, int x, int baseline) {
    graphics.setColor(key.color());
    graphics.setStroke(new BasicStroke(key.width()));
    graphics.drawLine(x, baseline - 6, x + SAMPLE, baseline - 6);
    graphics.setColor(ink);
    graphics.drawString(key.name(), x + SAMPLE + EDGE, baseline);
  }
}
