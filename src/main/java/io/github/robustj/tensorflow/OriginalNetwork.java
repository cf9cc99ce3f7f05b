package io.github.robustj.tensorflow;

import static org.tensorflow.proto.DataType.DT_FLOAT;
import static org.tensorflow.proto.DataType.DT_STRING;

import com.google.protobuf.ByteString;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A network of another program as it came, given other weights: its graph, with all signatures,
 * functions and names, stays the file that it is, and the files of its weights are written anew
 * under its own keys. What is no variable of the converted network stays as it was. The graph's own
 * saver is not run, but two operations of a graph that is made here.
 *
 * @param directory of its SavedModel
 */
record OriginalNetwork(Path directory) {

  /**
   * @param values by the names of variables in the converted network
   * @param into a SavedModel that lacks its {@code variables}; may be the same folder
   * @throws RobustJException if its weights are not where its graph says, or are kept in a way that
   *     is not known
   */
  void write(Map<String, Tensor> values, Path into) {
    NetworkGraph network = NetworkFile.read(directory);
    try {
      SavedKeys keys = SavedKeys.of(network);
      write(keys, byKey(keys, values), into);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage(), e);
    } catch (IndexOutOfBoundsException e) {
      throw refused("its saver is damaged", e);
    } catch (TensorFlowException e) {
      Sessions.requireMemory(e);
      throw refused("its files in variables are damaged or of another network", e);
    }
  }

  private Map<String, Tensor> byKey(SavedKeys keys, Map<String, Tensor> values) {
    Map<String, Tensor> byKey = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          String variable = name.replaceFirst("^" + ForeignNetwork.PREFIX, "");
          String key = keys.ofVariables().get(variable);
          if (key == null)
            throw new IllegalArgumentException(
                "its graph does not say where %s is".formatted(variable));
          byKey.put(key, value);
        });
    return byKey;
  }

  private RobustJException refused(String why, RuntimeException cause) {
    return new RobustJException(
        "The network in %s cannot be given new weights in the form it came in: %s."
            .formatted(directory, why),
        cause);
  }

  private void write(SavedKeys keys, Map<String, Tensor> values, Path into) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(copying(keys, values));
      try (Session session = new Session(graph, Computation.cpu())) {
        OpenNetwork.withReadable(
            OpenNetwork.weights(directory),
            from -> run(session, values, from, OpenNetwork.weights(into)));
      }
    }
  }

  private static void run(Session session, Map<String, Tensor> values, String from, Path to) {
    List<TFloat32> fed = new ArrayList<>();
    try (TString source = TString.scalarOf(from);
        TString target = TString.scalarOf(to.toString())) {
      Session.Runner runner =
          session.runner().feed("from", source).feed("to", target).addTarget("save");
      for (Tensor value : values.values()) {
        TFloat32 tensor = Copies.toNative(value);
        runner.feed("value" + fed.size(), tensor);
        fed.add(tensor);
      }
      runner.run().close();
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  /** Reads all keys from one place and writes them to another, some with values that are fed. */
  private static GraphDef copying(SavedKeys keys, Map<String, Tensor> values) {
    List<String> names = List.copyOf(keys.types().keySet());
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph.addNode(placeholder("from", DT_STRING)).addNode(placeholder("to", DT_STRING));
    graph.addNode(texts("names", names));
    graph.addNode(texts("slices", names.stream().map(name -> "").toList()));
    ListValue.Builder types = ListValue.newBuilder();
    names.forEach(name -> types.addType(keys.types().get(name)));
    AttrValue dtypes = AttrValue.newBuilder().setList(types).build();
    NodeDef.Builder save = NodeDef.newBuilder().setName("save").setOp("SaveV2");
    save.addAllInput(List.of("to", "names", "slices")).putAttr("dtypes", dtypes);
    List<String> given = List.copyOf(values.keySet());
    for (int i = 0; i < names.size(); i++) {
      int value = given.indexOf(names.get(i));
      save.addInput(value < 0 ? "restore:" + i : "value" + value);
    }
    for (int i = 0; i < given.size(); i++) graph.addNode(placeholder("value" + i, DT_FLOAT));
    graph.addNode(
        NodeDef.newBuilder()
            .setName("restore")
            .setOp("RestoreV2")
            .addAllInput(List.of("from", "names", "slices"))
            .putAttr("dtypes", dtypes));
    return graph.addNode(save).build();
  }

  private static NodeDef placeholder(String name, DataType type) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Placeholder")
        .putAttr("dtype", AttrValue.newBuilder().setType(type).build())
        .build();
  }

  private static NodeDef texts(String name, List<String> values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DT_STRING)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(values.size())));
    values.forEach(value -> tensor.addStringVal(ByteString.copyFromUtf8(value)));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DT_STRING).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }
}
