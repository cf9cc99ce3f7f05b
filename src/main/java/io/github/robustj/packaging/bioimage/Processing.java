package io.github.robustj.packaging.bioimage;

import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** What precedes a network, as steps of the specification, in RobustJ's terms. */
final class Processing {

  private Processing() {}

  /** Of the specification, added to a deviation by which is divided. */
  private static final double USUAL_EPSILON = 1e-6;

  /**
   * How images become the network's input. What is fitted to each image is fitted to it alone; the
   * specification's small number beside a fitted deviation or range, against a division by 0, is
   * left out.
   *
   * @param channels of an image
   * @throws RobustJException for a step that RobustJ does not know, or cannot undo
   */
  static Normalization normalization(List<Step> steps, int channels) {
    Normalization all =
        Normalization.fixed(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
    for (Step step : steps) {
      if (step.name().equals("ensure_dtype") && step.wholeType().isEmpty()) continue;
      all =
          step.name().equals("clip")
              ? clipped(all, step)
              : following(all, one(step, channels), step);
    }
    return all;
  }

  /**
   * What {@code next} makes of what {@code before} made: what is fitted to an image that was scaled
   * evenly is what is fitted to the image itself.
   */
  private static Normalization following(Normalization before, Normalization next, Step step) {
    if (before.kind() != Kind.FIXED) throw step.unknown("after another one");
    if (next.kind() == Kind.FIXED) return composed(before, next);
    boolean even =
        new HashSet<>(before.offset()).size() == 1 && new HashSet<>(before.scale()).size() == 1;
    if (next.jointly() && !even) throw step.unknown("of all channels, which were scaled apart");
    return next;
  }

  private static Normalization one(Step step, int channels) {
    Yaml settings = step.settings();
    return switch (step.name()) {
      case "zero_mean_unit_variance" ->
          step.mode().equals("fixed") || step.mode().isEmpty() && settings.has("mean")
              ? standardized(step, channels)
              : fitted(step, Kind.Z_SCORE, 0, 100);
      case "fixed_zero_mean_unit_variance" -> standardized(step, channels);
      case "scale_range" ->
          fitted(
              step,
              Kind.UNIT_RANGE,
              settings.number("min_percentile").orElse(0.),
              settings.number("max_percentile").orElse(100.));
      case "scale_linear" -> linear(step, channels);
      default -> throw step.unknown("before a network");
    };
  }

  private static Normalization fitted(Step step, Kind kind, double lower, double upper) {
    if (!List.of("per_sample", "").contains(step.mode()))
      throw step.unknown("with mode " + Excerpt.of(step.mode()));
    if (step.settings().has("reference_tensor")) throw step.unknown("with another tensor");
    if (!(0 <= lower && lower < upper && upper <= 100))
      throw step.unknown("with percentiles %s and %s".formatted(lower, upper));
    return new Normalization(kind, lower, upper, true, step.isJoint(), List.of(), List.of());
  }

  private static Normalization standardized(Step step, int channels) {
    Yaml settings = step.settings();
    double epsilon = settings.number("eps").orElse(USUAL_EPSILON);
    List<Double> deviation = settings.numbers("std").stream().map(s -> s + epsilon).toList();
    return fixed(step, settings.numbers("mean"), deviation, channels);
  }

  /** {@code gain x + offset} is {@code (x - (-offset / gain)) / (1 / gain)}. */
  private static Normalization linear(Step step, int channels) {
    List<Double> gain = spread(step.settings().numbers("gain"), channels, 1, step);
    List<Double> add = spread(step.settings().numbers("offset"), channels, 0, step);
    List<Double> offset = new ArrayList<>();
    List<Double> scale = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      if (!(gain.get(c) > 0)) throw step.unknown("with gain " + gain.get(c));
      offset.add(-add.get(c) / gain.get(c));
      scale.add(1 / gain.get(c));
    }
    return fixed(step, offset, scale, channels);
  }

  private static Normalization fixed(
      Step step, List<Double> offset, List<Double> scale, int channels) {
    step.requireOfChannels();
    List<Double> spreadOffset = spread(offset, channels, Double.NaN, step);
    List<Double> spreadScale = spread(scale, channels, Double.NaN, step);
    try {
      return Normalization.fixed(floats(spreadOffset), floats(spreadScale));
    } catch (IllegalArgumentException e) {
      throw step.unknown("with mean %s and deviation %s".formatted(offset, scale));
    }
  }

  /** One number for each channel; {@code usual} where there is none. */
  private static List<Double> spread(List<Double> given, int count, double usual, Step step) {
    if (given.size() == count) return given;
    if (given.size() > 1)
      throw step.unknown("with %d numbers for %d channels".formatted(given.size(), count));
    return Collections.nCopies(count, given.isEmpty() ? usual : given.get(0));
  }

  private static List<Float> floats(List<Double> values) {
    return values.stream().map(Double::floatValue).toList();
  }

  /** What {@code second} makes of what {@code first} made. */
  private static Normalization composed(Normalization first, Normalization second) {
    List<Float> offset = new ArrayList<>();
    List<Float> scale = new ArrayList<>();
    for (int c = 0; c < first.offset().size(); c++) {
      offset.add(first.offset().get(c) + second.offset().get(c) * first.scale().get(c));
      scale.add(first.scale().get(c) * second.scale().get(c));
    }
    return Normalization.fixed(offset, scale);
  }

  /** Only a range that was mapped to 0 to 1 can be clipped to that. */
  private static Normalization clipped(Normalization before, Step step) {
    double least = step.settings().number("min").orElse(Double.NEGATIVE_INFINITY);
    double most = step.settings().number("max").orElse(Double.POSITIVE_INFINITY);
    if (before.kind() != Kind.UNIT_RANGE || least != 0 || most != 1)
      throw step.unknown("except from 0 to 1 after scale_range");
    return new Normalization(
        before.kind(),
        before.lowerPercentile(),
        before.upperPercentile(),
        false,
        before.jointly(),
        List.of(),
        List.of());
  }
}
