package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Networks that would do more than compute are refused by name, before they can do anything. */
class StrangersTest {

  @TempDir Path temporary;

  private final TensorFlowBackend backend = new TensorFlowBackend();

  /**
   * @param operation that the sentence names
   */
  private record Attempt(String name, String operation, Change change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Change {
    void on(MetaGraphDef.Builder network, Path target);
  }

  private static Stream<Attempt> attempts() {
    return Stream.of(
        new Attempt("write as control input", "WriteFile", StrangersTest::writeBeforeLogits),
        new Attempt("read as control input", "ReadFile", StrangersTest::readBeforeLogits),
        new Attempt("write in a function", "WriteFile", StrangersTest::inFunction),
        new Attempt("write that nothing calls", "WriteFile", StrangersTest::write),
        new Attempt("write in a function that nothing calls", "WriteFile", StrangersTest::orphan),
        new Attempt("write when restored", "WriteFile", StrangersTest::writeOnRestore),
        new Attempt("write in an init operation", "WriteFile", StrangersTest::writeOnInit),
        new Attempt("weights saved before logits", "SaveV2", StrangersTest::saveBeforeLogits),
        new Attempt("saver's own save before logits", "SaveV2", StrangersTest::ownSave),
        new Attempt("weights saved on restore", "SaveV2", StrangersTest::saveOnRestore),
        new Attempt("other weights read", "RestoreV2", StrangersTest::restoreBeforeLogits),
        new Attempt("a fixed path restored", "RestoreV2", StrangersTest::fixedPathRestored),
        new Attempt("print into a file", "PrintV2", (n, t) -> add(n, "PrintV2")),
        new Attempt("Python", "PyFunc", (n, t) -> add(n, "PyFunc")),
        new Attempt("another machine", "RemoteCall", (n, t) -> add(n, "RemoteCall")),
        new Attempt("debug output", "DebugIdentityV2", (n, t) -> add(n, "DebugIdentityV2")),
        new Attempt("a data set", "TextLineDataset", (n, t) -> add(n, "TextLineDataset")),
        new Attempt(
            "a file of a table",
            "InitializeTableFromTextFileV2",
            (n, t) -> add(n, "InitializeTableFromTextFileV2")),
        new Attempt("a loop", "While", (n, t) -> add(n, "While")),
        new Attempt("an unknown one", "Mischief", (n, t) -> add(n, "Mischief")));
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void areRefusedByName(Attempt attempt) throws IOException {
    Path target = temporary.resolve("written");
    Stranger stranger =
        Stranger.harmless(temporary.resolve("network"))
            .edit(network -> attempt.change().on(network, target));
    RobustJException refusal = assertThrows(RobustJException.class, () -> open(stranger).close());
    assertTrue(
        refusal.getMessage().contains("operation " + attempt.operation() + " ("),
        refusal.getMessage());
    assertTrue(refusal.getMessage().contains(stranger.folder().toString()));
    assertThrows(RobustJException.class, () -> backend.weights(stranger.folder()));
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(stranger.folder()), left.toList(), "nothing is written");
    }
  }

  /** What the check is for: TensorFlow's own loader lets them. */
  @Test
  void withoutTheCheckTheyWouldWrite() throws IOException {
    List<Attempt> writing =
        attempts()
            .filter(a -> a.name().startsWith("write") && !a.name().contains("nothing"))
            .toList();
    assertEquals(4, writing.size());
    for (Attempt attempt : writing) {
      Path target = temporary.resolve(attempt.name());
      Stranger.harmless(temporary.resolve("network of " + attempt.name()))
          .edit(network -> attempt.change().on(network, target))
          .runUnguarded();
      assertEquals("gotcha", Files.readString(target), attempt.name());
    }
  }

  @Test
  void harmlessOnesCompute() throws IOException {
    assertComputes(Stranger.harmless(temporary.resolve("plain")));
    assertComputes(
        Stranger.harmless(temporary.resolve("function")).edit(StrangersTest::harmlessFunction));
    assertComputes(
        Stranger.harmless(temporary.resolve("restoring")).edit(StrangersTest::restoreInFunction));
  }

  @Test
  void functionsThatNeverEndAreRefused() throws IOException {
    Stranger stranger =
        Stranger.harmless(temporary.resolve("network"))
            .edit(
                network -> {
                  function(network, "a", call("call", "PartitionedCall", "b"));
                  function(network, "b", call("call", "PartitionedCall", "a"));
                });
    RobustJException refusal = assertThrows(RobustJException.class, () -> open(stranger));
    assertTrue(refusal.getMessage().contains("call themselves"), refusal.getMessage());
  }

