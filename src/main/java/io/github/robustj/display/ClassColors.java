package io.github.robustj.display;

import io.github.robustj.data.LabelClass;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours of the classes, the same in contours, label images and pictures. The palette is that
 * of Okabe and Ito (<i>Color Universal Design</i>, 2008), which people with any common colour
 * vision can tell apart, in an order that puts those that stand out on a grey image first.
 */
public final class ClassColors {

  static final Color ORANGE = new Color(0xE69F00);
  static final Color SKY_BLUE = new Color(0x56B4E9);
  static final Color GREEN = new Color(0x009E73);
  static final Color YELLOW = new Color(0xF0E442);
  static final Color PURPLE = new Color(0xCC79A7);
  static final Color VERMILION = new Color(0xD55E00);
  static final Color BLUE = new Color(0x0072B2);

  private static final List<Color> PALETTE =
      List.of(ORANGE, SKY_BLUE, GREEN, YELLOW, PURPLE, VERMILION, BLUE);

  private static final List<Color> LINES =
      List.of(VERMILION, BLUE, GREEN, PURPLE, ORANGE, SKY_BLUE);

  private ClassColors() {}

  /**
   * The colour of the foreground class with this index, counted from 0. After seven classes the
   * palette comes again, paler each time.
   */
  public static Color foreground(int index) {
    Color color = PALETTE.get(index % PALETTE.size());
    int round = index / PALETTE.size();
    return round == 0 ? color : towardsWhite(color, 1 - Math.pow(.6, round));
  }

  /** Label value to colour for every foreground class, in the order given. */
  public static Map<Integer, Color> of(List<LabelClass> classes) {
    Map<Integer, Color> colors = new LinkedHashMap<>();
    for (LabelClass c : Labels.foreground(classes))
      colors.put(c.value(), foreground(colors.size()));
    return colors;
  }

  /** The colour of a line on white paper, of which the palette's dark colours are better. */
  static Color line(int index) {
    return LINES.get(index % LINES.size());
  }

  /**
   * @param share of white, 0 to 1
   */
  static Color towardsWhite(Color color, double share) {
    return new Color(
        mix(color.getRed(), share), mix(color.getGreen(), share), mix(color.getBlue(), share));
  }

  private static int mix(int component, double share) {
    return (int) Math.round(component + (255 - component) * share);
  }
}
