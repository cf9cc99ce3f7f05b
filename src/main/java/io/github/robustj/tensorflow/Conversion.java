package io.github.robustj.tensorflow;

import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.Sides;
import io.github.robustj.tensorflow.ForeignNetwork.Part;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Builds, around a network from elsewhere, what makes it one of RobustJ's: images {@code [image, y,
 * x, channel]} of any size go in, logits of that size come out. Images are padded by reflection to
 * the size that the network wants, and its axes are put in its order.
 */
record Conversion(Connection connection, Part part) {

  private static final String OURS = "byxc";
  private static final String ENTRY = "entry";

  /** The logits of images that were filled up. */
  static final String UNCUT = "uncut";

  private static final List<String> PADDING = List.of("shape", "before", "after");

  /** Probabilities below this are counted as this, which float32 can tell from 1. */
  static final float LEAST = 1e-7f;

  /** With variables that have no values yet. The caller closes it. */
  Graph graph() {
    Graph graph = new Graph();
    try {
      graph.importGraphDef(joined());
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> answers = new ArrayList<>();
      for (String output : part.outputs())
        answers.add(ours(tf, cast(tf, tensor(graph, output), TFloat32.class)));
      Operand<TFloat32> logits =
          connection.star() == null
              ? logits(tf, answers.get(0))
              : new StarConversion(connection, part.isOpen()).logits(tf, answers);
      tf.withName(UNCUT).identity(logits);
      tf.withName(SavedModels.OUTPUT)
          .identity(padding(graph).crop(tf, logits, connection.stride(), connection.classes()));
      return graph;
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** What goes before the network, and the network with that in the place of its input. */
  private GraphDef joined() {
    GraphDef.Builder all;
    try (Graph before = new Graph()) {
      addEntry(Ops.create(before));
      all = before.toGraphDef().toBuilder();
    }
    for (NodeDef node : part.graph().getNodeList())
      all.addNode(node.getName().equals(part.input()) ? entering(node) : node);
    return all.setLibrary(part.graph().getLibrary())
        .setVersions(part.graph().getVersions())
        .build();
  }

  private static NodeDef entering(NodeDef placeholder) {
    AttrValue type = placeholder.getAttrOrThrow("dtype");
    return NodeDef.newBuilder()
        .setName(placeholder.getName())
        .setOp("Identity")
        .addInput(ENTRY)
        .putAttr("T", type)
        .build();
  }

  private void addEntry(Ops tf) {
    Placeholder<TFloat32> images = SavedModels.images(tf, connection.channels());
    Padding padding = Padding.toSizeOf(tf, images, connection);
    List<Operand<TInt32>> parts = List.of(padding.shape(), padding.before(), padding.after());
    for (int i = 0; i < parts.size(); i++) tf.withName(PADDING.get(i)).identity(parts.get(i));
    int most = Math.max(most(connection.height()), most(connection.width()));
    Operand<TFloat32> padded = padding.reflect(tf, images, most);
    tf.withName(ENTRY).identity(cast(tf, theirs(tf, padded), type()));
  }

  /** How many times as long a side may have to become. */
  private static int most(Sides sides) {
    return Math.max(sides.least(), sides.step());
  }

  /** Of the numbers that the network takes. */
  private Class<? extends TNumber> type() {
    return switch (part.info().getDtype()) {
      case DT_FLOAT -> TFloat32.class;
      case DT_DOUBLE -> TFloat64.class;
      case DT_HALF -> TFloat16.class;
      case DT_BFLOAT16 -> TBfloat16.class;
      default ->
          throw new IllegalArgumentException(
              "its input is of type " + part.info().getDtype() + ", no floating-point number");
    };
  }

  private static <T extends TNumber> Operand<T> cast(
      Ops tf, Operand<? extends TNumber> x, Class<T> type) {
    @SuppressWarnings("unchecked")
    Operand<T> same = (Operand<T>) x;
    return x.asOutput().type() == type ? same : tf.dtypes.cast(x, type);
  }

  private Padding padding(Graph graph) {
    List<Operand<TInt32>> parts = new ArrayList<>();
    for (String name : PADDING) parts.add(Conversion.<TInt32>tensor(graph, name + ":0"));
    return new Padding(parts.get(0), parts.get(1), parts.get(2));
  }

  private static <T extends TNumber> Operand<T> tensor(Graph graph, String name) {
    int colon = name.indexOf(':');
    String operation = colon < 0 ? name : name.substring(0, colon);
    int index = colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1));
    return graph.operationOrThrow(operation).<T>output(index);
  }

  /** Images in the order of the network's axes. */
  private Operand<TFloat32> theirs(Ops tf, Operand<TFloat32> images) {
    String axes = connection.inputAxes();
    List<Long> missing = new ArrayList<>();
    StringBuilder have = new StringBuilder();
    for (int i = 0; i < OURS.length(); i++)
      if (axes.indexOf(OURS.charAt(i)) < 0) missing.add((long) i);
      else have.append(OURS.charAt(i));
    Operand<TFloat32> x = missing.isEmpty() ? images : tf.squeeze(images, Squeeze.axis(missing));
    for (char axis : axes.toCharArray())
      if (OURS.indexOf(axis) < 0) {
        x = tf.expandDims(x, tf.constant(have.length()));
        have.append(axis);
      }
    return transposed(tf, x, have.toString(), axes);
  }

  /** The network's output as {@code [image, y, x, class]}. */
  private Operand<TFloat32> ours(Ops tf, Operand<TFloat32> output) {
    String axes = connection.outputAxes();
    StringBuilder order = new StringBuilder();
    for (char axis : OURS.toCharArray()) if (axes.indexOf(axis) >= 0) order.append(axis);
    List<Long> further = new ArrayList<>();
    for (char axis : axes.toCharArray())
      if (OURS.indexOf(axis) < 0) {
        further.add((long) order.length());
        order.append(axis);
      }
    Operand<TFloat32> x = transposed(tf, output, axes, order.toString());
    if (!further.isEmpty()) x = tf.squeeze(x, Squeeze.axis(further));
    for (int i = 0; i < OURS.length(); i++)
      if (axes.indexOf(OURS.charAt(i)) < 0) x = tf.expandDims(x, tf.constant(i));
    return x;
  }

  private static Operand<TFloat32> transposed(Ops tf, Operand<TFloat32> x, String from, String to) {
    int[] order = to.chars().map(from::indexOf).toArray();
    return from.equals(to) ? x : tf.linalg.transpose(x, tf.constant(order));
  }

  /**
   * Of a sigmoid, the background's is 0: a class counts above the threshold, the largest of them.
   */
  private Operand<TFloat32> logits(Ops tf, Operand<TFloat32> answer) {
    Values values = connection.values();
    Operand<TFloat32> logits = answer;
    if (!part.isOpen() && (values == Values.SOFTMAX || values == Values.SIGMOID)) {
      Operand<TFloat32> p = tf.clipByValue(answer, tf.constant(LEAST), tf.constant(1 - LEAST));
      logits = tf.math.log(p);
      if (values == Values.SIGMOID)
        logits = tf.math.sub(logits, tf.math.log(tf.math.sub(tf.constant(1f), p)));
    }
    if (!values.isWithoutBackground()) return logits;
    if (connection.threshold() != Connection.HALF)
      logits = tf.math.sub(logits, tf.constant((float) connection.cut()));
    int[][] before = {{0, 0}, {0, 0}, {0, 0}, {1, 0}};
    return tf.pad(logits, tf.constant(before), tf.constant(0f));
  }
}
