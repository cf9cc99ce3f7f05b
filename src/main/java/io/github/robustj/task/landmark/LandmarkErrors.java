package io.github.robustj.task.landmark;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Measurement;
import io.github.robustj.metric.RadialErrors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a network's outputs are from the landmarks.
 *
 * @param names of the landmarks
 * @param values distance by sample and landmark; NaN for one that is not present
 */
record LandmarkErrors(List<String> names, double[][] values) {

  /** The mean of each sample; NaN for one without any landmark. */
  float[] means() {
    float[] means = new float[values.length];
    for (int i = 0; i < means.length; i++) means[i] = (float) RadialErrors.mean(values[i]);
    return means;
  }

  /** The mean over the samples that have the landmark; NaN if none has. */
  Map<String, Double> byName() {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int l = 0; l < names.size(); l++) {
      int landmark = l;
      byName.put(
          names.get(l),
          RadialErrors.mean(
              Arrays.stream(values).mapToDouble(errors -> errors[landmark]).toArray()));
    }
    return byName;
  }

  /** How far each measurement is off: means over the slices that show all points of it. */
  static Map<String, Double> deviations(
      List<Measurement> measurements, Landmarks found, Landmarks truth) {
    Map<String, Double> deviations = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      double[] each = new double[truth.slices().size()];
      Arrays.setAll(each, i -> Math.abs(m.of(found, i) - m.of(truth, i)));
      deviations.put(m.name(), RadialErrors.mean(each));
    }
    return deviations;
  }
}
