package io.github.robustj.task.landmark;

import static java.util.Objects.requireNonNull;

import io.github.robustj.data.Resolution;
import io.github.robustj.task.Question;
import java.util.List;

/** What a landmark model answers. */
public record LandmarkQuestion(Points landmarks) implements Question {
  public LandmarkQuestion {
    requireNonNull(landmarks, "task.landmarks");
  }

  /** Of these points, see {@link Points}. */
  public LandmarkQuestion(List<String> names, int radius, int resolution, String unit) {
    this(new Points(names, radius, resolution, unit));
  }

  /**
   * @param names of the landmarks in the order of the output channels
   * @param radius R of heat maps and offsets, in pixels of the network's input
   * @param resolution longest side in pixels that images are brought to before
   * @param unit of distances in the training data: {@code mm}, or {@code pixel}
   */
  public record Points(List<String> names, int radius, int resolution, String unit) {
    public Points {
      Question.requireAll(names, "task.landmarks.names");
      requireNonNull(unit, "task.landmarks.unit");
      if (radius < 1 || resolution < 1)
        throw new IllegalArgumentException(
            "task.landmarks has radius %d and resolution %d".formatted(radius, resolution));
    }
  }

  @Override
  public String name() {
    return LandmarkTask.NAME;
  }

  @Override
  public int outputChannels() {
    return 3 * names().size();
  }

  @Override
  public List<String> names() {
    return landmarks.names();
  }

  @Override
  public String answers() {
    return "landmarks " + names();
  }

  @Override
  public String inWords() {
    return names().size() + " landmarks";
  }

  @Override
  public Resolution resolution() {
    return new Resolution.Longest(landmarks.resolution());
  }
}
