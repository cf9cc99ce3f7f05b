package io.github.robustj.task.detection;

import static java.util.Objects.requireNonNull;

import io.github.robustj.data.Resolution;
import io.github.robustj.task.Question;
import java.util.List;

/** What a detection model answers. */
public record DetectionQuestion(Detector objects) implements Question {
  public DetectionQuestion {
    requireNonNull(objects, "task.objects");
  }

  /** Of these objects, see {@link Detector}. */
  public DetectionQuestion(List<String> names, List<Double> thresholds, double scale) {
    this(new Detector(names, thresholds, scale));
  }

  /**
   * @param names of the classes in the order of the output channels
   * @param thresholds for each class the network's score from which on an object counts
   * @param scale pixels of the network's input per pixel of an image, so that objects are as large
   *     in every image as in those of the training
   */
  public record Detector(List<String> names, List<Double> thresholds, double scale) {
    public Detector {
      Question.requireAll(names, "task.objects.names");
      Question.requireAll(thresholds, "task.objects.thresholds");
      boolean scores = thresholds.stream().allMatch(t -> t >= 0 && t <= 1);
      if (thresholds.size() != names.size() || !scores || !(scale > 0) || Double.isInfinite(scale))
        throw new IllegalArgumentException(
            "task.objects has thresholds %s for %s and scale %s"
                .formatted(thresholds, names, scale));
    }
  }

  @Override
  public String name() {
    return DetectionTask.NAME;
  }

  @Override
  public int outputChannels() {
    return names().size() + 4;
  }

  @Override
  public List<String> names() {
    return objects.names();
  }

  @Override
  public String answers() {
    return "objects " + names();
  }

  @Override
  public String inWords() {
    return names().size() + " classes of objects";
  }

  @Override
  public boolean isLike(Question other) {
    return other instanceof DetectionQuestion
        && names().equals(other.names())
        && resolution().equals(other.resolution());
  }

  @Override
  public Resolution resolution() {
    return new Resolution.Scaled(objects.scale());
  }
}
