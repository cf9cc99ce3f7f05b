package io.github.robustj.command;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GUI;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts the windows of a command's results side by side: ImageJ would stack them a few pixels apart,
 * and what they show is to be compared.
 */
final class Tiles {

  private Tiles() {}

  /**
   * @param beside the image that was there before and stays where it is
   * @param results from left to right
   */
  static void arrange(Optional<ImagePlus> beside, List<ImagePlus> results) {
    List<Window> windows = new ArrayList<>();
    for (ImagePlus image : results) windows.add(image.getWindow());
    windows.removeIf(Objects::isNull);
    Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
    Point start =
        beside.map(ImagePlus::getWindow).map(Tiles::rightOf).orElseGet(() -> below(screen));
    List<Dimension> sizes = windows.stream().map(Window::getSize).toList();
    List<Point> places = places(screen, start, sizes);
    for (int i = 0; i < places.size(); i++) windows.get(i).setLocation(places.get(i));
  }

  /** At the left edge, below ImageJ's own window if that is at the top. */
  private static Point below(Rectangle screen) {
    ImageJ own = IJ.getInstance();
    int y = own == null ? screen.y : own.getY() + own.getHeight();
    return new Point(screen.x, Math.min(y, screen.y + screen.height / 4));
  }

  private static Point rightOf(Window window) {
    return new Point(window.getX() + window.getWidth(), window.getY());
  }

  /**
   * Upper left corners: a row to the right of the start, then rows from the left edge. What does
   * not fit below is moved up, over the others.
   */
  static List<Point> places(Rectangle screen, Point start, List<Dimension> sizes) {
    List<Point> places = new ArrayList<>();
    Point next = new Point(start);
    int bottom = start.y;
    for (Dimension size : sizes) {
      if (next.x + size.width > screen.x + screen.width) next.setLocation(screen.x, bottom);
      int lowest = Math.max(screen.y, screen.y + screen.height - size.height);
      places.add(new Point(next.x, Math.min(next.y, lowest)));
      bottom = Math.max(bottom, next.y + size.height);
      next.x += size.width;
    }
    return places;
  }
}
