package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.Truth;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import java.nio.file.Path;
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
      TaskDisplay display, ImagePlus truth, Options options, ImageSource source) {
    boolean label = options.get(OptionTable.LABEL).isPresent();
    boolean drawn = options.get(FROM_OVERLAY);
    boolean unused = truth != null && !display.task().takes(TRUTH.key());
    if (unused || Stream.of(truth != null, label, drawn).filter(given -> given).count() > 1)
      throw new RobustJException(display.truthOnce());
    if (drawn) return Optional.of(drawn(FROM_OVERLAY, display, options, source));
    if (truth != null) return Optional.of(ImagePlusConverter.toMask(truth));
    return Truth.of(display.task(), options, source.image());
  }

  /**
   * What is drawn in the overlay of the image.
   *
   * @param key of the option that asks for it
   */
  static Annotation drawn(
      Key<Boolean> key, TaskDisplay display, Options options, ImageSource source) {
    Path model = options.get(OptionTable.MODEL);
    return display.drawn(key.name(), source.shown(), source.image(), model);
  }
}
