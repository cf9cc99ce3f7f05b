package io.github.robustj.packaging;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.model.NetworkSpec;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What {@code model.json} says about a model.
 *
 * @param task what the outputs mean
 * @param input how an image becomes the network's input
 * @param network its shape
 * @param training how it came about
 * @param origin when and with what software it was written
 */
public record ModelDescription(
    Question task, Input input, NetworkSpec network, Training training, Origin origin) {

  public ModelDescription {
    requireNonNull(task, "task");
    requireNonNull(input, "input");
    requireNonNull(network, "network");
    requireNonNull(training, "training");
    requireNonNull(origin, "origin");
    if (network.outputChannels() != task.outputChannels())
      throw new IllegalArgumentException(
          "network.output_channels is %d for %s"
              .formatted(network.outputChannels(), task.inWords()));
    // Outputs of another task can have the same shape.
    Object trained = training.options().getOrDefault("task", task.name());
    if (!trained.equals(task.name()))
      throw new IllegalArgumentException(
          "its task is %s, but it was trained for %s".formatted(task.name(), trained));
  }

  /**
   * @param name {@code segmentation}, {@code landmark} or {@code detection}
   * @param classes of a segmentation in the order of the output channels, background first; else
   *     empty
   * @param landmarks what a landmark model finds; null in others
   * @param objects what a detection model finds; null in others
   */
  public record Question(
      String name, List<LabelClass> classes, Points landmarks, Detector objects) {
    public Question {
      requireNonNull(name, "task.name");
      requireAll(classes, "task.classes");
      classes.forEach(c -> requireNonNull(c.name(), "the name of one of task.classes"));
      if (name.equals("landmark")) requireNonNull(landmarks, "task.landmarks");
      if (name.equals("detection")) requireNonNull(objects, "task.objects");
    }

    /** A segmentation. */
    public Question(String name, List<LabelClass> classes) {
      this(name, classes, null, null);
    }

    int outputChannels() {
      if (objects != null) return objects.names().size() + 4;
      return landmarks == null ? classes.size() : 3 * landmarks.names().size();
    }

    /** What there is to learn: {@code classes [0 background, 1 nucleus]}. */
    public String answers() {
      if (objects != null) return "objects " + objects.names();
      if (landmarks != null) return "landmarks " + landmarks.names();
      return "classes " + classes.stream().map(c -> c.value() + " " + c.name()).toList();
    }

    String inWords() {
      if (objects != null) return objects.names().size() + " classes of objects";
      return landmarks == null
          ? classes.size() + " classes"
          : landmarks.names().size() + " landmarks";
    }
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
   * @param normalization fitted to each image anew
   * @param bounds the valid range of normalised intensities
   */
  public record Input(Normalization normalization, BoundsKind bounds) {

    public Input {
      requireNonNull(normalization, "input.normalization");
      requireNonNull(bounds, "input.bounds");
    }
  }

  /** What limits a perturbed pixel. */
  public enum BoundsKind {
    /** The image's own range between the percentiles of its normalisation. */
    IMAGE,
    /** Nothing. */
    NONE
  }

  /**
   * @param options the options of the training by name, among them {@code method} and {@code seed};
   *     whole numbers are {@link Long}, others {@link Double}
   * @param threshold quality (Dice, or minus the loss or error) from which a training slice counted
   *     as correct; NaN for methods without
   * @param margins at the end; empty for methods without
   * @param scores of the chosen weights, by the column's name in the history; NaN where not
   *     measured
   * @param cases empty lists where unknown
   * @param verdict a sentence about the scores: better than guessing? what to try next? empty where
   *     nothing was judged
   */
  public record Training(
      Map<String, Object> options,
      double threshold,
      MarginSummary margins,
      Map<String, Double> scores,
      Cases cases,
      String verdict) {

    /** Without a verdict. */
    public Training(
        Map<String, Object> options,
        double threshold,
        MarginSummary margins,
        Map<String, Double> scores,
        Cases cases) {
      this(options, threshold, margins, scores, cases, "");
    }

    public Training {
      verdict = requireNonNullElse(verdict, "");
      options = requireNonNullElse(options, Map.of());
      margins = requireNonNullElse(margins, MarginSummary.of(new float[0]));
      scores = requireNonNullElse(scores, Map.of());
      cases = requireNonNullElse(cases, new Cases(List.of(), List.of()));
    }
  }

  /**
   * The margins of the training slices, in normalised intensities; NaN where there are none.
   *
   * @param count number of training slices that have a margin
   */
  public record MarginSummary(int count, double smallest, double mean, double largest) {

    public static MarginSummary of(float[] margins) {
      DoubleSummaryStatistics all =
          IntStream.range(0, margins.length).mapToDouble(i -> margins[i]).summaryStatistics();
      if (margins.length == 0) return new MarginSummary(0, Double.NaN, Double.NaN, Double.NaN);
      return new MarginSummary(margins.length, all.getMin(), all.getAverage(), all.getMax());
    }
  }

  /** Names of the cases the network learned from, and of those kept aside to choose the weights. */
  public record Cases(List<String> training, List<String> validation) {

    public Cases {
      training = requireNonNullElse(training, List.of());
      validation = requireNonNullElse(validation, List.of());
    }
  }

  /**
   * @param created in UTC
   * @param software names and versions, {@code RobustJ} among them, and the {@code device} that
   *     computed
   */
  public record Origin(Instant created, Map<String, String> software) {

    public Origin {
      requireNonNull(created, "origin.created");
      software = requireNonNullElse(software, Map.of());
    }
  }

  private static void requireAll(List<?> list, String what) {
    requireNonNull(list, what);
    list.forEach(element -> requireNonNull(element, "one of " + what));
  }
}
