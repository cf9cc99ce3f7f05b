package io.github.robustj.display;

import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Landmarks on an image: a point for each, its name and confidence, and its way to the truth. */
public final class LandmarkOverlay {

  /** Of an image's longest side: what a line of text is high. */
  private static final double FONT = 1 / 36.;

  private static final int SMALLEST_FONT = 5;

  /** Mean width of a letter, of its height. */
  private static final double LETTER = .6;

  private LandmarkOverlay() {}

  /**
   * A point ROI for each landmark, named as it is with the style's prefix, and beside it a label
   * such as {@code nose 87%}. In stacks each ROI's position is its slice, counted from 1.
   *
   * @param image in whose pixels the landmarks are; labels have a size that suits it
   */
  public static Overlay of(Landmarks landmarks, Image image, ContourStyle style) {
    Overlay overlay = new Overlay();
    for (int z = 0; z < landmarks.slices().size(); z++)
      for (Map.Entry<String, Landmark> entry : landmarks.slices().get(z).entrySet()) {
        Color color = style.tone().apply(color(landmarks, entry.getKey()));
        String name = style.name(entry.getKey());
        Landmark place = entry.getValue();
        PointRoi point = new PointRoi(place.x(), place.y());
        point.setName(name);
        point.setPointType(PointRoi.CROSSHAIR);
        add(overlay, point, color, style, position(landmarks, z));
        String sure = String.format(Locale.ROOT, " %.0f%%", 100 * place.confidence());
        Roi label = label(entry.getKey() + sure, place, image, 0);
        label.setName(name + sure);
        add(overlay, label, color, style, position(landmarks, z));
      }
    return overlay;
  }

  /** The points alone, without their labels: what a ROI file holds. */
  public static Overlay points(Overlay overlay) {
    Overlay points = new Overlay();
    for (Roi roi : overlay.toArray()) if (roi instanceof PointRoi) points.add(roi);
    return points;
  }

  /**
   * A line from every landmark that the truth has to where it was found, labelled there with its
   * length, such as {@code 1.83 mm}.
   *
   * @param image in whose pixels the landmarks are; labels have a size that suits it
   */
  public static Overlay errors(Landmarks found, Landmarks truth, Image image, ContourStyle style) {
    Overlay overlay = new Overlay();
    Calibration size = truth.calibration();
    for (int z = 0; z < truth.slices().size(); z++)
      for (Map.Entry<String, Landmark> entry : truth.slices().get(z).entrySet()) {
        Landmark to = entry.getValue();
        Landmark from = found.slices().get(z).get(entry.getKey());
        if (from == null) continue;
        Line line = new Line(to.x(), to.y(), from.x(), from.y());
        line.setName("error " + entry.getKey());
        add(overlay, line, Color.WHITE, style, position(truth, z));
        String text = String.format(Locale.ROOT, "%.3g %s", to.distance(from, size), size.unit());
        Roi label = label(text, from, image, 1);
        label.setName(text);
        add(overlay, label, Color.WHITE, style, position(truth, z));
      }
    return overlay;
  }

  /**
   * A text beside a point, right of it where there is room, else left.
   *
   * @param line 0, or how many lines below
   */
  private static Roi label(String text, Landmark place, Image image, int line) {
    int side = Math.max(image.width(), image.height());
    int size = Math.max(SMALLEST_FONT, (int) Math.round(FONT * side));
    double gap = size / 3.;
    double width = LETTER * size * text.length();
    double x = place.x() + gap;
    if (x + width > image.width()) x = place.x() - gap - width;
    double y = place.y() + gap / 2 + line * size;
    return new TextRoi(x, y, text, new Font(Font.SANS_SERIF, Font.PLAIN, size));
  }

  private static void add(Overlay overlay, Roi roi, Color color, ContourStyle style, int position) {
    roi.setStrokeColor(color);
    roi.setPosition(position);
    Overlays.mark(roi, style.prefix());
    overlay.add(roi);
  }

  private static int position(Landmarks landmarks, int slice) {
    return landmarks.slices().size() > 1 ? slice + 1 : 0;
  }

  /** By its place among the names, so that a landmark has one colour in all images of a model. */
  private static Color color(Landmarks landmarks, String name) {
    List<String> names = new ArrayList<>(landmarks.slices().get(0).keySet());
    return ClassColors.foreground(Math.max(0, names.indexOf(name)));
  }
}
