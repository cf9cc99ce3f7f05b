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

  /** Beside the deviation of values from 0 to 1, which is some tenths. */
  private static final double UNSEEN_EPSILON = 1e-5;

  private Processing() {}

  /**
   * How images become the network's input. What is fitted is fitted to each image, which is also
   * what a data set of one image gives.
   *
   * @param port of the network, to which a step may refer by its name
   * @param channels of an image
   * @throws RobustJException for a step that RobustJ does not know, or cannot undo
   */
  static Normalization normalization(String port, List<Step> steps, int channels) {
    Normalization all =
        Normalization.fixed(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
    for (Step step : steps) {
      if (step.name().equals("ensure_dtype") && step.wholeType().isEmpty()) continue;
      all =
          step.name().equals("clip")
              ? clipped(all, step)
              : following(all, one(step, port, channels), step);
    }
    return all;
  }

  /**
   * What {@code next} makes of what {@code before} made: what is fitted to an image that was scaled
   * evenly is what is fitted to the image itself, but for the small number that is added.
   */
  private static Normalization following(Normalization before, Normalization next, Step step) {
    if (isCutRange(before) && isWholeZScore(next) && before.jointly() == next.jointly())
      return new Normalization(
          Kind.Z_SCORE,
          before.lowerPercentile(),
          before.upperPercentile(),
          false,
          before.jointly(),
          List.of(),
          List.of(),
          0,
          List.of());
    if (before.kind() != Kind.FIXED) throw step.unknown("after another one");
    if (next.kind() == Kind.FIXED) return composed(before, next, step);
    if (!before.limits().isEmpty()) throw step.unknown("after a clip");
    if (!isEven(before)) throw step.unknown("of channels that were scaled apart");
    return Normalization.unclipped(
        next.kind(),
        next.lowerPercentile(),
        next.upperPercentile(),
        next.jointly(),
        next.epsilon() * before.scale().get(0));
  }

  /** Two percentiles mapped to 0 and 1, and cut there. */
  private static boolean isCutRange(Normalization normalization) {
    return normalization.kind() == Kind.UNIT_RANGE
        && normalization.limits().equals(List.of(0f, 1f));
  }

  /** Which does not know how its values were scaled, but for a number too small to be seen. */
  private static boolean isWholeZScore(Normalization normalization) {
    return normalization.kind() == Kind.Z_SCORE
        && normalization.lowerPercentile() == 0
        && normalization.upperPercentile() == 100
        && normalization.limits().isEmpty()
        && normalization.epsilon() <= UNSEEN_EPSILON;
  }

  private static boolean isEven(Normalization fixed) {
    return new HashSet<>(fixed.offset()).size() == 1 && new HashSet<>(fixed.scale()).size() == 1;
  }

  private static Normalization one(Step step, String port, int channels) {
    Yaml settings = step.settings();
    return switch (step.name()) {
      case "zero_mean_unit_variance" ->
          step.mode().equals("fixed") || step.mode().isEmpty() && settings.has("mean")
              ? standardized(step, channels)
              : fitted(step, port, Kind.Z_SCORE, 0, 100);
      case "fixed_zero_mean_unit_variance" -> standardized(step, channels);
      case "scale_range" ->
          fitted(
              step,
              port,
              Kind.UNIT_RANGE,
              settings.number("min_percentile").orElse(0.),
              settings.number("max_percentile").orElse(100.));
      case "scale_linear" -> linear(step, channels);
      default -> throw step.unknown("before a network");
    };
  }

  private static Normalization fitted(
      Step step, String port, Kind kind, double lower, double upper) {
    if (!List.of("per_sample", "per_dataset", "").contains(step.mode()))
      throw step.unknown("with mode " + Excerpt.of(step.mode()));
    String reference = step.settings().text("reference_tensor").orElse(port);
    if (!reference.equals(port))
      throw step.unknown("fitted to another tensor, " + Excerpt.of(reference));
    if (!(0 <= lower && lower < upper && upper <= 100))
      throw step.unknown("with percentiles %s and %s".formatted(lower, upper));
    return Normalization.unclipped(kind, lower, upper, step.isJoint(), step.epsilon());
  }

  private static Normalization standardized(Step step, int channels) {
    Yaml settings = step.settings();
    double epsilon = step.epsilon();
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

  /** What {@code second} makes of what {@code first} made; limits are those of all channels. */
  private static Normalization composed(Normalization first, Normalization second, Step step) {
    List<Float> offset = new ArrayList<>();
    List<Float> scale = new ArrayList<>();
    for (int c = 0; c < first.offset().size(); c++) {
      offset.add(first.offset().get(c) + second.offset().get(c) * first.scale().get(c));
      scale.add(first.scale().get(c) * second.scale().get(c));
    }
    Normalization both = Normalization.fixed(offset, scale);
    if (first.limits().isEmpty()) return both;
    if (!isEven(second)) throw step.unknown("of each channel, after a clip");
    float shift = second.offset().get(0);
    float width = second.scale().get(0);
    return both.clipped(
        (first.limits().get(0) - shift) / width, (first.limits().get(1) - shift) / width);
  }

  private static Normalization clipped(Normalization before, Step step) {
    double least = step.settings().number("min").orElse(-(double) Float.MAX_VALUE);
    double most = step.settings().number("max").orElse((double) Float.MAX_VALUE);
    if (!(least < most)) throw step.unknown("from %s to %s".formatted(least, most));
    return before.clipped((float) least, (float) most);
  }
}
