package io.github.robustj.display;

import java.awt.Color;
import java.util.function.UnaryOperator;

/**
 * How the contours of one mask look, so that several fit on one image.
 *
 * @param prefix put before the class name, with a space; empty for none. It also names the layer:
 *     contours put on an image replace those with the same prefix.
 * @param tone turns the class colour into the contour's
 * @param width of the line on the screen, in screen pixels whatever the zoom
 */
public record ContourStyle(String prefix, UnaryOperator<Color> tone, double width) {

  /** Full class colours, plain class names. */
  public static final ContourStyle PREDICTION = new ContourStyle("", UnaryOperator.identity(), 2);

  /** What the model saw before the attack: paler and thinner than {@link #ADVERSARIAL}. */
  public static final ContourStyle CLEAN =
      new ContourStyle("clean", c -> ClassColors.towardsWhite(c, .55), 1);

  /** What the model sees after the attack. */
  public static final ContourStyle ADVERSARIAL =
      new ContourStyle("adversarial", UnaryOperator.identity(), 2);

  /** The expert's contours: white for every class. */
  public static final ContourStyle TRUTH = new ContourStyle("truth", c -> Color.WHITE, 1);

  /** The name of a class's contour. */
  String name(String className) {
    return prefix.isEmpty() ? className : prefix + " " + className;
  }
}
