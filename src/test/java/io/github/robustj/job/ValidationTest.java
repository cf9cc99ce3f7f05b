package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.LabelClass;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.testing.Questions;
import io.github.robustj.training.Checkpoint;
import io.github.robustj.training.CheckpointFolder;
import io.github.robustj.training.StandardTraining;
import io.github.robustj.training.Trainer;
import io.github.robustj.training.Trainer.Validator;
import io.github.robustj.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {

  private static final SegmentationTask TASK =
      new SegmentationTask(List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc")));

  private static final AttackSpec ATTACK = new AttackSpec("pgd", Norm.L2, 3, 1, 1);
  private static final Validation.Choice CHOICE = new Validation.Choice(.5, 1, 1);

  @TempDir Path folder;

  /** Random starts included, bit by bit; the listener is asked as often. */
  @Test
  void scoresAreThoseOfOneCaseAfterAnother() {
    AtomicInteger asked = new AtomicInteger();
    Map<String, Double> alone = scores(CasesAtOnce.ONE, asked);
    int calls = asked.getAndSet(0);
    ScoreColumns columns = ScoreColumns.of(TASK);
    assertTrue(alone.get(columns.robust()) < alone.get(columns.clean()), alone::toString);
    for (int atOnce : new int[] {2, 4, 9}) {
      assertEquals(alone, scores(new CasesAtOnce(atOnce), asked));
      assertEquals(calls, asked.getAndSet(0));
    }
  }

  /** Scores rise and errors fall; of both a hundredth of the best is no difference. */
  @ParameterizedTest
  @MethodSource("io.github.robustj.task.TaskType#names")
  void theModelIsTheLatestOfTheBestEpochs(String name) {
    Task<?> task = TaskType.of(Questions.of(name, 32));
    String column = ScoreColumns.of(task).selection();
    double[] values =
        task.unit().isEmpty() ? new double[] {.5, .8, .793, .79} : new double[] {9, 5, 5.04, 5.06};
    Validation validation =
        new Validation(task, List.of(), ATTACK, 2, CHOICE, CasesAtOnce.ONE, JobListener.SILENT);
    Validator scripted =
        new Validator() {
          @Override
          public Map<String, Double> validate(DifferentiableModel model, int epoch) {
            return Map.of(column, values[epoch]);
          }

          @Override
          public double selection(Map<String, Double> columns) {
            return validation.selection(columns);
          }
        };
    new Trainer(
            new Trainer.Plan(values.length, 2, .1, 1, Map.of()),
            new PixelClassifier(0, 0, 0, 0),
            new StandardTraining(),
            new NoisyPixels(2),
            new CheckpointFolder(folder))
        .run(scripted, new TrainingListener() {});
    Checkpoint kept = new CheckpointFolder(folder).best().orElseThrow();
    assertEquals(3, kept.history().rows().size());
    assertEquals(values[1], Math.abs(kept.best()));
  }

  private static Map<String, Double> scores(CasesAtOnce atOnce, AtomicInteger asked) {
    JobListener counting =
        new JobListener() {
          @Override
          public void check() {
            asked.incrementAndGet();
          }
        };
    return new Validation(TASK, cases(), ATTACK, 2, CHOICE, atOnce, counting)
        .validate(new PixelClassifier(-1, 1, 0, 0), 0);
  }

  /** Two classes that overlap, so that scores have many digits. */
  private static List<EncodedCase> cases() {
    SplittableRandom random = new SplittableRandom(3);
    List<EncodedCase> cases = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Tensor images = Tensor.zeros(20, 8, 8, 1);
      Tensor targets = Tensor.zeros(20, 8, 8, 1);
      for (int k = 0; k < images.data().length; k++) {
        targets.data()[k] = random.nextInt(2);
        images.data()[k] = (float) (random.nextGaussian() + 2 * targets.data()[k] - 1);
      }
      cases.add(new EncodedCase("case " + i, images, targets, Bounds.none()));
    }
    return cases;
  }
}