  /** Forty functions of a few bytes each, a million million calls. */
  @Test
  void functionsThatMultiplyAreRefused() throws IOException {
    Stranger stranger =
        Stranger.harmless(temporary.resolve("network"))
            .edit(
                network -> {
                  for (int i = 0; i < 40; i++)
                    function(
                        network,
                        "f" + i,
                        call("a", "PartitionedCall", "f" + (i + 1)),
                        call("b", "PartitionedCall", "f" + (i + 1)));
                  function(network, "f40", Stranger.text("t", "a"));
                  network.getGraphDefBuilder().addNode(call("c", "PartitionedCall", "f0"));
                  before(network, "logits", "c");
                });
    RobustJException refusal = assertThrows(RobustJException.class, () -> open(stranger));
    assertTrue(refusal.getMessage().contains("call others so often"), refusal.getMessage());
  }

  /** A name does not make TensorFlow's own operation one of the network's functions. */
  @Test
  void aFunctionNamedAsAnOperationHidesNothing() throws IOException {
    Path target = temporary.resolve("written");
    Stranger stranger =
        Stranger.harmless(temporary.resolve("network"))
            .edit(
                network -> {
                  writeBeforeLogits(network, target);
                  function(network, "WriteFile", Stranger.text("t", "a"));
                });
    assertThrows(RobustJException.class, () -> open(stranger).predict(image()));
    assertFalse(Files.exists(target));
  }

  @Test
  void twoOfOneNameAreRefused() throws IOException {
    Stranger nodes =
        Stranger.harmless(temporary.resolve("nodes"))
            .edit(n -> n.getGraphDefBuilder().addNode(n.getGraphDef().getNode(0)));
    Stranger functions =
        Stranger.harmless(temporary.resolve("functions"))
            .edit(
                network -> {
                  function(network, "f", Stranger.text("t", "a"));
                  function(network, "f", Stranger.text("t", "b"));
                });
    for (Stranger stranger : List.of(nodes, functions))
      assertTrue(
          assertThrows(RobustJException.class, () -> open(stranger))
              .getMessage()
              .contains("damaged"));
  }

  @Test
  void missingAndDamagedPartsHaveTheirSentences() throws IOException {
    assertFails("no weights", s -> delete(s.folder().resolve("variables")));
    assertFails("no weights", s -> delete(s.folder().resolve("variables/variables.index")));
    assertFails(
        "damaged or incomplete",
        s -> delete(s.folder().resolve("variables/variables.data-00000-of-00001")));
    assertFails(
        "damaged or incomplete",
        s -> Files.write(s.folder().resolve("variables/variables.index"), new byte[30]));
    assertFails("damaged", s -> Files.write(s.path(), new byte[0]));
    assertFails("damaged", s -> Files.writeString(s.path(), "<html>"));
    assertFails("more than 64 MiB", s -> grow(s.path()));
    assertFails("damaged", s -> s.edit(n -> n.clearSignatureDef()));
    assertFails("damaged", s -> s.edit(n -> n.clearMetaInfoDef()));
    // Its operations are in no saver's place then.
    assertFails("SaveV2", s -> s.edit(n -> n.clearSaverDef()));
    assertFails(
        "RestoreV2", s -> s.edit(n -> n.getSaverDefBuilder().setRestoreOpName("elsewhere")));
  }

  /** Cut at any place, with any byte changed: a sentence or a prediction, nothing else. */
  @Test
  void anyDamageIsASentence() throws IOException {
    Stranger stranger = Stranger.harmless(temporary.resolve("network"));
    byte[] whole = Files.readAllBytes(stranger.path());
    for (int i = 0; i < whole.length; i += 23) {
      Files.write(stranger.path(), Arrays.copyOf(whole, i));
      assertThrows(RobustJException.class, () -> open(stranger), "cut");
      byte[] changed = whole.clone();
      changed[i] ^= (byte) (1 + i % 255);
      Files.write(stranger.path(), changed);
      try (DifferentiableModel model = open(stranger)) {
        model.predict(image());
      } catch (RobustJException sentence) {
        assertFalse(sentence.getMessage().isBlank());
      }
    }
  }

  private interface Damage {
    void to(Stranger stranger) throws IOException;
  }

