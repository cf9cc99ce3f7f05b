package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.RobustJ;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.InspectJob.Inspected;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network of another program is can be seen before it is imported; both from a script. */
class InspectJobTest {

  @TempDir Path folder;
  private Path network;

  @BeforeEach
  void save() throws Exception {
    network = folder.resolve("network");
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(network, 3);
  }

  /** As {@link ForeignNetworks} made it: one channel, pooled once, softmax of three classes. */
  @Test
  void showsTensorsAndTheirProposedConnection() throws Exception {
    Inspected found = RobustJ.inspectModel(network.toString(), Map.of());
    assertEquals(
        List.of(
            "signature serving_default: input_1: float, ? x ? x ? x 1 -> output_1: float, ? x ? x ? x 3"),
        found.network());
    assertEquals(
        List.of(
            "signature serving_default",
            "input input_1, axes byxc, 1 channel(s)",
            "output output_1, axes byxc, softmax of 3 classes",
            "sides in multiples of 2"),
        found.connection());
    assertEquals("", found.obstacle());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(network), files.toList(), "nothing is written");
    }
  }

  /** What an import proposes is what it then does, and a file of the network stands for it. */
  @Test
  void proposesWhatIsDone() {
    Map<String, Object> options = Map.of("output_values", "logits", "class_names", "a, b, c");
    Inspected found = RobustJ.inspectModel(network.resolve("saved_model.pb").toString(), options);
    Path model = folder.resolve("model");
    ImportJob.Imported imported =
        RobustJ.importModel(
            network.resolve("saved_model.pb").toString(), model.toString(), options);
    assertEquals(found.connection(), imported.lines().subList(0, found.connection().size()));
    assertEquals("classes a, b, c", imported.lines().get(found.connection().size()));
    assertEquals("every operation has a gradient: all attacks are possible", imported.attacks());
    assertEquals("network", ModelFolder.open(model).description().source().file());
  }

  /** The tensors are shown also where one of them must be named. */
  @Test
  void showsTheNetworkWithWhatStandsInTheWay() {
    Inspected found = RobustJ.inspectModel(network.toString(), Map.of("output_tensor", "heat"));
    assertEquals(1, found.network().size());
    assertEquals(List.of(), found.connection());
    assertTrue(
        found.obstacle().contains("output_tensor") && found.obstacle().contains("output_1"),
        found.obstacle());
    assertEquals(found.obstacle(), found.lines().get(2));
  }

  @Test
  void refusesWhatIsNoOptionAndWhatIsNoNetwork() {
    assertSaid("epochs", network, Map.of("epochs", 3));
    assertSaid("There is no file or folder", folder.resolve("nowhere"), Map.of());
  }

  private static void assertSaid(String words, Path source, Map<String, ?> options) {
    String sentence =
        assertThrows(RobustJException.class, () -> RobustJ.inspectModel(source.toString(), options))
            .getMessage();
    assertTrue(sentence.contains(words), sentence);
  }
}
