package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.ready.ReadyModels;
import java.util.Optional;

/**
 * The ready model that an image says it fits: a property, which its copies and its TIFF file keep.
 */
final class FittingModel {

  private static final String PROPERTY = "RobustJ model";

  private FittingModel() {}

  static void put(ImagePlus image, String model) {
    image.setProp(PROPERTY, model);
  }

  /** Empty if it says none, or one that this version does not have. */
  static Optional<String> of(ImagePlus image) {
    return Optional.ofNullable(image.getProp(PROPERTY)).filter(ReadyModels.names()::contains);
  }
}
