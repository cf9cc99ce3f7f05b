package io.github.robustj.job;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.Optional;

/** The points of one image that an attack is told, from the option {@code label}. */
public final class LandmarkTruth {

  private LandmarkTruth() {}

  /**
   * Empty without a file.
   *
   * @param options whose table contains {@link OptionTable#ATTACK_FILES}' {@code label} and {@code
   *     y_origin}
   * @throws RobustJException as {@link LandmarkReader#points(Path, Image, YOrigin)}, or if there is
   *     an origin without a file
   */
  public static Optional<Landmarks> of(Options options, Image image) {
    Optional<Path> file = options.get(OptionTable.LABEL);
    if (file.isEmpty() && !options.isStandard(OptionTable.Y_ORIGIN))
      throw new RobustJException(
          "The option %s says how y is counted in a file of points, but there is none; give one as %s or leave it out."
              .formatted(OptionTable.Y_ORIGIN.name(), OptionTable.LABEL.name()));
    YOrigin origin = options.get(OptionTable.Y_ORIGIN);
    return file.map(points -> LandmarkReader.points(points, image, origin));
  }
}