  private void assertFails(String words, Damage damage) throws IOException {
    Stranger stranger = Stranger.harmless(Files.createTempDirectory(temporary, "network"));
    damage.to(stranger);
    String sentence =
        assertThrows(RobustJException.class, () -> open(stranger).predict(image())).getMessage();
    assertTrue(sentence.contains(words), sentence);
    assertTrue(sentence.contains(stranger.folder().toString()), sentence);
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path))
      try (Stream<Path> list = Files.list(path)) {
        for (Path child : list.toList()) delete(child);
      }
    Files.delete(path);
  }

  private static void grow(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), 65L << 20);
    }
  }

  private DifferentiableModel open(Stranger stranger) {
    return backend.load(stranger.folder(), Loss.CROSS_ENTROPY_AND_DICE);
  }

  private void assertComputes(Stranger stranger) {
    try (DifferentiableModel model = open(stranger)) {
      assertArrayEquals(new float[] {.5f, .5f, .25f, .25f}, model.predict(image()).data());
    }
  }

  private static Tensor image() {
    return new Tensor(new float[] {.5f, .25f}, 1, 1, 2, 1);
  }

  // Changes of a network

  private static void add(MetaGraphDef.Builder network, String operation) {
    network.getGraphDefBuilder().addNode(NodeDef.newBuilder().setName("x").setOp(operation));
  }

  private static void before(MetaGraphDef.Builder network, String node, String first) {
    GraphDef.Builder graph = network.getGraphDefBuilder();
    for (NodeDef.Builder each : graph.getNodeBuilderList())
      if (each.getName().equals(node)) each.addInput("^" + first);
  }

  private static void write(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(Stranger.text("content", "gotcha"))
        .addNode(Stranger.writeFile("write", "path", "content"));
  }

  private static void writeBeforeLogits(MetaGraphDef.Builder network, Path target) {
    write(network, target);
    before(network, "logits", "write");
  }

  private static void writeOnRestore(MetaGraphDef.Builder network, Path target) {
    write(network, target);
    before(network, "save/restore_all", "write");
  }

  private static void writeOnInit(MetaGraphDef.Builder network, Path target) {
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

  private static void readBeforeLogits(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", "/etc/hostname"))
        .addNode(NodeDef.newBuilder().setName("read").setOp("ReadFile").addInput("path"));
    before(network, "logits", "read");
  }

  private static AttrValue types(DataType... types) {
    return AttrValue.newBuilder()
        .setList(AttrValue.ListValue.newBuilder().addAllType(List.of(types)))
        .build();
  }

  private static NodeDef call(String name, String operation, String function, String... inputs) {
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

  private static FunctionDef.Builder function(
      MetaGraphDef.Builder network, String name, NodeDef... nodes) {
    return network
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addFunctionBuilder()
        .setSignature(OpDef.newBuilder().setName(name).setIsStateful(true))
        .addAllNodeDef(List.of(nodes));
  }

  private static void orphan(MetaGraphDef.Builder network, Path target) {
    function(
        network,
        "quiet",
        Stranger.text("path", target.toString()),
        Stranger.text("content", "gotcha"),
        Stranger.writeFile("write", "path:output:0", "content:output:0"));
  }

  private static void inFunction(MetaGraphDef.Builder network, Path target) {
    orphan(network, target);
    network.getGraphDefBuilder().addNode(call("call", "StatefulPartitionedCall", "quiet"));
    before(network, "logits", "call");
  }

  private static NodeDef restore(String name, String path) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("RestoreV2")
        .addAllInput(List.of(path, "save/Const", "save/ZerosLike"))
        .putAttr("dtypes", types(DataType.DT_FLOAT))
        .build();
  }

  private static NodeDef save(String path) {
    return NodeDef.newBuilder()
        .setName("steal")
        .setOp("SaveV2")
        .addAllInput(List.of(path, "save/Const", "save/ZerosLike", "w"))
        .putAttr("dtypes", types(DataType.DT_FLOAT))
        .build();
  }

  private static void saveBeforeLogits(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(save("path"));
    before(network, "logits", "steal");
  }

  private static void ownSave(MetaGraphDef.Builder network, Path target) {
    before(network, "logits", "save/Save");
  }

  private static void saveOnRestore(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(save("path"));
    before(network, "save/restore_all", "steal");
  }

  private static void restoreBeforeLogits(MetaGraphDef.Builder network, Path target) {
    network
        .getGraphDefBuilder()
        .addNode(Stranger.text("path", target.toString()))
        .addNode(restore("spy", "path"));
    before(network, "logits", "spy");
  }

  private static void fixedPathRestored(MetaGraphDef.Builder network, Path target) {
    network.getGraphDefBuilder().addNode(Stranger.text("path", target.toString()));
    for (NodeDef.Builder node : network.getGraphDefBuilder().getNodeBuilderList())
      if (node.getOp().equals("RestoreV2")) node.setInput(0, "path");
  }

  // Functions as TensorFlow 2 has them

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static NodeDef identity(String name, String input, DataType type) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(input)
        .putAttr("T", type(type))
        .build();
  }

  private static OpDef.ArgDef argument(String name, DataType type) {
    return OpDef.ArgDef.newBuilder().setName(name).setType(type).build();
  }

  /** Logits go through a function that hands them on; the call says nonsense about its place. */
  private static void harmlessFunction(MetaGraphDef.Builder network) {
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
  private static void restoreInFunction(MetaGraphDef.Builder network) {
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
