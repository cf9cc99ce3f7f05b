package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.training.Trainer.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an interruption may and may not change. */
class ResumeTest {

  private static final int SAMPLES = 7;

  /** Falls after the second epoch, so that the best value must survive the interruption too. */
  private static final Validator VALIDATOR = values(0, 1, .2, .3);

  private static Validator values(double... selection) {
    return (model, epoch) -> Map.of(Validator.SELECTION, selection[epoch]);
  }

  @TempDir Path folder;

  @Test
  void aResumedTrainingEndsWithTheSameFilesAsAnUninterruptedOne() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    History expected = trainer(whole, "1").run(VALIDATOR, new TrainingListener() {});
    assertThrows(
        CancellationException.class, () -> trainer(parts, "1").run(VALIDATOR, cancelAt(2, 1)));
    assertThrows(
        CancellationException.class, () -> trainer(parts, "1").resume(VALIDATOR, cancelAt(3, 0)));
    assertEquals(expected, trainer(parts, "1").resume(VALIDATOR, new TrainingListener() {}));
    for (String name : List.of("last.npz", "best.npz", "history.csv"))
      assertEquals(-1, Files.mismatch(whole.resolve(name), parts.resolve(name)), name);
  }

  /** Also where the best value is not that of the epoch that is kept. */
  @ParameterizedTest
  @CsvSource({".5 .497 .493 .49, 2", ".5 .497 .496 .4, 3", "NaN .5 .4 .499, 4", "0 0 NaN NaN, 2"})
  void theSameEpochIsKeptWhereverItIsInterrupted(String text, int kept) throws IOException {
    Validator values =
        values(Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray());
    Path whole = folder.resolve("whole");
    trainer(whole, "1").run(values, new TrainingListener() {});
    Path best = whole.resolve("best.npz");
    assertEquals(kept, Checkpoint.read(best).history().rows().size());
    for (int epoch = 1; epoch < 4; epoch++) {
      Path parts = folder.resolve("parts" + epoch);
      TrainingListener stop = cancelAt(epoch, 0);
      assertThrows(CancellationException.class, () -> trainer(parts, "1").run(values, stop));
      trainer(parts, "1").resume(values, new TrainingListener() {});
      assertEquals(-1, Files.mismatch(best, parts.resolve("best.npz")), "epoch " + epoch);
    }
  }

  /** Once the epoch with the highest value itself was kept: the second one here, not the third. */
  @ParameterizedTest
  @CsvSource({".6, 2", ".699, 4"})
  void oneThatChoseTheHighestValueIsGoneOnFrom(double last, int kept) throws IOException {
    Validator values = values(.3, .7, .699, last);
    Trainer first = trainer(folder, "1");
    assertThrows(CancellationException.class, () -> first.run(values, cancelAt(2, 0)));
    byte[] second = Files.readAllBytes(first.folder().bestFile());
    assertThrows(
        CancellationException.class, () -> trainer(folder, "1").resume(values, cancelAt(3, 0)));
    Files.write(first.folder().bestFile(), second);
    trainer(folder, "1").resume(values, new TrainingListener() {});
    assertEquals(kept, first.folder().best().orElseThrow().history().rows().size());
  }

  @Test
  void aFinishedTrainingIsResumedWithoutAStep() {
    Trainer first = trainer(folder, "1");
    History history = first.run(VALIDATOR, new TrainingListener() {});
    Trainer again = trainer(folder, "1");
    assertEquals(history, again.resume(VALIDATOR, cancelAt(0, 0)));
    assertArrayEquals(
        first.model().state().get("parameters").data(),
        again.model().state().get("parameters").data());
  }

  @Test
  void withoutACheckpointResumingIsStarting() {
    History run = trainer(folder.resolve("a"), "1").run(VALIDATOR, new TrainingListener() {});
    History resumed =
        trainer(folder.resolve("b"), "1").resume(VALIDATOR, new TrainingListener() {});
    assertEquals(run, resumed);
  }

  @Test
  void aCancelledTrainingStopsWithinAStepAndLeavesAValidCheckpoint() throws IOException {
    List<Integer> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int step, int ofSteps, double loss) {
            steps.add(epoch * ofSteps + step);
          }

          @Override
          public void check() {
            if (steps.size() == 5) throw new CancellationException();
          }
        };
    Trainer trainer = trainer(folder, "1");
    assertThrows(CancellationException.class, () -> trainer.run(VALIDATOR, listener));
    assertEquals(List.of(0, 1, 2, 3, 4), steps);
    assertEquals(1, trainer.folder().last().orElseThrow().history().rows().size());
    assertEquals(List.of("best.npz", "history.csv", "last.npz"), files());
  }

  /** One that fails without a word loses no more than what was done since it was kept last. */
  @Test
  void longEpochsAreKeptNowAndThen() throws IOException {
    long[] now = {0};
    List<Integer> kept = new ArrayList<>();
    Trainer usual = trainer(folder, "1");
    Trainer slow =
        new Trainer(
            usual.plan(),
            usual.model(),
            usual.method(),
            usual.data(),
            usual.folder(),
            new Pace(Duration.ofMinutes(10), Duration.ofMinutes(15), () -> now[0]));
    TrainingListener minutes =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int step, int steps, double loss) {
            kept.add(
                usual
                    .folder()
                    .partial(usual.plan().all(SAMPLES))
                    .map(PartialEpoch::steps)
                    .orElse(0));
            now[0] += Duration.ofMinutes(6).toNanos();
          }
        };
    slow.run(VALIDATOR, minutes);
    // Three steps of six minutes an epoch: kept after the second one, gone with the epoch.
    assertEquals(List.of(0, 0, 2, 0, 0, 2, 0, 0, 2), kept.subList(0, 9));
    assertTrue(Files.notExists(usual.folder().partialFile()));
  }

  @Test
  void aDamagedOrOtherPartOfAnEpochIsNamed() throws IOException {
    Trainer usual = trainer(folder, "1");
    usual.run(VALIDATOR, new TrainingListener() {});
    Files.writeString(usual.folder().partialFile(), "half");
    String message =
        assertThrows(
                RobustJException.class,
                () -> trainer(folder, "1").resume(VALIDATOR, new TrainingListener() {}))
            .getMessage();
    assertTrue(message.contains("partial.npz") && message.contains("delete it"), message);
    // That of a first epoch, here, says nothing of a training that has got further.
    Checkpoint last = usual.folder().last().orElseThrow();
    Checkpoint first =
        new Checkpoint(last.model(), last.method(), History.EMPTY, Double.NaN, last.settings());
    usual.folder().keep(new PartialEpoch(first, 1, .5));
    assertEquals(last.history(), trainer(folder, "1").resume(VALIDATOR, cancelAt(0, 0)));
  }

  /** The earlier training stays until the first epoch of the new one is done. */
  @Test
  void aFirstEpochIsGoneOnInThoughAnEarlierTrainingIsThere() throws IOException {
    Path whole = folder.resolve("whole");
    trainer(whole, "2").run(VALIDATOR, new TrainingListener() {});
    Path parts = folder.resolve("parts");
    trainer(parts, "1").run(VALIDATOR, new TrainingListener() {});
    Trainer usual = trainer(parts, "2");
    long[] now = {0};
    Trainer slow =
        new Trainer(
            usual.plan(),
            usual.model(),
            usual.method(),
            usual.data(),
            usual.folder(),
            new Pace(Duration.ofMinutes(10), Duration.ofMinutes(1), () -> now[0]));
    boolean[] kept = {false};
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int step, int steps, double loss) {
            now[0] += Duration.ofMinutes(6).toNanos();
          }

          @Override
          public void check() {
            if (now[0] > 0) throw new CancellationException();
          }

          @Override
          public void keptInside(int epoch, int step, int steps) {
            kept[0] = epoch == 0 && step == 1;
          }
        };
    assertThrows(CancellationException.class, () -> slow.run(VALIDATOR, stop));
    assertTrue(kept[0]);
    int[] steps = {0};
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void stepDone(int epoch, int step, int ofSteps, double loss) {
            steps[0]++;
          }
        };
    trainer(parts, "2").resume(VALIDATOR, counting);
    assertEquals(11, steps[0], "of four epochs of three steps, of which one was done");
    for (String name : List.of("last.npz", "best.npz"))
      assertEquals(-1, Files.mismatch(whole.resolve(name), parts.resolve(name)), name);
  }

  @Test
  void otherSettingsAreRefusedByName() {
    trainer(folder, "1").run(VALIDATOR, new TrainingListener() {});
    String message =
        assertThrows(
                RobustJException.class,
                () -> trainer(folder, "2").resume(VALIDATOR, new TrainingListener() {}))
            .getMessage();
    assertTrue(message.contains("epsilon was 1 and is now 2"), message);
    assertTrue(message.contains("last.npz"), message);
  }

  @Test
  void whatCannotGoOnBeginsAnewOnlyWhereThatIsWanted() throws IOException {
    Path anew = folder.resolve("anew");
    History expected = trainer(folder.resolve("2"), "2").run(VALIDATOR, new TrainingListener() {});
    trainer(anew, "1").run(VALIDATOR, new TrainingListener() {});
    List<String> said = new ArrayList<>();
    assertEquals(expected, trainer(anew, "2").resumeOrRun(VALIDATOR, hearing(said)));
    assertTrue(said.get(0).contains("epsilon was 1 and is now 2"), said.toString());
    for (String name : List.of("last.npz", "best.npz")) {
      Files.writeString(anew.resolve(name), "half");
      assertEquals(expected, trainer(anew, "2").resumeOrRun(VALIDATOR, hearing(said)));
      assertTrue(said.get(said.size() - 1).contains(name + " is damaged"), said.toString());
    }
    assertEquals(expected, trainer(anew, "2").resumeOrRun(VALIDATOR, cancelAt(0, 0)), "goes on");
    for (String name : List.of("last.npz", "best.npz", "history.csv"))
      assertEquals(-1, Files.mismatch(folder.resolve("2").resolve(name), anew.resolve(name)), name);
  }

  private static TrainingListener hearing(List<String> said) {
    return new TrainingListener() {
      @Override
      public void beganAnew(String why) {
        said.add(why);
      }
    };
  }

  @Test
  void aDamagedCheckpointIsNotReplacedSilently() throws IOException {
    Files.writeString(folder.resolve("last.npz"), "half");
    assertThrows(
        RobustJException.class,
        () -> trainer(folder, "1").resume(VALIDATOR, new TrainingListener() {}));
    assertEquals("half", Files.readString(folder.resolve("last.npz")));
  }

  @Test
  void whatACrashLeftIsRemovedAndForeignFilesStay() throws IOException {
    trainer(folder, "1").run(VALIDATOR, new TrainingListener() {});
    for (String name : List.of(".last.npz.12ab.tmp", ".history.csv.34cd.tmp", "notes.tmp"))
      Files.writeString(folder.resolve(name), "x");
    trainer(folder, "1").resume(VALIDATOR, new TrainingListener() {});
    assertEquals(List.of("best.npz", "history.csv", "last.npz", "notes.tmp"), files());
  }

  @Test
  void aFreshStartKeepsTheEarlierTrainingUntilItsOwnFirstEpochIsDone() throws IOException {
    trainer(folder, "1").run(VALIDATOR, new TrainingListener() {});
    byte[] earlier = Files.readAllBytes(folder.resolve("last.npz"));
    assertThrows(
        CancellationException.class, () -> trainer(folder, "2").run(VALIDATOR, cancelAt(0, 0)));
    assertArrayEquals(earlier, Files.readAllBytes(folder.resolve("last.npz")));
    assertThrows(
        CancellationException.class, () -> trainer(folder, "2").run(VALIDATOR, cancelAt(1, 0)));
    for (String file : List.of("last.npz", "best.npz"))
      assertEquals("2", Checkpoint.read(folder.resolve(file)).settings().get("epsilon"), file);
    assertEquals(List.of("best.npz", "history.csv", "last.npz"), files());
  }

  @Test
  void theBestEpochMustBeOfTheSameTraining() throws IOException {
    trainer(folder, "2").run(VALIDATOR, new TrainingListener() {});
    Path kept = Files.copy(folder.resolve("best.npz"), folder.resolve("other"));
    trainer(folder, "1").run(VALIDATOR, new TrainingListener() {});
    Files.move(kept, folder.resolve("best.npz"), StandardCopyOption.REPLACE_EXISTING);
    String message =
        assertThrows(
                RobustJException.class,
                () -> trainer(folder, "1").resume(VALIDATOR, new TrainingListener() {}))
            .getMessage();
    assertTrue(message.contains("best.npz"), message);
    assertTrue(message.contains("epsilon was 2 and is now 1"), message);
  }

  @Test
  void aTrainingKilledBetweenTwoRenamesIsResumed() throws IOException {
    trainer(folder, "1").run(VALIDATOR, new TrainingListener() {});
    Path aside = folder.resolveSibling("." + folder.getFileName() + ".previous");
    Files.move(folder, aside);
    assertEquals(4, trainer(folder, "1").resume(VALIDATOR, cancelAt(0, 0)).rows().size());
    assertFalse(Files.exists(aside));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Cancels after the given step. */
  private static TrainingListener cancelAt(int epoch, int step) {
    boolean[] cancelled = {false};
    return new TrainingListener() {
      @Override
      public void stepDone(int nowEpoch, int nowStep, int steps, double loss) {
        cancelled[0] = nowEpoch == epoch && nowStep == step;
      }

      @Override
      public void check() {
        if (cancelled[0]) throw new CancellationException();
      }
    };
  }

  /** With a new model and method, as in a new process. */
  private static Trainer trainer(Path folder, String epsilon) {
    return new Trainer(
        new Trainer.Plan(4, 3, .1, 5, Map.of("epsilon", epsilon)),
        new PixelClassifier(0, 0, 0, 0),
        new ScriptedMethod(SAMPLES),
        new NoisyPixels(SAMPLES),
        new CheckpointFolder(folder));
  }
}
