package io.github.robustj.packaging;

import java.nio.file.Path;
import java.util.Map;

/** Named numbers and texts as a JSON file; a number that was not measured is {@code null}. */
public final class Measurements {

  private Measurements() {}

  /**
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void write(Path file, Map<String, ?> values) {
    Json.write(file, Json.tree(values));
  }
}
