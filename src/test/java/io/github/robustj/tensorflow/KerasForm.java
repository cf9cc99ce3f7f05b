package io.github.robustj.tensorflow;

import com.google.protobuf.ByteString;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.AttrValue.ListValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Gives a network of TensorFlow 1's form that of TensorFlow 2, as Keras writes it: variables are
 * resources, the network is a function in a function of the signature, and functions save and
 * restore. The weights' file stays.
 */
final class KerasForm {

  private static final String WRAPPER = "__inference_signature_wrapper_1";
  private static final String MODEL = "__inference__wrapped_model_2";
  private static final String SAVE = "__inference__traced_save_3";
  private static final String RESTORE = "__inference__traced_restore_4";
  private static final Map<String, OpDef> OPERATIONS =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toMap(OpDef::getName, op -> op, (a, b) -> a));

  private final List<NodeDef> variables;
  private final GraphDef.Builder graph = GraphDef.newBuilder();

  private KerasForm(NodeGraph old) {
    variables =
        old.nodes().values().stream()
            .filter(node -> node.getOp().equals(OpenNetwork.VARIABLE))
            .toList();
  }

  /**
   * @param input name of the placeholder of the images
   * @param output name of the operation of the output
   */
  static void give(MetaGraphDef.Builder network, String input, String output) {
    NodeGraph old = NodeGraph.of(network.getGraphDef().getNodeList());
    KerasForm form = new KerasForm(old);
    form.variables.forEach(form::addHandle);
    form.graph.addNode(old.nodes().get(input));
    form.graph.addNode(placeholder("saver_filename", DataType.DT_STRING));
    form.addModel(old.ancestors(List.of(output)), input, output);
    form.addSaver();
    network.setGraphDef(form.graph.setVersions(network.getGraphDef().getVersions()));
    network
        .getSaverDefBuilder()
        .setFilenameTensorName("saver_filename:0")
        .setSaveTensorName("StatefulPartitionedCall_1:0")
        .setRestoreOpName("StatefulPartitionedCall_2");
    network
        .getSignatureDefMap()
        .forEach(
            (name, signature) -> {
              var copy = signature.toBuilder();
              signature
                  .getOutputsMap()
                  .forEach(
                      (key, info) ->
                          copy.putOutputs(
                              key, info.toBuilder().setName("StatefulPartitionedCall:0").build()));
              network.putSignatureDef(name, copy.build());
            });
  }

  private void addHandle(NodeDef variable) {
    graph.addNode(
        NodeDef.newBuilder()
            .setName(variable.getName())
            .setOp("VarHandleOp")
            .putAttr("dtype", variable.getAttrOrThrow("dtype"))
            .putAttr("shape", variable.getAttrOrThrow("shape"))
            .putAttr("container", text(""))
            .putAttr("shared_name", text(variable.getName())));
  }

  private List<String> names() {
    return variables.stream().map(NodeDef::getName).toList();
  }

  private void addModel(NodeGraph used, String input, String output) {
    FunctionDef.Builder model = function(MODEL, "inputs", DataType.DT_FLOAT);
    for (NodeDef node : used.nodes().values())
      if (!node.getName().equals(input) && !names().contains(node.getName()))
        model.addNodeDef(inFunction(node, used, input));
    returning(model, "identity", DataType.DT_FLOAT, output + ":output:0");
    FunctionDef.Builder wrapper = function(WRAPPER, "input_1", DataType.DT_FLOAT);
    List<String> given = new ArrayList<>();
    for (OpDef.ArgDef arg : wrapper.getSignature().getInputArgList()) given.add(arg.getName());
    wrapper.addNodeDef(call("StatefulPartitionedCall", MODEL, given, DataType.DT_FLOAT));
    returning(wrapper, "identity", DataType.DT_FLOAT, "StatefulPartitionedCall:output:0");
    graph.getLibraryBuilder().addFunction(model).addFunction(wrapper);
    List<String> outside = new ArrayList<>(List.of(input));
    outside.addAll(names());
    graph.addNode(call("StatefulPartitionedCall", WRAPPER, outside, DataType.DT_FLOAT));
  }

  /** Reads of variables are reads of resources that the function is given. */
  private NodeDef inFunction(NodeDef node, NodeGraph used, String input) {
    NodeDef.Builder copy = node.toBuilder().clearInput();
    for (String each : node.getInputList()) {
      String source = NodeGraph.operation(each);
      if (names().contains(source))
        return NodeDef.newBuilder()
            .setName(node.getName())
            .setOp("ReadVariableOp")
            .addInput(argument(source))
            .putAttr("dtype", type(DataType.DT_FLOAT))
            .build();
      if (source.equals(input)) copy.addInput("inputs");
      else copy.addInput(source + output(used.nodes().get(source), each));
    }
    return copy.build();
  }

  private String output(NodeDef node, String input) {
    int index = input.contains(":") ? Integer.parseInt(input.substring(input.indexOf(':') + 1)) : 0;
    OpDef operation = OPERATIONS.get(node.getOp());
    String first = operation.getOutputArg(0).getNumberAttr();
    if (!first.isEmpty()) return ":" + operation.getOutputArg(0).getName() + ":" + index;
    // An identity of a variable has become a read.
    boolean read = NodeGraph.values(node).stream().anyMatch(names()::contains);
    return ":" + (read ? "value" : operation.getOutputArg(index).getName()) + ":0";
  }

  private void addSaver() {
    FunctionDef.Builder save = function(SAVE, "file_prefix", DataType.DT_STRING);
    FunctionDef.Builder restore = function(RESTORE, "file_prefix", DataType.DT_STRING);
    for (FunctionDef.Builder each : List.of(save, restore))
      each.addNodeDef(texts("tensor_names", names()))
          .addNodeDef(texts("shape_and_slices", names().stream().map(name -> "").toList()));
    List<String> saved =
        new ArrayList<>(
            List.of("file_prefix", "tensor_names:output:0", "shape_and_slices:output:0"));
    for (String name : names()) {
      save.addNodeDef(
          NodeDef.newBuilder()
              .setName("read_" + argument(name))
              .setOp("ReadVariableOp")
              .addInput(argument(name))
              .putAttr("dtype", type(DataType.DT_FLOAT)));
      saved.add("read_" + argument(name) + ":value:0");
    }
    save.addNodeDef(
        NodeDef.newBuilder()
            .setName("SaveV2")
            .setOp("SaveV2")
            .addAllInput(saved)
            .putAttr("dtypes", floats()));
    save.addNodeDef(identity("Identity", "file_prefix", "^SaveV2"));
    restore.addNodeDef(
        NodeDef.newBuilder()
            .setName("RestoreV2")
            .setOp("RestoreV2")
            .addAllInput(saved.subList(0, 3))
            .putAttr("dtypes", floats()));
    List<String> done = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      String name = "assign_" + argument(names().get(i));
      restore.addNodeDef(
          NodeDef.newBuilder()
              .setName(name)
              .setOp("AssignVariableOp")
              .addInput(argument(names().get(i)))
              .addInput("RestoreV2:tensors:" + i)
              .putAttr("dtype", type(DataType.DT_FLOAT)));
      done.add("^" + name);
    }
    restore.addNodeDef(identity("Identity", "file_prefix", done.toArray(String[]::new)));
    List<String> given = new ArrayList<>(List.of("saver_filename"));
    given.addAll(names());
    for (FunctionDef.Builder each : List.of(save, restore)) {
      returning(each, "identity", DataType.DT_STRING, "Identity:output:0");
      graph.getLibraryBuilder().addFunction(each);
    }
    graph.addNode(call("StatefulPartitionedCall_1", SAVE, given, DataType.DT_STRING));
    graph.addNode(call("StatefulPartitionedCall_2", RESTORE, given, DataType.DT_STRING));
  }

  private FunctionDef.Builder function(String name, String input, DataType type) {
    FunctionDef.Builder function = FunctionDef.newBuilder();
    OpDef.Builder signature = function.getSignatureBuilder().setName(name).setIsStateful(true);
    signature.addInputArg(OpDef.ArgDef.newBuilder().setName(input).setType(type));
    for (String variable : names())
      signature.addInputArg(
          OpDef.ArgDef.newBuilder().setName(argument(variable)).setType(DataType.DT_RESOURCE));
    return function;
  }

  private static void returning(
      FunctionDef.Builder function, String name, DataType type, String value) {
    function
        .getSignatureBuilder()
        .addOutputArg(OpDef.ArgDef.newBuilder().setName(name).setType(type));
    function.putRet(name, value);
  }

  /** Names of arguments have letters, digits and underscores only. */
  private static String argument(String variable) {
    return variable.replaceAll("[^a-z0-9]", "_") + "_resource";
  }

  private NodeDef call(String name, String function, List<String> inputs, DataType result) {
    ListValue.Builder types = ListValue.newBuilder();
    types.addType(result);
    variables.forEach(variable -> types.addType(DataType.DT_RESOURCE));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("StatefulPartitionedCall")
        .addAllInput(inputs)
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .putAttr("Tin", AttrValue.newBuilder().setList(types).build())
        .putAttr(
            "Tout", AttrValue.newBuilder().setList(ListValue.newBuilder().addType(result)).build())
        .build();
  }

  private AttrValue floats() {
    ListValue.Builder types = ListValue.newBuilder();
    variables.forEach(variable -> types.addType(DataType.DT_FLOAT));
    return AttrValue.newBuilder().setList(types).build();
  }

  private static NodeDef placeholder(String name, DataType type) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Placeholder")
        .putAttr("dtype", type(type))
        .putAttr(
            "shape", AttrValue.newBuilder().setShape(TensorShapeProto.getDefaultInstance()).build())
        .build();
  }

  private static NodeDef identity(String name, String input, String... after) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(input)
        .addAllInput(List.of(after))
        .putAttr("T", type(DataType.DT_STRING))
        .build();
  }

  private static NodeDef texts(String name, List<String> values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(values.size())));
    values.forEach(value -> tensor.addStringVal(ByteString.copyFromUtf8(value)));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(DataType.DT_STRING))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }
}
