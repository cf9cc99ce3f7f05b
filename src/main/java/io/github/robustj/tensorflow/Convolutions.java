package io.github.robustj.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Convolutions of which TensorFlow's C++ has a gradient that is wrong: it forgets dilations and
 * explicit padding, and gives other numbers without a word, or ends the process in native code.
 * They are computed by convolutions without these, whose gradients are right: a dilated one on
 * every n-th pixel by itself, as TensorFlow 1 did, and a padded one after padding.
 *
 * <p>Channels are the last axis.
 */
final class Convolutions {

  private static final Set<String> FORWARD = Set.of("Conv2D", "DepthwiseConv2dNative");
  private static final String TRANSPOSED = "Conv2DBackpropInput";
  private static final String EXPLICIT = "EXPLICIT";
  private static final AttrValue INT = Nodes.type(DataType.DT_INT32);

  private final NodeDef node;
  private final AttrValue type;
  private final List<NodeDef> made = new ArrayList<>();

  private Convolutions(NodeDef node) {
    this.node = node;
    type = node.getAttrOrThrow("T");
  }

  /** Whether the gradient of an operation would be another one. */
  static boolean isForgotten(NodeDef node) {
    return FORWARD.contains(node.getOp()) && (isDilated(node) || isPadded(node))
        || node.getOp().equals(TRANSPOSED) && isPadded(node);
  }

  /** Whether that is so, and nothing is known that computes the same. */
  static boolean isHopeless(NodeDef node) {
    return node.getOp().equals(TRANSPOSED) && isDilated(node);
  }

  private static boolean isDilated(NodeDef node) {
    return list(node, "dilations").stream().anyMatch(n -> n > 1);
  }

  private static boolean isPadded(NodeDef node) {
    return padding(node).equals(EXPLICIT);
  }

  private static String padding(NodeDef node) {
    return node.getAttrOrThrow("padding").getS().toStringUtf8();
  }

  private static List<Long> list(NodeDef node, String key) {
    AttrValue value = node.getAttrMap().get(key);
    return value == null ? List.of() : value.getList().getIList();
  }

  /** What computes the same; the last one has the name of {@code node}. */
  static List<NodeDef> equivalent(NodeDef node) {
    Convolutions convolutions = new Convolutions(node);
    String result =
        node.getOp().equals(TRANSPOSED) ? convolutions.transposed() : convolutions.forward();
    convolutions.made.add(Nodes.node(node.getName(), "Identity", convolutions.type, result));
    return convolutions.made;
  }

  private String forward() {
    String image = node.getInput(0);
    boolean padded = isPadded(node);
    if (padded)
      image =
          add(
              Nodes.node(name("padded"), "Pad", type, image, edges("edges")).toBuilder()
                  .putAttr("Tpaddings", INT));
    if (!isDilated(node)) return add(plain(image, strides(node)));
    return dilated(image, !padded && padding(node).equals("SAME"));
  }

  /** Two numbers for each axis, as the operation has them. */
  private String edges(String name) {
    List<Long> all = list(node, "explicit_paddings");
    int[][] pairs = new int[2][all.size() / 2];
    for (int i = 0; i < all.size(); i++) pairs[i % 2][i / 2] = all.get(i).intValue();
    return pair(name, ints(name + "_before", pairs[0]), ints(name + "_after", pairs[1]));
  }

  private static int[] strides(NodeDef node) {
    return list(node, "strides").stream().mapToInt(Long::intValue).toArray();
  }

  /** The operation without dilations, on an image that is large enough. */
  private NodeDef.Builder plain(String image, int... strides) {
    ListValue.Builder steps = ListValue.newBuilder();
    for (int stride : strides) steps.addI(stride);
    NodeDef.Builder plain = node.toBuilder().setName(name("plain"));
    plain.setInput(node.getOp().equals(TRANSPOSED) ? 2 : 0, image);
    return plain
        .removeAttr("dilations")
        .removeAttr("explicit_paddings")
        .putAttr("padding", Nodes.text("VALID"))
        .putAttr("strides", AttrValue.newBuilder().setList(steps).build());
  }

