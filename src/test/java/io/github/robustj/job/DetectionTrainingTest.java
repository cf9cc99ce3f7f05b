package io.github.robustj.job;

import static io.github.robustj.job.CellNetwork.DATA;
import static io.github.robustj.job.CellNetwork.FEW;
import static io.github.robustj.job.CellNetwork.FOLDER;
import static io.github.robustj.job.CellNetwork.job;
import static io.github.robustj.job.CellNetwork.run;
import static io.github.robustj.job.CellNetwork.train;
import static io.github.robustj.job.CellNetwork.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.display.detection.DetectionReport;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.testing.EvaluateJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings on objects: every method, and what nobody has annotated. */
class DetectionTrainingTest {

  /** Every method takes a step, and the margins watch losses and their parts. */
  @Test
  void everyMethodTrains() {
    for (String method :
        List.of("adversarial", "temporal_ensembling", "mtd", "cwat", "adaptive_margin"))
      assertTrains(method);
    for (String preset : List.of("fast", "paper")) {
      Map<String, Object> options =
          with(
              Map.of(
                  "method", "adaptive_margin", "preset", preset, "epochs", 2, "clean_epochs", 1));
      options.put("width", 4);
      options.remove("steps");
      TrainResult result = train(FEW, preset, options);
      Map<String, Double> last = result.history().get(1).values();
      assertEquals(preset.equals("paper"), last.containsKey("threshold_3"), last.toString());
    }
    assertThrows(RobustJException.class, () -> TrainOptions.of(with(Map.of("method", "mart"))));
    assertThrows(
        RobustJException.class, () -> TrainOptions.of(Map.of("task", "landmark", "method", "mtd")));
  }

  /** Whose steps are those of segmentation ({@link TrainJobTest}), on another loss. */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"fast_adversarial", "free_adversarial", "trades"})
  void methodsOfSegmentationTrain(String method) {
    assertTrains(method);
  }

  private static void assertTrains(String method) {
    TrainResult result =
        train(FEW, method, with(Map.of("method", method, "epochs", 2, "width", 4)));
    assertEquals(2, result.history().size(), method);
  }

  /** Two images say nothing about red ones: their scores do not count, and the log says so. */
  @Test
  void classesThatAreNotAnnotatedAreLeftOut() throws Exception {
    Path table = FOLDER.resolve("unannotated.csv");
    Files.writeString(table, "image,class\nsmear0,red\nsmear1.png,red\n");
    Map<String, Object> options = with(Map.of("epochs", 1, "unannotated", table));
    List<String> log = new ArrayList<>();
    JobListener listener =
        new JobListener() {
          @Override
          public void log(String line) {
            log.add(line);
          }
        };
    TrainResult partly = Engine.inProcess().run(job(FEW, "partly", options), listener);
    assertTrue(log.stream().anyMatch(l -> l.contains("red in 2 image(s)")), log.toString());
    RobustnessCurve curve =
        run(EvaluateJobs.of(
                partly.model(),
                DATA,
                Optional.empty(),
                AttackSpec.pgd(1),
                List.of(0.),
                1,
                Optional.empty(),
                EvaluateJob.Points.NONE,
                EvaluationAim.anywhere(),
                Optional.of(table)))
            .curve();
    List<DetectionReport.Row> rows = DetectionReport.of(curve, CocoMatching.MOST).rows();
    assertEquals(24, rows.get(1).images(), "blue");
    assertEquals(22, rows.get(2).images(), "red");
    Files.writeString(table, "image,class\nnowhere,red\n");
    RobustJException failure =
        assertThrows(RobustJException.class, () -> train(FEW, "failed", options));
    assertTrue(failure.getMessage().contains("nowhere"), failure.getMessage());
  }
}
