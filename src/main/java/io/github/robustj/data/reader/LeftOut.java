package io.github.robustj.data.reader;

import io.github.robustj.error.Excerpt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a data set has but a training does not use, counted and named in one line each. */
public final class LeftOut {

  private static final int NAMED = 3;

  private final List<String> notes = new ArrayList<>();

  /**
   * @param one,several what they are, such as {@code label without an image}
   */
  public LeftOut add(Collection<String> names, String one, String several) {
    if (names.isEmpty()) return this;
    String first =
        names.stream().limit(NAMED).map(Excerpt::of).reduce((a, b) -> a + ", " + b).orElseThrow();
    notes.add(
        "left out: %d %s (%s%s)"
            .formatted(
                names.size(),
                names.size() == 1 ? one : several,
                first,
                names.size() > NAMED ? ", ..." : ""));
    return this;
  }

  public LeftOut addAll(Collection<String> others) {
    notes.addAll(others);
    return this;
  }

  /** A line for each kind. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
