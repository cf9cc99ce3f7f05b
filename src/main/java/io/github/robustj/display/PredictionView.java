package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.file.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A prediction as ImageJ shows it, and as files hold it. */
public interface PredictionView {

  /** Puts it on the image, in the place of an earlier one, beside what users have drawn there. */
  void put(ImagePlus shown);

  /** What a ROI file holds. */
  Overlay rois();

  /** For people. */
  ImagePlus picture();

  /** The slice with most to see, counted from 1. */
  default int fullest() {
    return 1;
  }

  /**
   * The probabilities of classes, see {@link ProbabilityImage}; empty where they were not asked
   * for.
   */
  default Optional<ImagePlus> probabilities() {
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
   * What is written about many images, by the names of the files: those of {@link
   * TaskDisplay#tables}, as far as there is something to say, and {@link TaskDisplay#ownFiles}.
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
