package io.github.robustj.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.evaluation.CaseResult;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.MinimalPerturbations.OfCase;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.Visibility;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Reach;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedEvaluationTest {

  private static final Provenance HOW =
      new Provenance(
          "model",
          "ab",
          "detection",
          "data",
          "cd",
          List.of("a"),
          Map.of("epsilons", "0,2"),
          "float32",
          "CPU",
          Map.of("RobustJ", "1"),
          "2026-01-02T03:04:05+01:00",
          0);

  @TempDir Path folder;

  /** Numbers that JSON cannot write, and those whose last bit is lost in fewer than 17 digits. */
  @Test
  void everythingIsReadBackBitForBit() {
    double third = 1. / 3;
    CaseScore score =
        new CaseScore(
                "a case, \"named\" äö\n",
                "patient",
                Map.of("x", third, "y", Double.NaN),
                Map.of("gap", Double.POSITIVE_INFINITY),
                Map.of("x", Math.nextUp(.1)),
                List.of(
                    new ObjectsInImage(
                        List.of(BoxedObject.drawn("x", new Box(0, -0., third, 4))),
                        List.of(BoxedObject.found("y", new Box(1, 2, 3, 4), Math.nextDown(.9))))),
                new Reach(1, 2),
                Map.of("hd95_mm", Map.of("x", Double.MIN_VALUE)))
            .with(Optional.of(new Visibility(Double.POSITIVE_INFINITY, third, .1, .2)));
    CaseResult result =
        new CaseResult(
            score.name(),
            List.of(score, score),
            Optional.of(
                new OfCase(
                    score.name(),
                    Double.POSITIVE_INFINITY,
                    List.of((double) .1f, Double.POSITIVE_INFINITY))),
            1L << 40,
            7);
    CaseResult leftOut = new CaseResult("left out", List.of(), Optional.empty());
    Path file = folder.resolve("new folder/part.jsonl");
    try (UnfinishedEvaluation begun = UnfinishedEvaluation.begin(file, HOW)) {
      begun.keep(FinishedWork.ATTACKED, result.name(), result);
      begun.keep(FinishedWork.ATTACKED, "left out", leftOut);
    }
    try (UnfinishedEvaluation resumed = UnfinishedEvaluation.resume(file, HOW)) {
      assertEquals(Optional.of(result), resumed.of(FinishedWork.ATTACKED, result.name()));
      assertEquals(Optional.of(leftOut), resumed.of(FinishedWork.ATTACKED, "left out"));
      assertEquals(Optional.empty(), resumed.of(FinishedWork.ATTACKED, "another"));
      Provenance later = HOW.at("2027-01-01T00:00:00Z", 5);
      assertEquals(HOW.date(), resumed.together(later).date());
    }
    assertEquals(2, UnfinishedEvaluation.in(file).orElseThrow().done());
  }
}
