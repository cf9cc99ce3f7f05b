package io.github.robustj.tensorflow;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Under which keys a network keeps its variables on disk, as its own graph reads and writes them.
 *
 * @param types of all that lies under a key, by key
 * @param ofVariables the key of a variable by the variable's name
 */
record SavedKeys(Map<String, DataType> types, Map<String, String> ofVariables) {

  private static final String RESTORE = "RestoreV2";

  /** More than networks have. */
  private static final int MOST_KEYS = 100_000;

  private static final String SAVE = "SaveV2";
  private static final Set<String> ASSIGNMENTS = Set.of("Assign", "AssignVariableOp");
  private static final Set<String> VARIABLES =
      Set.of(OpenNetwork.VARIABLE, "Variable", "VarHandleOp");
  private static final Set<String> HANDING_ON = Set.of("Identity", "Reshape");

  /**
   * @throws IllegalArgumentException if the file says it in a way that is not known: a clause
   */
  static SavedKeys of(NetworkGraph network) {
    Search search = new Search(new LinkedHashMap<>(), new LinkedHashMap<>());
    search.add(Inlining.flat(network.saving(), network.functions()).graph(), SAVE);
    NodeGraph restoring = Inlining.flat(network.restoring(), network.functions()).graph();
    search.add(restoring, RESTORE);
    search.addVariables(restoring);
    return new SavedKeys(search.types, search.ofVariables);
  }

  private record Search(Map<String, DataType> types, Map<String, String> ofVariables) {

    /** Both operations have the names second and what part of a tensor is meant third. */
    void add(NodeGraph graph, String operation) {
      for (NodeDef node : graph.nodes().values())
        if (node.getOp().equals(operation)) {
          List<String> keys = texts(graph, node, 1);
          if (!isWhole(graph, node))
            throw new IllegalArgumentException("it keeps its variables in several parts");
          // TensorFlow ends the process over an empty one.
          if (keys.contains(""))
            throw new IllegalArgumentException("one of its variables has no name");
          for (int i = 0; i < keys.size(); i++)
            types.put(keys.get(i), node.getAttrOrThrow("dtypes").getList().getType(i));
        }
    }

    void addVariables(NodeGraph graph) {
      Map<String, List<String>> keys = new HashMap<>();
      for (NodeDef node : graph.nodes().values())
        if (node.getOp().equals(RESTORE)) keys.put(node.getName(), texts(graph, node, 1));
      for (NodeDef node : graph.nodes().values())
        if (ASSIGNMENTS.contains(node.getOp())) {
          NodeDef variable = graph.nodes().get(NodeGraph.operation(source(graph, node, 0)));
          String value = source(graph, node, 1);
          List<String> read = keys.get(NodeGraph.operation(value));
          if (variable != null && VARIABLES.contains(variable.getOp()) && read != null)
            ofVariables.put(variable.getName(), read.get(index(value)));
        }
    }

    /** The tensor that an input is, perhaps handed on as it is. */
    private static String source(NodeGraph graph, NodeDef node, int input) {
      String tensor = NodeGraph.values(node).get(input);
      for (int step = 0; step < graph.nodes().size(); step++) {
        NodeDef before = graph.nodes().get(NodeGraph.operation(tensor));
        if (before == null || !HANDING_ON.contains(before.getOp())) return tensor;
        tensor = before.getInput(0);
      }
      return tensor;
    }

    private static int index(String tensor) {
      int colon = tensor.indexOf(':');
      return colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
    }

    /** TensorFlow's C++ saver has no texts for its slices but zeros like them. */
    private static boolean isWhole(NodeGraph graph, NodeDef node) {
      NodeDef slices = graph.nodes().get(NodeGraph.operation(source(graph, node, 2)));
      return slices != null && slices.getOp().equals("ZerosLike")
          || texts(graph, node, 2).stream().allMatch(String::isEmpty);
    }

    private static List<String> texts(NodeGraph graph, NodeDef node, int input) {
      NodeDef constant = graph.nodes().get(NodeGraph.operation(source(graph, node, input)));
      if (constant == null || !constant.getOp().equals("Const"))
        throw new IllegalArgumentException(
            "it computes the names of its variables" + constant + graph.nodes().values());
      return texts(constant.getAttrOrThrow("value").getTensor());
    }

    private static List<String> texts(TensorProto values) {
      long count = 1;
      for (TensorShapeProto.Dim side : values.getTensorShape().getDimList())
        count *= side.getSize();
      if (count > MOST_KEYS)
        throw new IllegalArgumentException("it has %d variables".formatted(count));
      if (!values.getTensorContent().isEmpty())
        return packed(values.getTensorContent(), (int) count);
      int given = values.getStringValCount();
      List<String> texts = new ArrayList<>();
      // The last one stands for all further ones.
      for (int i = 0; i < count; i++)
        texts.add(given == 0 ? "" : values.getStringVal(Math.min(i, given - 1)).toStringUtf8());
      return texts;
    }

    /** The lengths of all, then all. */
    private static List<String> packed(ByteString content, int count) {
      try {
        CodedInputStream in = content.newCodedInput();
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) lengths[i] = in.readRawVarint32();
        List<String> texts = new ArrayList<>();
        for (int length : lengths)
          texts.add(new String(in.readRawBytes(length), StandardCharsets.UTF_8));
        return texts;
      } catch (IOException e) {
        throw new IllegalArgumentException("the names of its variables are damaged", e);
      }
    }
  }
}
