package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Backend;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.TaskType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * At the same number of gradients the ensemble leaves no more of the score of small trained
 * networks than PGD, Auto-PGD and the protocols of SEA and AutoAttack, which are written apart.
 * Larger networks: {@code src/test/scripts/strength}.
 */
class StrengthTest {

  private static final Path MODELS = Path.of("src/test/resources/earlier");

  /**
   * @param better 1 where a high score is good, -1 for errors
   * @param room of scores between 0 and 1, less than one object in the image; an error has none
   */
  @ParameterizedTest
  @CsvSource({
    "segmentation, segmentation-hippocampus, hippocampus_207, 2, 4, 1, 0",
    "landmark, landmarks-hc18, 021_HC, 2, 1, -1, 0",
    "detection, detection-bccd, BloodImage_00017, 6, 1, 1, .01"
  })
  void noProtocolIsStronger(
      String task, String data, String name, double epsilon, int every, int better, double room) {
    Map<String, Double> row = row(task, data, name, epsilon, every, "protocols", 36);
    double ours = better * row.get("ensemble");
    row.forEach((what, score) -> assertTrue(ours <= better * score + room, what + " of " + row));
    assertTrue(ours < better * row.get("clean"), row.toString());
  }

  /**
   * Two searches for the least Dice of a volume that have only the network in common, at 60
   * gradients, where neither is at its end.
   */
  @Test
  void anAttackWrittenApartFindsTheSame() {
    Map<String, Double> row =
        row("segmentation", "segmentation-hippocampus", "hippocampus_207", 2, 4, "converged", 60);
    assertEquals(row.get("apart"), row.get("ensemble"), .02, row.toString());
  }

  private static Map<String, Double> row(
      String task, String data, String name, double epsilon, int every, String kind, int steps) {
    JobListener silent = new JobListener() {};
    Backend backend = ServiceLoader.load(Backend.class).findFirst().orElseThrow();
    Path model = MODELS.resolve(task).resolve("model");
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, silent)) {
      AnnotatedCases cases =
          TaskType.named(task)
              .read(Path.of("sample-data", data, "test"), AnnotatedCases.Reading.USUAL);
      int channels = open.description().network().inputChannels();
      var encoder = cases.encoder(open.task(), open.sight(silent)::see, channels);
      EncodedCase subject =
          encoder.read(
              StrengthTable.named(
                  Selection.of(cases.dataset(), Optional.empty()).evaluated(), name));
      return new StrengthTable(kind, every, open).row(subject, epsilon, steps);
    }
  }
}
