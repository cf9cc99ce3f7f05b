package io.github.robustj.tensorflow;

import io.github.robustj.tensorflow.SmallNetwork.Body;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What networks for images do, an operation or two each. */
final class ForeignOperations {

  private ForeignOperations() {}

  /** By what they are. */
  static Map<String, Body> all() {
    Map<String, Body> all = new LinkedHashMap<>();
    for (OperationTable table :
        List.of(
            new ConvolutionOperations(),
            new SamplingOperations(),
            new ValueOperations(),
            new ShapeOperations())) all.putAll(table.filled());
    return all;
  }

  /** By what has no gradient in them. */
  static Map<String, Body> withoutGradient() {
    return new OperationsWithoutGradient().filled();
  }
}
