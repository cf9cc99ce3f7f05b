package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.file.Table;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A prediction as ImageJ shows it, and as files hold it. */
public interface PredictionView {

  /**
   * @param image that it is of
   * @param options whose table has what is to be measured, or from which score on objects count
   */
  static PredictionView of(Prediction prediction, Image image, Options options) {
    if (prediction instanceof Prediction.Masks masks) return new MaskView(masks, image);
    if (prediction instanceof Prediction.Points points)
      return new PointView(points, image, options);
    return ObjectView.of((Prediction.Objects) prediction, image, options);
  }

  /** The names of the files that hold the results of many images, the first of them first. */
  static List<String> tables(ModelTask task) {
    return switch (task) {
      case SEGMENTATION -> MaskView.FILES;
      case LANDMARK -> PointView.FILES;
      case DETECTION -> ObjectView.FILES;
    };
  }

  /** Puts it on the image, in the place of an earlier one, beside what users have drawn there. */
  void put(ImagePlus shown);

  /** What a ROI file holds. */
  Overlay rois();

  /** For people. */
  ImagePlus picture();

  /** The label image, for segmentations alone. */
  default Optional<Prediction.Masks> labels() {
    return Optional.empty();
  }

  /** What is measured, under the title of its window. */
  Map.Entry<String, Table> table();

  /** Further tables by the titles of their windows. */
  default Map<String, Table> further() {
    return Map.of();
  }

  /** What can be written to a file that an option names, by the name of the option. */
  default Map<String, Consumer<Path>> byOption() {
    return Map.of("roi_file", file -> RoiZip.write(rois(), file));
  }

  /**
   * What is written about many images, by the names of the files: those of {@link #tables}, as far
   * as there is something to say, and further ones that have an image's name.
   *
   * @param all views of one task, at least one
   */
  Map<String, Consumer<Path>> files(List<Named> all);

  /**
   * @param file of the image
   * @param name that its results have
   */
  record Named(PredictionView view, Path file, String name) {}
}
