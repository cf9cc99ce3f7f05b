package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.file.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What an evaluation says beside the robustness curve. */
public interface EvaluationView {

  /** The numbers, under the title of their window. */
  Map.Entry<String, Table> table();

  /** The files that only the task has, by how their names end. */
  default Map<String, Consumer<Path>> files() {
    return Map.of();
  }

  /** Further tables by the titles of their windows. */
  default Map<String, Table> further() {
    return Map.of();
  }

  /** A plot to show where somebody sits, and only there. */
  default Optional<ImagePlus> shown() {
    return Optional.empty();
  }

  /** A plot to give out. */
  default Optional<ImagePlus> curves() {
    return Optional.empty();
  }

  /** What is to be known of the numbers; empty for nothing. */
  default String note() {
    return "";
  }

  /** The numbers in lines for a console. */
  default List<String> lines() {
    return List.of();
  }
}
