package io.github.robustj.display;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A sentence as a band of a picture, in as many lines as it needs. */
final class Sentence {

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final int LINE = 20;
  private static final int LEFT = 60;
  private static final int EDGE = 10;

  private Sentence() {}

  /**
   * @param width of the band in pixels
   */
  static BufferedImage onWhite(String sentence, int width) {
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
