package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.testing.BrightNetwork;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EvaluateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluation of six cases that is ended in between. */
class ResumableEvaluationTest {

  private static final int CASES = 6;

  /** From a random start, so that a case's result hangs on its random numbers. */
  private static final AttackSpec PGD = new AttackSpec("pgd", Norm.L2, 3, 4, 2);

  @TempDir Path folder;
  private Path model;
  private Path data;
  private Path part;

  @BeforeEach
  void write() {
    data = folder.resolve("data");
    Discs.write(data, CASES);
    model = BrightNetwork.write(folder.resolve("model"), "disc");
    part = folder.resolve("results/curve-unfinished.jsonl");
  }

  /** Cancels once the given number of cases is finished. */
  private static class Ending implements JobListener {

    private final int after;
    private double done;
    private final List<String> log = new ArrayList<>();

    Ending(int after) {
      this.after = after;
    }

    @Override
    public void progress(double fraction, String message) {
      done = fraction;
    }

    /** Halfway through the next case. */
    @Override
    public boolean cancelled() {
      return done * CASES > after + .4;
    }

    @Override
    public void log(String line) {
      log.add(line);
    }
  }

  /** However many cases go on at the same time, also those that are only shown. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "5, 1", "5, 3"})
  void isTheSameAsWithoutABreak(int after, int atOnce) throws IOException {
    Evaluation whole = job(2).run(BrightNetwork.backend(), JobListener.SILENT);
    assertThrows(
        CancellationException.class,
        () -> keeping(2, false, false).run(BrightNetwork.backend(), new Ending(after)));
    assertEquals(after + 1, Files.readAllLines(part).size(), "a line for what, and one per case");
    Ending on = new Ending(CASES);
    Evaluation resumed =
        new ResumableEvaluation(EvaluateJobs.atOnce(job(2), atOnce), part, true, false)
            .run(BrightNetwork.backend(), on);
    assertEquals(whole.curve(), resumed.curve());
    assertEquals(worst(whole), worst(resumed));
    assertEquals(whole.checks(), resumed.checks());
    assertEquals(
        whole.provenance().map(EvaluateJobs::timeless),
        resumed.provenance().map(EvaluateJobs::timeless));
    assertTrue(
        on.log.contains(after + " of 6 cases were measured before; going on with the others"),
        on.log.toString());
  }

  /** Without the images, of which there must be some. */
  private static List<String> worst(Evaluation evaluation) {
    assertFalse(evaluation.worst().isEmpty());
    return evaluation.worst().stream()
        .map(w -> w.name() + " " + w.slice() + " " + w.after() + " " + w.shown().isPresent())
        .toList();
  }

  /**
   * Two lines in the middle, of a case each, are not as they were written: other scores, other
   * bytes, two lines in one. They are told, measured again and left out of the file; what stands
   * behind them is used.
   */
  @ParameterizedTest
  @ValueSource(strings = {"scores", "bytes", "joined"})
  void damagedLinesAreToldAndTheOthersUsed(String damage) throws IOException {
    Evaluation whole = keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
    List<String> lines = new ArrayList<>(Files.readAllLines(part));
    int all = lines.size();
    switch (damage) {
      case "scores" -> {
        lines.set(
            1, lines.get(1).replaceFirst("\"scores\":\\[.*\\](?=,\"minimal)", "\"scores\":[]"));
        lines.set(3, lines.get(3).replace("\"notFinite\":0", "\"notFinite\":1"));
      }
      case "bytes" -> {
        lines.set(1, "\0".repeat(lines.get(1).length()));
        lines.set(3, lines.get(3).substring(0, 40));
      }
      default -> lines.set(1, lines.get(1) + lines.remove(2));
    }
    Files.write(part, lines);
    Ending told = new Ending(CASES);
    Evaluation again = keeping(2, true, false).run(BrightNetwork.backend(), told);
    assertEquals(whole.curve(), again.curve());
    assertEquals(whole.checks(), again.checks());
    String numbers = damage.equals("joined") ? "1 of its lines (2)" : "2 of its lines (2, 4)";
    assertTrue(
        told.log.get(0).startsWith(part + " is damaged in " + numbers + "; what stood there"),
        told.log.toString());
    assertTrue(told.log.get(1).startsWith("4 of 6 cases, 18 checks were"), told.log.toString());
    assertEquals(all, Files.readAllLines(part).size());
    Ending silent = new Ending(CASES);
    keeping(2, true, false).run(BrightNetwork.backend(), silent);
    assertTrue(silent.log.get(0).startsWith("6 of 6 cases, 18 checks were"), silent.log.toString());
  }

