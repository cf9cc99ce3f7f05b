package io.github.robustj.packaging;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.github.robustj.data.Normalization;
import io.github.robustj.model.Connection;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.task.Question;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@code model.json} says about a model.
 *
 * @param task what the outputs mean
 * @param input how an image becomes the network's input
 * @param network its shape
 * @param training how it came about
 * @param origin when and with what software it was written
 * @param source where a network of another program came from; null for RobustJ's own
 */
public record ModelDescription(
    Question task,
    Input input,
    NetworkSpec network,
    Training training,
    Origin origin,
    Source source) {

  /** Of RobustJ's own network. */
  public ModelDescription(
      Question task, Input input, NetworkSpec network, Training training, Origin origin) {
    this(task, input, network, training, origin, null);
  }

  public ModelDescription {
    requireNonNull(task, "task");
    requireNonNull(input, "input");
    requireNonNull(network, "network");
    requireNonNull(training, "training");
    requireNonNull(origin, "origin");
    if (network.isForeign() != (source != null))
      throw new IllegalArgumentException(
          network.isForeign()
              ? "source is missing"
              : "it has a source, but a network of RobustJ's");
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
   * @param normalization fitted to each image anew
   * @param bounds the valid range of normalised intensities
   */
  public record Input(Normalization normalization, BoundsKind bounds) {

    public Input {
      requireNonNull(normalization, "input.normalization");
      requireNonNull(bounds, "input.bounds");
    }
  }

  /**
   * Where a network of another program came from.
   *
   * @param file that was imported, without its folder
   * @param format as {@code SavedModel} or {@code bioimage.io 0.5}
   * @param connection of images with the network and of its output with logits
   * @param withoutGradient the type of an operation that TensorFlow cannot differentiate; empty if
   *     it can all
   */
  public record Source(String file, String format, Connection connection, String withoutGradient) {

    public Source {
      requireNonNull(file, "source.file");
      requireNonNull(format, "source.format");
      requireNonNull(connection, "source.connection");
      requireNonNull(withoutGradient, "source.without_gradient");
    }

    /** Whether the network sees one image at a time. */
    public boolean isSingle() {
      return connection.inputAxes().indexOf('b') < 0;
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

  /**
   * Names of the cases that a network has seen.
   *
   * @param training those it learned from
   * @param validation those kept aside to choose the weights
   * @param earlier those that the model it began with had learned from
   */
  public record Cases(
      List<String> training, List<String> validation, @Omissible List<String> earlier) {

    /** Of a network that began fresh. */
    public Cases(List<String> training, List<String> validation) {
      this(training, validation, List.of());
    }

    public Cases {
      training = requireNonNullElse(training, List.of());
      validation = requireNonNullElse(validation, List.of());
      earlier = requireNonNullElse(earlier, List.of());
    }

    /** All that the weights come from, each once. */
    public List<String> learned() {
      return Stream.concat(training.stream(), earlier.stream()).distinct().toList();
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
}