  private String dilated(String image, boolean same) {
    int[] by = strides(node);
    int[] step = {by[1], by[2]};
    int[] rate = {
      list(node, "dilations").get(1).intValue(), list(node, "dilations").get(2).intValue()
    };
    String rates = ints("rates", rate);
    String none = ints("none", 0, 0);
    String size = sides("size", image, type, 1);
    String before = none;
    String after = none;
    if (same) {
      String missing = missing(size, ints("step", step), rates);
      before = whole("before", "FloorDiv", missing, ints("two", 2, 2));
      after = whole("after", "Sub", missing, before);
    }
    String seen = whole("seen", "AddV2", whole("first", "AddV2", size, before), after);
    String extra = whole("extra", "FloorMod", negative(seen), rates);
    String edges = pair("edges_of_all", before, whole("behind", "AddV2", after, extra));
    String apart = blocks("SpaceToBatchND", "Tpaddings", image, rates, edges);
    String each = add(plain(apart, 1, 1, 1, 1));
    String joined = blocks("BatchToSpaceND", "Tcrops", each, rates, pair("crops", none, extra));
    return step[0] == 1 && step[1] == 1 ? joined : everyNth(joined, by);
  }

  /** Of padding "same": {@code max(0, (ceil(size / step) - 1) step + reach + 1 - size)}. */
  private String missing(String size, String step, String rates) {
    String one = ints("one", 1, 1);
    String kernel = sides("kernel", node.getInput(1), type, 0);
    String reach = whole("reach", "Mul", whole("less", "Sub", kernel, one), rates);
    String steps = whole("steps", "FloorDiv", whole("last", "Sub", size, one), step);
    String end = whole("end", "AddV2", whole("gone", "Mul", steps, step), reach);
    String needed = whole("needed", "Sub", whole("until", "AddV2", end, one), size);
    return whole("missing", "Maximum", needed, ints("zero", 0, 0));
  }

  private String everyNth(String image, int[] step) {
    String none = ints("from", 0, 0, 0, 0);
    return add(
        Nodes.node(name("nth"), "StridedSlice", type, image, none, none, ints("by", step))
            .toBuilder()
            .putAttr("Index", INT)
            .putAttr("begin_mask", AttrValue.newBuilder().setI(15).build())
            .putAttr("end_mask", AttrValue.newBuilder().setI(15).build()));
  }

  /** On a larger image, of which the padding is cut off. */
  private String transposed() {
    List<Long> edges = list(node, "explicit_paddings");
    int[] begin = new int[4];
    int[] both = new int[4];
    for (int axis = 0; axis < 4; axis++) {
      begin[axis] = edges.get(2 * axis).intValue();
      both[axis] = begin[axis] + edges.get(2 * axis + 1).intValue();
    }
    String sizes = node.getInput(0);
    NodeDef.Builder large = plain(node.getInput(2), strides(node));
    String all = add(large.setInput(0, whole("larger", "AddV2", sizes, ints("both", both))));
    return add(
        Nodes.node(name("inner"), "Slice", type, all, ints("begin", begin), sizes).toBuilder()
            .putAttr("Index", INT));
  }

  private String blocks(String operation, String key, String image, String rates, String edges) {
    return add(
        Nodes.node(name(operation), operation, type, image, rates, edges).toBuilder()
            .putAttr("Tblock_shape", INT)
            .putAttr(key, INT));
  }

  /** Two sides of a tensor, from an axis on. */
  private String sides(String name, String tensor, AttrValue of, int axis) {
    String shape =
        add(
            Nodes.node(name(name + "_shape"), "Shape", of, tensor).toBuilder()
                .putAttr("out_type", INT));
    return add(
        Nodes.node(
                name(name),
                "Slice",
                INT,
                shape,
                ints(name + "_from", axis),
                ints(name + "_count", 2))
            .toBuilder()
            .putAttr("Index", INT));
  }

  private String pair(String name, String before, String after) {
    return add(
        Nodes.node(name(name), "Pack", INT, before, after).toBuilder()
            .putAttr("N", AttrValue.newBuilder().setI(2).build())
            .putAttr("axis", AttrValue.newBuilder().setI(1).build()));
  }

  private String negative(String values) {
    return add(Nodes.node(name("negative"), "Neg", INT, values).toBuilder());
  }

  private String whole(String name, String operation, String a, String b) {
    return add(Nodes.node(name(name), operation, INT, a, b).toBuilder());
  }

  private String ints(String name, int... values) {
    return add(Nodes.constant(name(name), values).toBuilder());
  }

  private String name(String part) {
    return node.getName() + "/" + part;
  }

  private String add(NodeDef.Builder each) {
    made.add(each.build());
    return each.getName();
  }
}
