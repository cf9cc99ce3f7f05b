package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.data.reader.landmark.PointRois;
import io.github.robustj.display.DrawnBoxes;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.RoiMasks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.Truth;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an attack takes the truth from: an open label image, a file, or what is drawn. */
final class TruthSource {

  static final Field TRUTH =
      Field.of(
          Field.Widget.IMAGE,
          Keys.text(Section.DIALOG, "truth")
              .label("Truth, a label image (optional)")
              .help(
                  "title of the open label image of the truth; without any truth the model's own prediction"));
  static final Field LABEL =
      Field.of(Field.Widget.OPEN_FILE, OptionTable.LABEL.label("Truth, a file (optional)"));
  static final Field ORIGIN = Field.value(OptionTable.Y_ORIGIN).only();
  static final Key<Boolean> FROM_OVERLAY =
      Keys.flag(Section.DIALOG, "truth_from_overlay", "false")
          .label("The truth is drawn in the overlay of the image")
          .help(
              "take the truth from the ROIs in the image's overlay, areas, points or boxes, named as the classes or landmarks");

  private TruthSource() {}

  /**
   * The truth, empty if none is given.
   *
   * @param truth label image, for segmentations alone
   * @throws RobustJException if it is given in more than one way or cannot be read
   */
  static Optional<Annotation> find(
      ModelTask task, ImagePlus truth, Options options, ImageSource source) {
    boolean label = options.get(OptionTable.LABEL).isPresent();
    boolean drawn = options.get(FROM_OVERLAY);
    boolean masks = task == ModelTask.SEGMENTATION;
    if (truth != null && !masks
        || Stream.of(truth != null, label, drawn).filter(given -> given).count() > 1)
      throw new RobustJException(twice(task));
    if (drawn) return Optional.of(drawn(task, source, options.get(OptionTable.MODEL)));
    if (truth != null) return Optional.of(ImagePlusConverter.toMask(truth));
    return Truth.of(task, options, source.image());
  }

  private static String twice(ModelTask task) {
    return switch (task) {
      case SEGMENTATION ->
          "The truth is given more than once; give only one of truth, label and"
              + " truth_from_overlay.";
      case LANDMARK ->
          "The truth of landmarks is a table or ROI file, or the points on the image; give only one"
              + " of label and truth_from_overlay.";
      case DETECTION ->
          "The truth of objects is a file of boxes, or the boxes on the image; give only one of"
              + " label and truth_from_overlay.";
    };
  }

  private static Annotation drawn(ModelTask task, ImageSource source, Path model) {
    ImagePlus shown = source.shown();
    if (task == ModelTask.SEGMENTATION) return outlined(FROM_OVERLAY.name(), source, model);
    if (task == ModelTask.DETECTION) {
      Boxes boxes = DrawnBoxes.of(shown);
      if (boxes.all().isEmpty()) throw nothing("box", "rectangles", shown);
      return boxes;
    }
    Map<String, Landmark> points =
        PointRois.points(List.of(Overlays.drawn(shown).toArray()), "The image " + shown.getTitle());
    if (points.isEmpty()) throw nothing("point", "points", shown);
    return Landmarks.of(points, source.image().calibration());
  }

  private static RobustJException nothing(String one, String many, ImagePlus shown) {
    return new RobustJException(
        "The option truth_from_overlay is set, but there is no %s in the overlay of %s; add named %s with B, or leave it out."
            .formatted(one, shown.getTitle(), many));
  }

  /**
   * The mask that the outlines in the image's overlay describe.
   *
   * @param key of the option that asks for it
   * @throws RobustJException if nothing is drawn, or something that is no class of the model
   */
  static Mask outlined(String key, ImageSource source, Path model) {
    Overlay outlines = Overlays.drawn(source.shown());
    if (outlines.size() == 0)
      throw new RobustJException(
          "The option %s is set, but nothing is drawn in the overlay of %s; outline the structures and press B, or leave it out."
              .formatted(key, source.shown().getTitle()));
    Image image = source.image();
    return RoiMasks.fromOverlay(
        outlines,
        image.width(),
        image.height(),
        image.slices(),
        ModelFolder.open(model).description().task().classes());
  }
}
