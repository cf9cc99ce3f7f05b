package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.BlockPrediction;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** How one task is shown in ImageJ and in files, and how it is drawn on images. */
public interface TaskDisplay {

  ModelTask task();

  /**
   * @param image that it is of
   * @param options whose table has what is to be measured, or from which score on objects count
   */
  PredictionView prediction(Prediction seen, Image image, Options options);

  /** The names of the files that hold the results of many images, the first of them first. */
  List<String> tables();

  /** The names of what {@link PredictionView#files} has of one image alone. */
  default List<String> ownFiles(String image) {
    return List.of();
  }

  /** Whether predictions are also written as label images. */
  default boolean hasLabels() {
    return false;
  }

  /**
   * The same of what {@link #prediction} shows.
   *
   * @param options as there
   */
  default Optional<LabelledImage> labels(Prediction seen, Options options) {
    return labels(seen);
  }

  /** What a label image is made of; empty where there is none. */
  default Optional<LabelledImage> labels(Prediction seen) {
    return Optional.empty();
  }

  /** The names of the tables that {@link #large} writes, the first of them first. */
  List<String> largeTables();

  /**
   * Predicts an image that may be larger than memory, block by block; its label image, where it has
   * one, is written on the way, its tables have the columns of {@link #tables}.
   *
   * @param options as of {@link #prediction}
   * @param tables takes the name of a table, and what writes it
   * @return what is drawn on a small copy of the image
   */
  SlideOverview.Drawing large(
      BlockPrediction prediction, Options options, BiConsumer<String, Consumer<Path>> tables);

  /**
   * @param image that was attacked, in whose pixels the predictions are
   */
  AttackView attack(AttackResult result, Image image);

  /**
   * @param model its name
   * @param options whose table has {@code tolerances}, {@code measurements} and {@code
   *     max_detections}
   */
  EvaluationView evaluation(String model, RobustnessCurve curve, Options options);

  /** How the names of all files end that {@link EvaluationView#files} may have. */
  default List<String> evaluationFiles() {
    return List.of();
  }

  /**
   * The truth that users have drawn in an image's overlay.
   *
   * @param option that asks for it
   * @param image what is shown, as it was read
   * @param model whose classes there are
   * @throws io.github.robustj.error.RobustJException if nothing is drawn, or something unknown
   */
  Annotation drawn(String option, ImagePlus shown, Image image, Path model);

  /** What is said where a truth is given in several ways. */
  String truthOnce();

  /**
   * Saves the open images with what is drawn on them as a data set, see {@link OpenData#write}; for
   * tasks that take {@code open_images}.
   */
  default void saveOpen(Path data) {
    throw new UnsupportedOperationException(task().name());
  }
}