  /**
   * Without its first line nobody knows what a file is of; one that was cut there holds nothing.
   */
  @Test
  void aDamagedFirstLineIsTold() throws IOException {
    keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
    List<String> lines = new ArrayList<>(Files.readAllLines(part));
    String first = lines.get(0);
    lines.set(0, first.replace("epsilons", "epsilon "));
    Files.write(part, lines);
    assertFails(keeping(2, true, false), "or its first line is damaged; set overwrite");
    for (int length : new int[] {0, 5, 100}) {
      Files.writeString(part, first.substring(0, length));
      assertFalse(ResumableEvaluation.isLeft(part));
      assertThrows(
          CancellationException.class,
          () -> keeping(2, false, false).run(BrightNetwork.backend(), new Ending(1)));
      assertTrue(ResumableEvaluation.isLeft(part));
    }
  }

  /** What is kept stays, and the sentence says so, when the model or the disk fails. */
  @Test
  void aFailureSaysWhatIsKept() {
    Ending failing =
        new Ending(3) {
          @Override
          public boolean cancelled() {
            if (super.cancelled()) throw new RobustJException("The disk is full.");
            return false;
          }
        };
    String message =
        assertThrows(
                RobustJException.class,
                () -> keeping(2, false, false).run(BrightNetwork.backend(), failing))
            .getMessage();
    assertEquals(
        "The disk is full. What is finished is kept in "
            + part
            + "; the same command with the option resume goes on.",
        message);
    Ending breaking =
        new Ending(4) {
          @Override
          public boolean cancelled() {
            if (super.cancelled()) throw new IllegalStateException();
            return false;
          }
        };
    assertThrows(
        IllegalStateException.class,
        () -> keeping(2, true, false).run(BrightNetwork.backend(), breaking));
    String last = ((Ending) breaking).log.get(((Ending) breaking).log.size() - 1);
    assertTrue(last.startsWith("What is finished is kept in "), last);
  }

  /** Two at once would write into one file: the second ends before it has touched it. */
  @Test
  void twoAtOnceAreRefused() throws IOException {
    List<String> refused = new ArrayList<>();
    Ending first =
        new Ending(CASES) {
          @Override
          public void log(String line) {
            for (boolean option : new boolean[] {false, true})
              refused.add(
                  assertThrows(
                          RobustJException.class,
                          () ->
                              keeping(2, option, option)
                                  .run(BrightNetwork.backend(), JobListener.SILENT))
                      .getMessage());
          }
        };
    Evaluation whole = job(2).run(BrightNetwork.backend(), JobListener.SILENT);
    assertEquals(
        whole.curve(), keeping(2, false, false).run(BrightNetwork.backend(), first).curve());
    assertEquals(10, refused.size(), "two for each case but the last");
    for (String message : refused)
      assertTrue(message.startsWith(part + " is being written by another run of RobustJ"), message);
    assertEquals(1 + CASES + 18, Files.readAllLines(part).size());
  }

  /** Killed while it wrote a line: what that line is of is made again. */
  @Test
  void aLineThatWasCutIsMadeAgain() throws IOException {
    Evaluation whole = keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
    byte[] all = Files.readAllBytes(part);
    List<String> lines = Files.readAllLines(part);
    int last = lines.get(lines.size() - 1).length() + 1;
    for (int cut : new int[] {1, last / 2, last}) {
      Files.write(part, Arrays.copyOf(all, all.length - cut));
      Evaluation again = keeping(2, true, false).run(BrightNetwork.backend(), JobListener.SILENT);
      assertEquals(whole.curve(), again.curve());
      assertEquals(lines.size(), Files.readAllLines(part).size());
    }
  }

