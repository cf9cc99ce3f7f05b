package io.github.robustj.tensorflow;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/** Operations whose gradient in TensorFlow's C++ forgets one of their attributes. */
final class WrongGradients {

  private WrongGradients() {}

  /**
   * What is wrong, in words: where C++ forgets an attribute and nothing is known that computes the
   * same; empty where the gradient is right.
   */
  static Optional<String> of(NodeDef node) {
    if (Convolutions.isHopeless(node)) return Optional.of(node.getOp() + " with dilations");
    boolean padded =
        Nodes.text("EXPLICIT").equals(node.getAttrMap().get("padding"))
            && node.getOp().startsWith("MaxPool");
    if (padded) return Optional.of(node.getOp() + " with explicit padding");
    boolean normalised = node.getOp().equals("LRN") && !isUsual(node);
    return normalised ? Optional.of("LRN with numbers of its own") : Optional.empty();
  }

  /** The numbers that TensorFlow takes where none are given. */
  private static boolean isUsual(NodeDef normalisation) {
    Map<String, AttrValue> all = normalisation.getAttrMap();
    AttrValue radius = all.get("depth_radius");
    return (radius == null || radius.getI() == 5)
        && Map.of("bias", 1f, "alpha", 1f, "beta", .5f).entrySet().stream()
            .allMatch(
                usual ->
                    !all.containsKey(usual.getKey())
                        || all.get(usual.getKey()).getF() == usual.getValue());
  }
}
