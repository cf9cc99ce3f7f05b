package io.github.robustj.tensorflow;

import static io.github.robustj.tensorflow.StrangerChanges.add;
import static io.github.robustj.tensorflow.StrangerChanges.before;
import static io.github.robustj.tensorflow.StrangerChanges.call;
import static io.github.robustj.tensorflow.StrangerChanges.function;
import static io.github.robustj.tensorflow.StrangerChanges.writeBeforeLogits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.tensorflow.proto.MetaGraphDef;

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
        new Attempt("write as control input", "WriteFile", StrangerChanges::writeBeforeLogits),
        new Attempt("read as control input", "ReadFile", StrangerChanges::readBeforeLogits),
        new Attempt("write in a function", "WriteFile", StrangerChanges::inFunction),
        new Attempt("write that nothing calls", "WriteFile", StrangerChanges::write),
        new Attempt("write in a function that nothing calls", "WriteFile", StrangerChanges::orphan),
        new Attempt("write when restored", "WriteFile", StrangerChanges::writeOnRestore),
        new Attempt("write in an init operation", "WriteFile", StrangerChanges::writeOnInit),
        new Attempt("weights saved before logits", "SaveV2", StrangerChanges::saveBeforeLogits),
        new Attempt("saver's own save before logits", "SaveV2", StrangerChanges::ownSave),
        new Attempt("weights saved on restore", "SaveV2", StrangerChanges::saveOnRestore),
        new Attempt("other weights read", "RestoreV2", StrangerChanges::restoreBeforeLogits),
        new Attempt("a fixed path restored", "RestoreV2", StrangerChanges::fixedPathRestored),
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
        Stranger.harmless(temporary.resolve("function")).edit(StrangerChanges::harmlessFunction));
    assertComputes(
        Stranger.harmless(temporary.resolve("restoring")).edit(StrangerChanges::restoreInFunction));
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
}