  /** Date and duration are those of both runs together. */
  @Test
  void itsTimeIsThatOfAllRuns() {
    Evaluation first = keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
    Evaluation second = keeping(2, true, false).run(BrightNetwork.backend(), JobListener.SILENT);
    Provenance one = first.provenance().orElseThrow();
    Provenance two = second.provenance().orElseThrow();
    assertEquals(one.date(), two.date());
    assertTrue(two.seconds() > 0);
  }

  @Test
  void nothingIsLostUnasked() {
    keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
    assertFails(
        keeping(2, false, false),
        part
            + " holds an evaluation that is not finished, 6 of 6 cases done; set the option"
            + " resume");
    keeping(2, false, true).run(BrightNetwork.backend(), JobListener.SILENT);
  }

  @Test
  void anotherEvaluationIsNotGoneOnWith() throws IOException {
    keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
    assertFails(
        keeping(3, true, false),
        part + " is of another evaluation: epsilons was 0,2 and is 0,3; give what was given then");
    // Another model in the same folder, and other images of the same names.
    BrightNetwork.write(model, "ball");
    assertFails(keeping(2, true, false), "is of another evaluation: its sha256 was ");
    BrightNetwork.write(model, "disc");
    Files.copy(
        data.resolve("images/disc 1.tif"),
        data.resolve("images/disc 0.tif"),
        StandardCopyOption.REPLACE_EXISTING);
    assertFails(keeping(2, true, false), "is of another evaluation: its checksum was ");
    Ending told = new Ending(CASES);
    keeping(2, true, true).run(BrightNetwork.backend(), told);
    assertTrue(
        told.log.stream().anyMatch(l -> l.startsWith("beginning anew, for ")), "" + told.log);
    Files.writeString(part, "somebody's notes\n");
    for (boolean resume : new boolean[] {false, true})
      assertFails(keeping(2, resume, false), part + " is no unfinished evaluation");
    assertEquals("somebody's notes", Files.readString(part).strip());
  }

  /** What was moved with its model and data is the same evaluation. */
  @Test
  void modelAndDataMayHaveBeenMoved() throws IOException {
    keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
    model = Files.move(model, folder.resolve("moved model"));
    data = Files.move(data, folder.resolve("moved data"));
    keeping(2, true, false).run(BrightNetwork.backend(), JobListener.SILENT);
  }

  @Test
  void withoutAFinishedCaseThereIsNothingToLose() {
    assertThrows(
        CancellationException.class,
        () -> keeping(2, false, false).run(BrightNetwork.backend(), new Ending(0)));
    assertFalse(ResumableEvaluation.isLeft(part));
    keeping(2, false, false).run(BrightNetwork.backend(), JobListener.SILENT);
  }

  /** The means so far are told after the first cases, and stand in what progress says. */
  @Test
  void partialResultsAreTold() {
    List<String> messages = new ArrayList<>();
    Ending listener =
        new Ending(CASES) {
          @Override
          public void progress(double fraction, String message) {
            messages.add(message);
          }
        };
    Evaluation whole = job(2).run(BrightNetwork.backend(), listener);
    List<String> told = listener.log.stream().filter(l -> l.contains(" of 6 cases: mean")).toList();
    assertEquals(5, told.size(), "of all but the last: " + listener.log);
    assertTrue(told.get(0).matches("1 of 6 cases: mean Dice [01]\\.\\d\\d at epsilon 0, .* at 2"));
    assertTrue(messages.stream().anyMatch(m -> m.contains("; so far mean Dice ")), "" + messages);
    assertEquals(CASES, whole.points().get(0).cases().size());
  }

  private EvaluateJob job(double epsilon) {
    return EvaluateJobs.of(model, data, Optional.empty(), PGD, List.of(0., epsilon), 1);
  }

  private ResumableEvaluation keeping(double epsilon, boolean resume, boolean overwrite) {
    return new ResumableEvaluation(job(epsilon), part, resume, overwrite);
  }

  private static void assertFails(ResumableEvaluation job, String words) {
    String message =
        assertThrows(
                RobustJException.class, () -> job.run(BrightNetwork.backend(), JobListener.SILENT))
            .getMessage();
    assertTrue(message.contains(words), message);
  }
}
