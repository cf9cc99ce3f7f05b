package io.github.robustj.report;

import java.util.List;
import java.util.Optional;

/** Pictures of the cases that lose most. */
final class WorstPart {

  private WorstPart() {}

  static Optional<Section> of(List<Subject> subjects) {
    return Optional.empty();
  }
}
