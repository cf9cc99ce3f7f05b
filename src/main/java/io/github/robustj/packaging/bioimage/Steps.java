package io.github.robustj.packaging.bioimage;

import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.model.ServedNetwork.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Normalisations of RobustJ's, and what follows a network, as steps of the specification. A z-score
 * of what lies between two percentiles is that of the same values mapped to 0 and 1 and cut there,
 * since it does not know of scales.
 */
final class Steps {

  /**
   * Against a division by 0 the specification adds a number to a range or deviation; so small a one
   * is below the rounding of float32, and a constant image becomes 0 as with RobustJ.
   */
  private static final double EPSILON = 1e-10;

  private Steps() {}

  /** The largest that the specification takes. */
  private static final double MOST_EPSILON = .1;

  /** Percentiles up to this are taken for parts of 1 there. */
  private static final double LEAST_UPPER = 1;

  /** Whether the specification has steps for it. */
  static boolean canSay(Normalization normalization) {
    return normalization.kind() == Kind.FIXED
        || normalization.upperPercentile() > LEAST_UPPER
            && normalization.epsilon() <= MOST_EPSILON
            && (normalization.unclipped() || normalization.epsilon() == 0);
  }

  /** What precedes a network, in order. */
  static List<Map<String, Object>> of(Normalization normalization) {
    List<Map<String, Object>> steps = new ArrayList<>();
    if (normalization.kind() == Kind.FIXED) steps.add(linear(normalization));
    else addFitted(normalization, steps);
    if (!normalization.limits().isEmpty())
      steps.add(clip(normalization.limits().get(0), normalization.limits().get(1)));
    return steps;
  }

  /** What follows a network. */
  static List<Map<String, Object>> of(Activation activation) {
    return switch (activation) {
      case NONE -> List.of();
      case SIGMOID -> List.of(Map.of("id", "sigmoid"));
      case SOFTMAX -> {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("id", "softmax");
        step.put("kwargs", Map.of("axis", "channel"));
        yield List.of(step);
      }
    };
  }

  private static void addFitted(Normalization normalization, List<Map<String, Object>> steps) {
    boolean zScore = normalization.kind() == Kind.Z_SCORE;
    boolean whole = normalization.lowerPercentile() == 0 && normalization.upperPercentile() == 100;
    boolean clips = !normalization.unclipped() && !whole;
    if (!zScore || clips) steps.add(range(normalization));
    if (clips) steps.add(clip(0, 1));
    if (zScore) steps.add(step("zero_mean_unit_variance", fitted(normalization)));
  }

  private static Map<String, Object> clip(float least, float most) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("min", (double) least);
    settings.put("max", (double) most);
    return step("clip", settings);
  }

  private static Map<String, Object> range(Normalization normalization) {
    Map<String, Object> settings = fitted(normalization);
    settings.put("min_percentile", normalization.lowerPercentile());
    settings.put("max_percentile", normalization.upperPercentile());
    return step("scale_range", settings);
  }

  /** To each image of a batch by itself. */
  private static Map<String, Object> fitted(Normalization normalization) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(
        "axes", normalization.jointly() ? List.of("channel", "y", "x") : List.of("y", "x"));
    settings.put("eps", normalization.epsilon() > 0 ? normalization.epsilon() : EPSILON);
    return settings;
  }

  /** {@code (x - o) / s} is {@code x / s - o / s}. */
  private static Map<String, Object> linear(Normalization normalization) {
    List<Double> gain = new ArrayList<>();
    List<Double> offset = new ArrayList<>();
    for (int c = 0; c < normalization.scale().size(); c++) {
      double scale = normalization.scale().get(c);
      gain.add(1 / scale);
      offset.add(-normalization.offset().get(c) / scale);
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("axis", "channel");
    settings.put("gain", gain);
    settings.put("offset", offset);
    return step("scale_linear", settings);
  }

  private static Map<String, Object> step(String id, Map<String, Object> settings) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("id", id);
    step.put("kwargs", new LinkedHashMap<>(settings));
    return step;
  }
}
