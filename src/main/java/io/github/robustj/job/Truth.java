package io.github.robustj.job;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.YOrigin;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.Optional;

/** What an attack on one image is told, from the file that the option {@code label} names. */
public final class Truth {

  private Truth() {}

  /**
   * Empty without a file.
   *
   * @param options whose table contains {@link OptionTable#ATTACK_FILES}' {@code label} and {@code
   *     y_origin}
   * @throws RobustJException if the file cannot be read, or an origin is set that has no effect
   */
  public static Optional<Annotation> of(ModelTask task, Options options, Image image) {
    YOrigin origin = origin(task, options);
    return options.get(OptionTable.LABEL).map(path -> task.type().truth(path, image, origin));
  }

  /**
   * How the file counts y.
   *
   * @throws RobustJException if an origin is set that has no effect
   */
  static YOrigin origin(ModelTask task, Options options) {
    Optional<Path> file = options.get(OptionTable.LABEL);
    boolean origins = task.takes(OptionTable.Y_ORIGIN);
    if (origins && file.isEmpty() && !options.isStandard(OptionTable.Y_ORIGIN))
      throw new RobustJException(
          "The option %s says how y is counted in a file of points, but there is none; give one as %s or leave it out."
              .formatted(OptionTable.Y_ORIGIN.name(), OptionTable.LABEL.name()));
    return origins ? options.get(OptionTable.Y_ORIGIN) : YOrigin.AUTOMATIC;
  }
}
