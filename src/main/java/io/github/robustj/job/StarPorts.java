package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.NetworkPorts.End;
import io.github.robustj.model.NetworkPorts.Port;
import io.github.robustj.option.Options;
import java.util.List;

/**
 * The outputs of a StarDist network: one with the probability and the distances, or one of each.
 *
 * @param source of the network, for sentences
 * @param outputs of its signature
 * @param options with {@link ImportTable#NETWORK}
 */
record StarPorts(Object source, List<Port> outputs, Options options) {

  /** A triangle's. */
  static final int LEAST_RAYS = 3;

  /** As the option has it. */
  private static final String VALUES = "star_distances";

  /** Whether probability and distances are outputs of their own. */
  boolean isTwo() {
    String values = options.get(ImportTable.OUTPUT_VALUES);
    if (!options.isStandard(ImportTable.OUTPUT_VALUES) && !values.equals(VALUES)) {
      refuse();
      return false;
    }
    if (!options.get(ImportTable.DISTANCE_TENSOR).isEmpty()) return true;
    return outputs.size() == 2
        && options.get(ImportTable.OUTPUT_TENSOR).isEmpty()
        && outputs.stream().filter(StarPorts::isProbability).count() == 1
        && outputs.stream().anyMatch(StarPorts::isDistances);
  }

  private void refuse() {
    if (!options.get(ImportTable.DISTANCE_TENSOR).isEmpty())
      throw new RobustJException(
          "The option distance_tensor is for networks of StarDist, but output_values is %s; leave one of them out."
              .formatted(options.get(ImportTable.OUTPUT_VALUES)));
  }

  private static boolean isProbability(Port port) {
    return port.end() == End.SIGMOID && last(port) == 1;
  }

  private static boolean isDistances(Port port) {
    return !isProbability(port) && last(port) >= LEAST_RAYS;
  }

  private static int last(Port port) {
    return port.shape().isEmpty() ? 0 : port.shape().get(port.shape().size() - 1);
  }

  Port probability() {
    String given = options.get(ImportTable.OUTPUT_TENSOR);
    return given.isEmpty()
        ? outputs.stream().filter(StarPorts::isProbability).findFirst().orElseThrow(this::unknown)
        : named(given);
  }

  /** Name of the output with the distances; empty where they follow the probability. */
  String distances() {
    if (!isTwo()) return "";
    return distancePort().name();
  }

  private Port distancePort() {
    String given = options.get(ImportTable.DISTANCE_TENSOR);
    return given.isEmpty()
        ? outputs.stream().filter(StarPorts::isDistances).findFirst().orElseThrow(this::unknown)
        : named(given);
  }

  private Port named(String name) {
    return outputs.stream()
        .filter(port -> port.name().equals(name))
        .findFirst()
        .orElseThrow(this::unknown);
  }

  private RobustJException unknown() {
    return new RobustJException(
        "The network in %s has the outputs %s; name that with the probability by output_tensor and that with the distances by distance_tensor."
            .formatted(source, String.join("; ", outputs.stream().map(Port::words).toList())));
  }

  /**
   * The probability and the rays.
   *
   * @param probability the output with the first of them
   * @param numbers that it gives
   */
  int numbers(Port probability, String axes, int numbers) {
    int all = isTwo() ? numbers + rays(axes) : numbers;
    if (isTwo() && numbers != 1 || all <= LEAST_RAYS)
      throw new RobustJException(
          "The network in %s gives %s where one probability and at least %d distances were expected; look at output_tensor, distance_tensor and output_values again."
              .formatted(source, probability.words(), LEAST_RAYS));
    return all;
  }

  private int rays(String axes) {
    Port distances = distancePort();
    int rays = ProposedAxes.length(distances, axes, 'c');
    if (rays >= LEAST_RAYS) return rays;
    throw new RobustJException(
        "The network in %s gives %s where distances along at least %d rays were expected; look at distance_tensor again."
            .formatted(source, distances.words(), LEAST_RAYS));
  }
}
