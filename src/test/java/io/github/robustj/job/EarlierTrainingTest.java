package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.testing.Checkpoints;
import io.github.robustj.training.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No epoch that was trained is lost because somebody forgot the option resume. */
class EarlierTrainingTest {

  @TempDir Path folder;
  private Path out;
  private CheckpointFolder checkpoint;

  @BeforeEach
  void names() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    out = folder.resolve("model");
    checkpoint = new CheckpointFolder(out.resolve("checkpoint"));
  }

  @Test
  void theEpochsOfAnUnfinishedTrainingAreKept() throws IOException {
    Checkpoints.unfinished(out, 3, 50);
    byte[] before = Files.readAllBytes(checkpoint.lastFile());
    String sentence = refusal(Map.of());
    assertTrue(
        sentence.startsWith(out + " holds a training that is not finished, 3 of 50 epochs done;"),
        sentence);
    assertTrue(sentence.contains("resume to go on") && sentence.contains("overwrite"), sentence);
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(checkpoint.lastFile())));
    // The data are looked at next, and there are none.
    for (String option : new String[] {"resume", "overwrite"})
      assertTrue(refusal(Map.of(option, true)).contains("images"), option);
  }

  @Test
  void soAreThoseOfAllEpochsWithoutAModel() throws IOException {
    Checkpoints.unfinished(out, 4, 4);
    assertTrue(refusal(Map.of()).contains("4 of 4 epochs done but no model written;"));
  }

  @Test
  void soAreTheStepsOfAFirstEpoch() throws IOException {
    Files.createDirectories(checkpoint.folder());
    Files.writeString(checkpoint.partialFile(), "a state");
    assertTrue(refusal(Map.of()).contains("some steps of its first epoch done; set the option"));
    assertEquals("a state", Files.readString(checkpoint.partialFile()));
  }

  @Test
  void soAreThoseThatAnExchangePutAside() throws IOException {
    Checkpoints.unfinished(out, 2, 4);
    Files.move(checkpoint.folder(), out.resolve(".checkpoint.previous"));
    assertTrue(refusal(Map.of()).contains("2 of 4 epochs done;"));
    assertTrue(Files.exists(checkpoint.lastFile()));
  }

  @Test
  void aModelThatWasTrainedBeforeDoesNotHideThem() throws IOException {
    model("epoch,loss\r\n1,1\r\n");
    Checkpoints.unfinished(out, 2, 4);
    assertTrue(refusal(Map.of()).contains("2 of 4 epochs done;"));
    Files.delete(checkpoint.historyFile());
    assertTrue(refusal(Map.of()).contains("2 of 4 epochs done;"));
  }

  @Test
  void aFinishedTrainingMayBeDoneAgain() throws IOException {
    Checkpoints.unfinished(out, 2, 2);
    model(Files.readString(checkpoint.historyFile()));
    assertDoesNotThrow(() -> new EarlierTraining(out, checkpoint).requireFinished());
    assertDoesNotThrow(
        () ->
            new EarlierTraining(folder.resolve("new"), new CheckpointFolder(folder.resolve("n/c")))
                .requireFinished());
  }

  /** The finished one stays until the first epoch of another is done. */
  @Test
  void soAreTheStepsOfAFirstEpochBesideAFinishedTraining() throws IOException {
    Checkpoints.unfinished(out, 2, 2);
    model(Files.readString(checkpoint.historyFile()));
    Files.writeString(checkpoint.partialFile(), "a state");
    assertTrue(refusal(Map.of()).contains("some steps of its first epoch done; set the option"));
  }

  @Test
  void oneThatCannotBeReadIsNotReplacedEither() throws IOException {
    Checkpoints.unfinished(out, 2, 4);
    Files.write(checkpoint.lastFile(), new byte[100]);
    String sentence = refusal(Map.of());
    assertTrue(sentence.contains("last.npz is damaged"), sentence);
    assertTrue(sentence.endsWith("set the option overwrite to begin anew."), sentence);
  }

  private void model(String history) throws IOException {
    Files.createDirectories(out.resolve("saved_model"));
    Files.writeString(out.resolve("model.json"), "{\"format\": 1, \"task\": {}}");
    Files.writeString(out.resolve("history.csv"), history);
  }

  private String refusal(Map<String, Object> options) {
    TrainJob job =
        new TrainJob(folder.resolve("data"), Optional.empty(), out, TrainOptions.of(options));
    return assertThrows(RobustJException.class, () -> job.run(null, JobListener.SILENT))
        .getMessage();
  }
}
