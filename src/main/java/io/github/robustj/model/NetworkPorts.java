package io.github.robustj.model;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * What a network from a file takes and gives, by its signatures.
 *
 * @param signatures in the order of their names; not empty
 */
public record NetworkPorts(List<Signature> signatures) {

  /**
   * @param name of the signature
   * @param inputs in the order of their names
   * @param outputs in the order of their names
   */
  public record Signature(String name, List<Port> inputs, List<Port> outputs) {

    /** As in {@code signature serving_default: input: float, 1 x 4 -> output: float, 1 x 2}. */
    public String words() {
      return "signature %s: %s -> %s".formatted(name, words(inputs), words(outputs));
    }

    private static String words(List<Port> ports) {
      return ports.stream().map(Port::words).collect(joining("; "));
    }
  }

  /**
   * A tensor that goes in or comes out.
   *
   * @param name in the signature
   * @param type of its numbers as TensorFlow calls it, as {@code float}
   * @param shape -1 for a side of any length; empty where not even the number of axes is known
   * @param end of an output: what it is made by
   * @param multiple of an output: by how much strides and pooling shrink an image before it, at
   *     most; sides of images are best multiples of it
   */
  public record Port(String name, String type, List<Integer> shape, End end, int multiple) {

    /** As in {@code input: float, ? x ? x ? x 1}. */
    public String words() {
      String sides =
          shape.isEmpty()
              ? "of any shape"
              : shape.stream().map(n -> n < 0 ? "?" : n.toString()).collect(joining(" x "));
      return name + ": " + type + ", " + sides;
    }
  }

  /** The last operation before an output. */
  public enum End {
    SOFTMAX,
    SIGMOID,
    /** A sigmoid and something else, one after the other along the last axis. */
    SIGMOID_AND_MORE,
    OTHER
  }
}
