package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatedModelsTest {

  private static final Path EARLIER = Path.of("src/test/resources/earlier/segmentation/model");

  @TempDir Path folder;

  @Test
  void modelsWhoseFilesWouldMeetAreRefusedBeforeAnythingIsMeasured() throws Exception {
    Path first = copy("a");
    for (String name :
        List.of("tests", "Summary", "a-summary", "a-checks", "a-worst-1", "a-unfinished")) {
      Path second = copy(name);
      for (List<Path> both : List.of(List.of(first, second), List.of(second, first))) {
        String sentence =
            assertThrows(RobustJException.class, () -> EvaluatedModels.of(both).requireOwnFiles())
                .getMessage();
        assertTrue(sentence.contains(second.toString()), sentence);
        assertTrue(sentence.endsWith("rename its folder."), sentence);
      }
    }
  }

  @Test
  void namesThatOnlyBeginAlikeAreFine() throws Exception {
    for (String name : List.of("a-2", "a-summary-2", "ab", "tests-2"))
      EvaluatedModels.of(List.of(copy("a"), copy(name))).requireOwnFiles();
  }

  @Test
  void classesAreNamedAsUsersNameThem() throws Exception {
    Path description = copy("b").resolve("model.json");
    Files.writeString(
        description, Files.readString(description).replace("\"anterior\"", "\"head\""));
    String sentence =
        assertThrows(
                RobustJException.class, () -> EvaluatedModels.of(List.of(copy("a"), copy("b"))))
            .getMessage();
    assertTrue(sentence.contains("[0 background, 1 anterior, 2 posterior]"), sentence);
    assertTrue(sentence.contains("[0 background, 1 head, 2 posterior]"), sentence);
  }

  /** Of one byte of its weights, which only opening the network would see otherwise. */
  @Test
  void aDamagedModelAmongSeveralIsFoundBeforeTheFirstIsMeasured() throws Exception {
    Path first = copy("a");
    Path second = copy("b");
    Path weights = second.resolve("saved_model/variables/variables.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    for (List<Path> both : List.of(List.of(first, second), List.of(second, first))) {
      String sentence =
          assertThrows(RobustJException.class, () -> EvaluatedModels.of(both)).getMessage();
      assertTrue(sentence.contains(weights.toString()), sentence);
      assertTrue(sentence.contains("copy the whole folder again"), sentence);
    }
  }

  /** A model with the weights of another and a description that has one more blank at its end. */
  private Path copy(String name) throws Exception {
    Path to = folder.resolve(name);
    if (Files.exists(to)) return to;
    try (Stream<Path> all = Files.walk(EARLIER)) {
      for (Path from : (Iterable<Path>) all::iterator)
        Files.copy(from, to.resolve(EARLIER.relativize(from).toString()));
    }
    Path description = to.resolve("model.json");
    Files.writeString(description, Files.readString(description) + " ".repeat(name.length() + 1));
    return to;
  }
}
