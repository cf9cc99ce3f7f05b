package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.box.BoxWriter;
import io.github.robustj.display.AttackedObjects;
import io.github.robustj.display.DrawnBoxes;
import io.github.robustj.display.Images;
import io.github.robustj.display.ShownDetection;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the commands share where objects are found. */
final class DetectionCommands {

  private DetectionCommands() {}

  /**
   * Writes the boxes in the format that the file's ending tells.
   *
   * @throws RobustJException if a stack is to become a single file of Pascal VOC, or the file
   *     cannot be written
   */
  static void write(Path file, DetectionPrediction shown) {
    List<BoxedImage> images =
        BoxedImage.slices(shown.image(), shown.width(), shown.height(), shown.objects());
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) BoxWriter.table(file, images);
    else if (name.endsWith(".json")) BoxWriter.coco(file, shown.classes(), images);
    else if (images.size() == 1) BoxWriter.voc(file, images.get(0));
    else
      throw new RobustJException(
          "%s is to be a file of Pascal VOC, which holds one image, but %s has %d slices; write a .csv or .json."
              .formatted(file, shown.image(), images.size()));
  }

  /**
   * The truth from a file or from the boxes on the image; empty if neither is asked for.
   *
   * @throws RobustJException if an image is given as truth, both ways are, or no box is found
   */
  static Optional<Boxes> truth(ImagePlus truth, Options options, ImageSource source) {
    Optional<Path> file = options.get(OptionTable.LABEL);
    boolean drawn = options.get(TruthSource.FROM_OVERLAY);
    if (truth != null || drawn && file.isPresent())
      throw new RobustJException(
          "The truth of objects is a file of boxes, or the boxes on the image; give only one of"
              + " label and truth_from_overlay.");
    if (drawn) return Optional.of(drawn(source));
    return file.map(f -> Boxes.of(BoxReader.boxes(f, source.image())));
  }

  private static Boxes drawn(ImageSource source) {
    Boxes boxes = DrawnBoxes.of(source.shown());
    if (!boxes.all().isEmpty()) return boxes;
    throw new RobustJException(
        "The option truth_from_overlay is set, but there is no box in the overlay of %s; add named rectangles with B, or leave it out."
            .formatted(source.shown().getTitle()));
  }

  /** The adversarial image with what the model sees there now, beside the truth. */
  static ImagePlus adversarial(DetectionAttackResult result) {
    ImagePlus shown = Images.of(result.adversarial());
    shown.setTitle(result.adversarial().name() + "-adversarial");
    ShownDetection.put(shown, AttackedObjects.after(result));
    return shown;
  }
}
