package io.github.robustj.data.reader.box;

import ij.gui.Roi;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.reader.LeftOut;
import io.github.robustj.data.reader.RoiFiles;
import io.github.robustj.error.RobustJException;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Boxes as ImageJ's ROIs: the bounds of each rectangle, oval or outline. The class is the ROI's
 * property {@code class}, as RobustJ writes it, or else its name; {@code NAME-1} counts as another
 * {@code NAME} if there is a ROI of that name too, as the ROI Manager numbers them.
 */
public final class BoxRois {

  private static final List<String> ENDINGS = List.of(".zip", ".roi");

  static final BoxFormat FORMAT =
      new BoxFormat(
          "rois/",
          ENDINGS,
          root -> BoxFormat.folder(root, "rois", ENDINGS),
          (places, images) -> found(images, places.get(0)),
          ".zip or .roi",
          (file, image) -> marks(RoiFiles.read(file), file),
          null);

  /** The property of a ROI that holds the name of its class. */
  public static final String CLASS = "class";

  private BoxRois() {}

  /**
   * @param rois of which points and lines are passed over
   * @param source for messages: a file or a title
   * @throws RobustJException if a ROI has no name
   */
  public static List<BoxedObject> objects(List<Roi> rois, Object source) {
    Set<String> names = new HashSet<>();
    for (Roi roi : rois) names.add(roi.getName());
    List<BoxedObject> objects = new ArrayList<>();
    for (Roi roi : rois) {
      if (!roi.isArea()) continue;
      Rectangle2D bounds = roi.getFloatBounds();
      Box box = new Box(bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY());
      objects.add(BoxedObject.drawn(name(roi, names, source), box));
    }
    return objects;
  }

  /**
   * The objects of one image's file.
   *
   * @throws RobustJException also if they lie in different slices of a stack
   */
  private static BoxMarks marks(List<Roi> rois, Object source) {
    RoiFiles.requireOne(rois, source);
    return BoxMarks.pixels(objects(rois, source));
  }

  private static BoxFormat.Found found(SortedMap<String, Path> images, Path place) {
    List<String> passed = new ArrayList<>();
    BoxFormat.Found found =
        BoxFormat.perImage(
            images,
            place,
            ENDINGS,
            file -> {
              List<Roi> rois = RoiFiles.read(file);
              for (Roi roi : rois)
                if (!roi.isArea()) passed.add(file.getFileName() + ": " + roi.getName());
              return marks(rois, file);
            });
    List<String> notes =
        new LeftOut()
            .addAll(found.warnings())
            .add(passed, "point or line, which has no box", "points or lines, which have no box")
            .notes();
    return new BoxFormat.Found(found.names(), numbered(found.marks()), found.files(), notes);
  }

  /** With {@code NAME-1} as another {@code NAME} also where that stands in another image alone. */
  private static SortedMap<String, BoxMarks> numbered(SortedMap<String, BoxMarks> marks) {
    Set<String> names = new HashSet<>();
    for (BoxMarks its : marks.values()) its.objects().forEach(o -> names.add(o.name()));
    SortedMap<String, BoxMarks> plain = new TreeMap<>(marks);
    plain.replaceAll(
        (image, its) ->
            BoxMarks.pixels(
                its.objects().stream()
                    .map(o -> new BoxedObject(plain(o.name(), names), o.box(), o.score(), o.role()))
                    .toList()));
    return plain;
  }

  private static String plain(String name, Set<String> names) {
    String plain = name.replaceFirst("-\\d+$", "");
    return names.contains(plain) ? plain : name;
  }

  private static String name(Roi roi, Set<String> names, Object source) {
    if (roi.getProperty(CLASS) != null) return roi.getProperty(CLASS);
    return RoiFiles.name(roi)
        .map(name -> plain(name, names).strip())
        .orElseThrow(
            () ->
                new RobustJException(
                    "%s has a ROI without the name of a class; rename it (ROI Manager > Rename, or Edit > Selection > Properties)."
                        .formatted(source)));
  }
}
