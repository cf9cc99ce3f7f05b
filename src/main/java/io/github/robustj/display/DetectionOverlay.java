package io.github.robustj.display;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.reader.box.BoxRois;
import io.github.robustj.metric.Matches;
import io.github.robustj.metric.ObjectsInImage;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Objects on an image: a rectangle ROI around each in the colour of its class, named as in {@code
 * RBC 0.87}, and its name beside it; of those with an outline that, and no name beside it. In
 * stacks each ROI's position is its slice, counted from 1.
 *
 * @param classes of the model, whose order gives the colours
 * @param width,height of the image in pixels; text is larger in large images
 * @param style whose prefix names the layer and whose width the lines have on the screen
 */
public record DetectionOverlay(List<String> classes, int width, int height, ContourStyle style) {

  /** The IoU from which on a box counts as found. */
  public static final double IOU = .5;

  /** What the property of a ROI is called that holds the score. */
  public static final String SCORE = "score";

  private static final int SMALLEST_FONT = 8;
  private static final int LARGEST_FONT = 24;

  /** Boxes as users draw them, in the colours of their classes. */
  public static Overlay drawn(List<BoxedObject> objects) {
    List<String> classes = objects.stream().map(BoxedObject::name).distinct().sorted().toList();
    Overlay overlay = new Overlay();
    for (BoxedObject object : objects) {
      Box box = object.box();
      Roi roi = new Roi(box.left(), box.top(), box.width(), box.height());
      roi.setName(object.name());
      roi.setStrokeColor(ClassColors.foreground(classes.indexOf(object.name())));
      overlay.add(roi);
    }
    return overlay;
  }

  public Overlay of(Boxes found) {
    Overlay overlay = new Overlay();
    for (int z = 0; z < found.slices().size(); z++)
      for (BoxedObject object : found.slices().get(z))
        add(overlay, object, look(name(object), object), position(found, z));
    return readable(overlay);
  }

  /**
   * The same beside the truth: what is right looks as ever; what is wrong has a thicker line and is
   * called {@code false RBC 0.61}; what was missed is drawn in white as {@code missed RBC}.
   */
  public Overlay of(Boxes found, Boxes truth) {
    Overlay overlay = new Overlay();
    for (int z = 0; z < found.slices().size(); z++) {
      int position = position(found, z);
      ObjectsInImage slice = new ObjectsInImage(truth.slices().get(z), found.slices().get(z));
      Matches matches = Matches.of(slice, IOU);
      for (BoxedObject object : matches.right())
        add(overlay, object, look(name(object), object), position);
      for (BoxedObject object : matches.passedOver())
        add(overlay, object, look(name(object), object), position);
      for (BoxedObject object : matches.wrong())
        add(overlay, object, look("false " + name(object), object).thick(), position);
      for (BoxedObject object : matches.missed()) add(overlay, object, missed(object), position);
    }
    return readable(overlay);
  }

  /**
   * The rectangles alone, as a ROI file holds them: drawn again on an image they count as the
   * user's own.
   */
  public Overlay rectangles(Boxes found) {
    Overlay rectangles = new Overlay();
    for (int z = 0; z < found.slices().size(); z++)
      for (BoxedObject object : found.slices().get(z)) {
        Roi roi = rectangle(object, name(object), position(found, z));
        roi.setStrokeColor(color(object));
        rectangles.add(roi);
      }
    return rectangles;
  }

  /** How an object is drawn. */
  private record Look(String name, Color color, double width) {

    Look thick() {
      return new Look(name, color, 1.5 * width);
    }
  }

  private Look look(String name, BoxedObject object) {
    return new Look(style.name(name), style.tone().apply(color(object)), style.width());
  }

  private Look missed(BoxedObject object) {
    return new Look(style.name("missed " + object.name()), Color.WHITE, style.width());
  }

  private Color color(BoxedObject object) {
    return ClassColors.foreground(Math.max(0, classes.indexOf(object.name())));
  }

  private static String name(BoxedObject object) {
    return String.format(Locale.ROOT, "%s %.2f", object.name(), object.score());
  }

  private void add(Overlay overlay, BoxedObject object, Look look, int position) {
    Roi box = rectangle(object, look.name(), position);
    box.setStrokeColor(look.color());
    // Screen pixels: on a large slide a line of image pixels would be hidden, or hide the cells.
    box.setUnscalableStrokeWidth(look.width());
    Overlays.mark(box, style.prefix());
    overlay.add(box);
    // Outlined objects lie close together; their ROIs have the names.
    if (object.outline() != null) return;
    Roi text = text(object.box(), look);
    text.setPosition(position);
    Overlays.mark(text, style.prefix());
    overlay.add(text);
  }

  /**
   * The texts on top, so that no line of a neighbour goes through one, without those that would
   * hide a neighbour or its text: there colours, and the names of the ROIs, tell the class.
   */
  private static Overlay readable(Overlay overlay) {
    Overlay sorted = new Overlay();
    List<Roi> taken = new ArrayList<>();
    for (Roi roi : overlay.toArray())
      if (!(roi instanceof TextRoi)) {
        sorted.add(roi);
        taken.add(roi);
      }
    Roi box = null;
    for (Roi roi : overlay.toArray())
      if (!(roi instanceof TextRoi)) box = roi;
      else if (isFree(roi, box, taken)) {
        sorted.add(roi);
        taken.add(roi);
      }
    return sorted;
  }

  private static boolean isFree(Roi text, Roi own, List<Roi> taken) {
    Rectangle2D place = text.getFloatBounds();
    return taken.stream()
        .filter(other -> other != own && other.getPosition() == text.getPosition())
        .noneMatch(other -> place.intersects(other.getFloatBounds()));
  }

  private static Roi rectangle(BoxedObject object, String name, int position) {
    Roi roi = shape(object);
    roi.setName(name);
    roi.setProperty(BoxRois.CLASS, object.name());
    roi.setProperty(SCORE, Double.toString(object.score()));
    roi.setPosition(position);
    return roi;
  }

  private static Roi shape(BoxedObject object) {
    Box box = object.box();
    return object.outline() == null
        ? new Roi(box.left(), box.top(), box.width(), box.height())
        : OutlineRois.of(object.outline());
  }

  /** Above the box, or in it where the image ends. */
  private Roi text(Box box, Look look) {
    int size = Math.max(SMALLEST_FONT, Math.min(LARGEST_FONT, Math.min(width, height) / 40));
    double above = box.top() - 1.35 * size;
    TextRoi text =
        new TextRoi(
            box.left(),
            above < 0 ? box.top() + 1 : above,
            look.name(),
            new Font(Font.SANS_SERIF, Font.PLAIN, size));
    text.setName(look.name());
    text.setStrokeColor(isLight(look.color()) ? Color.BLACK : Color.WHITE);
    text.setFillColor(look.color());
    return text;
  }

  /** Relative luminance as displays weigh the primaries. */
  private static boolean isLight(Color color) {
    return .299 * color.getRed() + .587 * color.getGreen() + .114 * color.getBlue() > 110;
  }

  private static int position(Boxes boxes, int slice) {
    return boxes.slices().size() > 1 ? slice + 1 : 0;
  }
}
