package io.github.robustj.job;

import io.github.robustj.data.Scaling;
import java.nio.file.Path;

/**
 * What all blocks of a prediction have in common: paths and options, so that blocks can be
 * predicted by any process that sees the same files.
 *
 * @param image file or folder
 * @param model folder
 * @param work folder in which blocks leave what they found
 * @param labels label image that is written; of tasks without one nothing is there
 * @param tile longest side in pixels that the network sees at once
 * @param side of a block in pixels, at the model's scale
 * @param scaling normalisation of the image
 * @param run what decides about the labels, as text
 */
public record BlockPlan(
    Path image,
    Path model,
    Path work,
    Path labels,
    int tile,
    int side,
    Scaling scaling,
    String run) {

  /** Where a block of a mask leaves how many pixels of each class it has, and their scores. */
  Path sums(int block) {
    return work.resolve("scores-%06d".formatted(block));
  }

  /** Where a group of tiles leaves its seeds. */
  Path seeds(int group) {
    return work.resolve("seeds-%06d".formatted(group));
  }

  /** The objects of a slice in their order. */
  Path objects(int slice) {
    return work.resolve("objects-%06d".formatted(slice));
  }

  /** The numbered objects of a part of the label image. */
  Path painted(int place) {
    return work.resolve("numbers-%06d".formatted(place));
  }
}
