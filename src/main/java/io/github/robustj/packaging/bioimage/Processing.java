package io.github.robustj.packaging.bioimage;

import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What precedes and follows a network, as steps of the specification, in RobustJ's terms. */
final class Processing {

  private static final double HALF = .5;

  private Processing() {}

  /**
   * How images become the network's input. What is fitted to each image is fitted to it alone; the
   * specification's small number beside a deviation or a range, against a division by 0, is left
   * out.
   *
   * @param channels of an image
   * @throws RobustJException for a step that RobustJ does not know, or cannot undo
   */
  static Normalization normalization(List<Step> steps, int channels) {
    Normalization all =
        Normalization.fixed(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
    boolean any = false;
    for (Step step : steps) {
      if (step.isOfType()) continue;
      boolean fixed = all.kind() == Kind.FIXED;
      Normalization next = step.name().equals("clip") ? clipped(all, step) : one(step, channels);
      if (any && !(fixed && next.kind() == Kind.FIXED) && !step.name().equals("clip"))
        throw step.unknown("after another one");
      all = fixed && next.kind() == Kind.FIXED ? composed(all, next) : next;
      any = true;
    }
    return all;
  }

  private static Normalization one(Step step, int channels) {
    Yaml settings = step.settings();
    return switch (step.name()) {
      case "zero_mean_unit_variance" ->
          step.mode().equals("fixed")
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
      throw step.unknown("with mode " + step.mode());
    if (step.settings().has("reference_tensor")) throw step.unknown("with another tensor");
    if (!(0 <= lower && lower < upper && upper <= 100))
      throw step.unknown("with percentiles %s and %s".formatted(lower, upper));
    return new Normalization(kind, lower, upper, true, step.isJoint(), List.of(), List.of());
  }

  private static Normalization standardized(Step step, int channels) {
    return fixed(
        step, channels, step.settings().numbers("mean"), step.settings().numbers("std"), channels);
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
    return fixed(step, channels, offset, scale, channels);
  }

  private static Normalization fixed(
      Step step, int channels, List<Double> offset, List<Double> scale, int count) {
    List<Double> spreadOffset = spread(offset, count, Double.NaN, step);
    List<Double> spreadScale = spread(scale, count, Double.NaN, step);
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
    double least = step.settings().number("min").orElse(0.);
    double most = step.settings().number("max").orElse(1.);
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

  /**
   * What the output is before what follows it; empty if nothing follows.
   *
   * @throws RobustJException for a step that is no part of a segmentation
   */
  static Optional<Values> values(List<Step> steps) {
    Optional<Values> values = Optional.empty();
    for (Step step : steps)
      switch (step.name()) {
        case "sigmoid" -> values = Optional.of(Values.SIGMOID_LOGITS);
        case "softmax" -> values = Optional.of(Values.LOGITS);
        case "binarize" -> {
          if (step.settings().number("threshold").orElse(HALF) != HALF)
            throw step.unknown("with another threshold than .5");
        }
        case "ensure_dtype" -> {}
        default -> throw step.unknown("after a network that segments");
      }
    return values;
  }

  /**
   * A step of the description.
   *
   * @param name as {@code scale_range}
   * @param settings that it has
   */
  record Step(String name, Yaml settings) {

    static List<Step> of(Yaml port, String key) {
      return port.parts(key).stream()
          .map(
              step ->
                  new Step(
                      step.text("id")
                          .or(() -> step.text("name"))
                          .orElseThrow(() -> step.lacks("id")),
                      step.part("kwargs")))
          .toList();
    }

    String mode() {
      return settings.text("mode").orElse("");
    }

    /** Numbers are float32 here anyway. */
    boolean isOfType() {
      return name.equals("ensure_dtype") && settings.text("dtype").orElse("").startsWith("float");
    }

    /** Whether it looks at all channels together: at all axes, or at that of channels, too. */
    boolean isJoint() {
      if (!settings.has("axes")) return true;
      String axes = String.join(" ", settings.texts("axes"));
      return settings.isList("axes") ? axes.contains("channel") : axes.indexOf('c') >= 0;
    }

    RobustJException unknown(String where) {
      return new RobustJException(
          "%s has the step %s %s, which RobustJ does not know; export the network without it, or import its SavedModel and choose the normalisation."
              .formatted(settings.file(), name, where));
    }
  }
}
