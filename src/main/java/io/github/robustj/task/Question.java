package io.github.robustj.task;

import static java.util.Objects.requireNonNull;

import io.github.robustj.data.LabelClass;
import java.util.List;

/**
 * What a model answers, as {@code model.json} says it.
 *
 * @param name of the task
 * @param classes of a segmentation in the order of the output channels, background first; else
 *     empty
 * @param landmarks what a landmark model finds; null in others
 * @param objects what a detection model finds; null in others
 * @param stars what a model of outlines finds; null in others
 */
public record Question(
    String name, List<LabelClass> classes, Points landmarks, Detector objects, Stars stars) {
  public Question(
      String name, List<LabelClass> classes, Points landmarks, Detector objects, Stars stars) {
    this.name = requireNonNull(name, "task.name");
    this.classes = classes;
    this.landmarks = landmarks;
    this.objects = objects;
    this.stars = stars;
    requireAll(classes, "task.classes");
    classes.forEach(c -> requireNonNull(c.name(), "the name of one of task.classes"));
    TaskType.find(name).ifPresent(type -> type.answers(this));
  }

  /** Of another task than outlines. */
  public Question(String name, List<LabelClass> classes, Points landmarks, Detector objects) {
    this(name, classes, landmarks, objects, null);
  }

  /** A segmentation. */
  public Question(String name, List<LabelClass> classes) {
    this(name, classes, null, null);
  }

  public int outputChannels() {
    if (stars != null) return 1 + stars.rays();
    if (objects != null) return objects.names().size() + 4;
    return landmarks == null ? classes.size() : 3 * landmarks.names().size();
  }

  /** What there is to learn: {@code classes [0 background, 1 nucleus]}. */
  public String answers() {
    if (stars != null) return "outlines of objects";
    if (objects != null) return "objects " + objects.names();
    if (landmarks != null) return "landmarks " + landmarks.names();
    return "classes " + classes.stream().map(c -> c.value() + " " + c.name()).toList();
  }

  /** What an import tells the user of it. */
  public String inFull() {
    if (stars != null)
      return "outlines of objects from the probability %s on, with an overlap of at most %s"
          .formatted(stars.threshold(), stars.overlap());
    return "classes " + String.join(", ", classes.stream().map(LabelClass::name).toList());
  }

  public String inWords() {
    if (stars != null) return "outlines with " + stars.rays() + " rays";
    if (objects != null) return objects.names().size() + " classes of objects";
    return landmarks == null
        ? classes.size() + " classes"
        : landmarks.names().size() + " landmarks";
  }

  /**
   * @param names of the landmarks in the order of the output channels
   * @param radius R of heat maps and offsets, in pixels of the network's input
   * @param resolution longest side in pixels that images are brought to before
   * @param unit of distances in the training data: {@code mm}, or {@code pixel}
   */
  public record Points(List<String> names, int radius, int resolution, String unit) {
    public Points {
      requireAll(names, "task.landmarks.names");
      requireNonNull(unit, "task.landmarks.unit");
      if (radius < 1 || resolution < 1)
        throw new IllegalArgumentException(
            "task.landmarks has radius %d and resolution %d".formatted(radius, resolution));
    }
  }

  /**
   * @param names of the classes in the order of the output channels
   * @param thresholds for each class the network's score from which on an object counts
   * @param scale pixels of the network's input per pixel of an image, so that objects are as large
   *     in every image as in those of the training
   */
  public record Detector(List<String> names, List<Double> thresholds, double scale) {
    public Detector {
      requireAll(names, "task.objects.names");
      requireAll(thresholds, "task.objects.thresholds");
      boolean scores = thresholds.stream().allMatch(t -> t >= 0 && t <= 1);
      if (thresholds.size() != names.size() || !scores || !(scale > 0) || Double.isInfinite(scale))
        throw new IllegalArgumentException(
            "task.objects has thresholds %s for %s and scale %s"
                .formatted(thresholds, names, scale));
    }
  }

  /**
   * @param rays along which a network tells how far it is to the border of an object
   * @param stride pixels, across and down, that share an output
   * @param threshold the network's probability from which on an object counts
   * @param overlap largest one of two objects, as a share of the smaller one: of those that overlap
   *     more the surer stays
   */
  public record Stars(int rays, int stride, double threshold, double overlap) {
    public Stars {
      boolean numbers = 0 < threshold && threshold < 1 && 0 <= overlap && overlap <= 1;
      if (rays < 3 || stride < 1 || Integer.bitCount(stride) != 1 || !numbers)
        throw new IllegalArgumentException(
            "task.stars has %d rays, a stride of %d, threshold %s and overlap %s"
                .formatted(rays, stride, threshold, overlap));
    }
  }

  private static void requireAll(List<?> list, String what) {
    requireNonNull(list, what);
    list.forEach(element -> requireNonNull(element, "one of " + what));
  }
}
