package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.model.Backend;
import io.github.robustj.packaging.FinishedPart;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.EvaluateJobs;
import io.github.robustj.testing.JavaNetworks;
import io.github.robustj.testing.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parts of a run share, so that its time does not grow with the square of the cases. */
class ListedCasesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"segmentation", "landmark", "detection"})
  void theCasesOfARunAreListedOnce(String task) throws IOException {
    EvaluateJob job = job(task, Optional.empty());
    Path one = Files.writeString(folder.resolve("one.txt"), ListedCasesTest.name(job) + "\n");
    EvaluateJob other = job(task, Optional.of(one));
    opened(
        job,
        open -> {
          ListedCases first = ListedCases.shared("a", job, open);
          assertSame(first, ListedCases.shared("a", job(task, Optional.empty()), open));
          assertEquals(1, ListedCases.shared("a", other, open).files().size());
          assertSame(first, ListedCases.shared("a", job, open), "one of another question between");
          assertNotSame(first, ListedCases.shared("b", job, open), "data may have changed since");
          assertEquals(
              first.files(), ListedCases.of(job, open, JobListener.SILENT).files(), "the same");
          return first;
        });
  }

  /** As a case that is read anew every time is measured. */
  @Test
  void partsOfARunFindWhatPartsByThemselvesFind() throws IOException {
    EvaluateJob job = job("segmentation", Optional.empty());
    List<EvaluateCaseJob> parts = EvaluateCaseJob.of(job);
    assertEquals(1, parts.stream().map(EvaluateCaseJob::run).distinct().count());
    List<String> together = new ArrayList<>();
    List<String> alone = new ArrayList<>();
    for (EvaluateCaseJob part : parts) {
      together.add(scores(part));
      alone.add(scores(new EvaluateCaseJob(job, part.name())));
    }
    assertEquals(alone, together);
  }

  private static String scores(EvaluateCaseJob part) {
    FinishedPart found = new JavaNetworks().run(part, JobListener.SILENT);
    return found.how().orElseThrow().checksum()
        + found.of(FinishedWork.ATTACKED, part.name()).orElseThrow();
  }

  private static String name(EvaluateJob job) {
    return EvaluateCaseJob.of(job).get(0).name();
  }

  private static void opened(EvaluateJob job, Function<OpenModel, ListedCases> asked) {
    new JavaNetworks()
        .run(
            new Job<ListedCases>() {
              @Override
              public ListedCases run(Backend backend, JobListener listener) {
                try (OpenModel open =
                    OpenModel.open(job.model(), backend, OpenModel.TILE, listener)) {
                  return asked.apply(open);
                }
              }
            },
            JobListener.SILENT);
  }

  private EvaluateJob job(String task, Optional<Path> split) {
    Path data = folder.resolve(task);
    if (!Files.exists(data)) write(task, data);
    Path model = folder.resolve("model-" + task);
    if (!Files.exists(model))
      EmptyModels.write(
          model, Questions.ofData(task), task.equals("detection") ? 3 : 1, Instant.EPOCH);
    return EvaluateJobs.of(
        model, data, split, new AttackSpec("fgsm", Norm.LINF, 1, 1, 1), List.of(0., 2.), 1);
  }

  private static void write(String task, Path data) {
    if (task.equals("segmentation")) Discs.write(data, 3);
    else if (task.equals("landmark")) Crosses.write(data, 3);
    else Cells.write(data, 3);
  }
}
