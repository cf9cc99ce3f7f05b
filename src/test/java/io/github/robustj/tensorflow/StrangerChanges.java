package io.github.robustj.tensorflow;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What strangers could do to a network: most of it is mischief, some is only unusual. */
final class StrangerChanges {

  private StrangerChanges() {}

  static void add(MetaGraphDef.Builder network, String operation) {
    network.getGraphDefBuilder().addNode(NodeDef.newBuilder().setName("x").setOp(operation));
  }

  static void before(MetaGraphDef.Builder network, String node, String first) {
    GraphDef.Builder graph = network.getGraphDefBuilder();
    for (NodeDef.Builder each : graph.getNodeBuilderList())
      if (each.getName().equals(node)) each.addInput("^" + first);
  }

  static void write(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(Stranger.text("content", "gotcha"))
        .addNode(Stranger.writeFile("write", "path", "content"));
  }

  static void writeBeforeLogits(MetaGraphDef.Builder network, Path target) {
    write(network, target);
    before(network, "logits", "write");
  }

  static void writeOnRestore(MetaGraphDef.Builder network, Path target) {
    write(network, target);
    before(network, "save/restore_all", "write");
  }

  static void writeOnInit(MetaGraphDef.Builder network, Path target) {
    write(network, target);
    network
        .getGraphDefBuilder()
        .addNode(NodeDef.newBuilder().setName("start").setOp("NoOp").addInput("^write"));
    network.putCollectionDef(
        "saved_model_main_op",
        CollectionDef.newBuilder()
            .setNodeList(CollectionDef.NodeList.newBuilder().addValue("start"))
            .build());
  }

  static void readBeforeLogits(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", "/etc/hostname"))
        .addNode(NodeDef.newBuilder().setName("read").setOp("ReadFile").addInput("path"));
    before(network, "logits", "read");
  }

  static AttrValue types(DataType... types) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllType(List.of(types)))
        .build();
  }

  static NodeDef call(String name, String operation, String function, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(operation)
        .addAllInput(List.of(inputs))
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .putAttr("Tin", types())
        .putAttr("Tout", types())
        .build();
  }

  static FunctionDef.Builder function(MetaGraphDef.Builder network, String name, NodeDef... nodes) {
    return network
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addFunctionBuilder()
        .setSignature(OpDef.newBuilder().setName(name).setIsStateful(true))
        .addAllNodeDef(List.of(nodes));
  }

  static void orphan(MetaGraphDef.Builder network, Path target) {
    function(
        network,
        "quiet",
        Stranger.text("path", target.toString()),
        Stranger.text("content", "gotcha"),
        Stranger.writeFile("write", "path:output:0", "content:output:0"));
  }

  static void inFunction(MetaGraphDef.Builder network, Path target) {
    orphan(network, target);
    network.getGraphDefBuilder().addNode(call("call", "StatefulPartitionedCall", "quiet"));
    before(network, "logits", "call");
  }

  static NodeDef restore(String name, String path) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("RestoreV2")
        .addAllInput(List.of(path, "save/Const", "save/ZerosLike"))
        .putAttr("dtypes", types(DataType.DT_FLOAT))
        .build();
  }

  static NodeDef save(String path) {
    return NodeDef.newBuilder()
        .setName("steal")
        .setOp("SaveV2")
        .addAllInput(List.of(path, "save/Const", "save/ZerosLike", "w"))
        .putAttr("dtypes", types(DataType.DT_FLOAT))
        .build();
  }

  static void saveBeforeLogits(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(save("path"));
    before(network, "logits", "steal");
  }

  static void ownSave(MetaGraphDef.Builder network, Path target) {
    before(network, "logits", "save/Save");
  }

  static void saveOnRestore(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(save("path"));
    before(network, "save/restore_all", "steal");
  }

  static void restoreBeforeLogits(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(restore("spy", "path"));
    before(network, "logits", "spy");
  }

  static void fixedPathRestored(MetaGraphDef.Builder network, Path target) {
    network.getGraphDefBuilder().addNode(Stranger.text("path", target.toString()));
    for (NodeDef.Builder node : network.getGraphDefBuilder().getNodeBuilderList())
      if (node.getOp().equals("RestoreV2")) node.setInput(0, "path");
  }

  static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  static NodeDef identity(String name, String input, DataType type) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(input)
        .putAttr("T", type(type))
        .build();
  }

  static OpDef.ArgDef argument(String name, DataType type) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(type).build();
  }

  /** Logits go through a function that hands them on; the call says nonsense about its place. */
  static void harmlessFunction(MetaGraphDef.Builder network) {
    FunctionDef.Builder same =
        function(network, "same", identity("i", "x", DataType.DT_FLOAT)).putRet("y", "i:output:0");
    same.getSignatureBuilder()
        .addInputArg(argument("x", DataType.DT_FLOAT))
        .addOutputArg(argument("y", DataType.DT_FLOAT));
    for (NodeDef.Builder node : network.getGraphDefBuilder().getNodeBuilderList())
      if (node.getName().equals("logits"))
        node.clear()
            .mergeFrom(call("logits", "PartitionedCall", "same", "pair"))
            .setDevice("/job:elsewhere/task:3/device:GPU:7")
            .putAttr(
                "config_proto", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("?")).build())
            .putAttr("Tin", types(DataType.DT_FLOAT))
            .putAttr("Tout", types(DataType.DT_FLOAT));
  }

  /** The path goes through an Identity and a function to RestoreV2, as in TensorFlow 2. */
  static void restoreInFunction(MetaGraphDef.Builder network) {
    FunctionDef.Builder read =
        function(
            network,
            "read",
            identity("i", "path", DataType.DT_STRING),
            NodeDef.newBuilder()
                .setName("r")
                .setOp("RestoreV2")
                .addAllInput(List.of("i:output:0", "names", "slices"))
                .putAttr("dtypes", types(DataType.DT_FLOAT))
                .build());
    read.putRet("y", "r:tensors:0");
    read.getSignatureBuilder()
        .addInputArg(argument("path", DataType.DT_STRING))
        .addInputArg(argument("names", DataType.DT_STRING))
        .addInputArg(argument("slices", DataType.DT_STRING))
        .addOutputArg(argument("y", DataType.DT_FLOAT));
    GraphDef.Builder graph = network.getGraphDefBuilder();
    graph.addNode(identity("handed", "save/filename", DataType.DT_STRING));
    for (NodeDef.Builder node : graph.getNodeBuilderList())
      if (node.getOp().equals("RestoreV2"))
        node.clear()
            .mergeFrom(
                call(
                    "save/Restore",
                    "StatefulPartitionedCall",
                    "read",
                    "handed",
                    "save/Const",
                    "save/ZerosLike"))
            .putAttr("Tin", types(DataType.DT_STRING, DataType.DT_STRING, DataType.DT_STRING))
            .putAttr("Tout", types(DataType.DT_FLOAT));
  }
}
