package io.github.robustj.testing;

import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Checkpoint;
import io.github.robustj.training.CheckpointFolder;
import io.github.robustj.training.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What trainings leave that did not come to their end. */
public final class Checkpoints {

  private Checkpoints() {}

  /** Of a training into the folder, some of whose epochs are done. */
  public static void unfinished(Path out, int done, int epochs) throws IOException {
    History history = History.EMPTY;
    for (int epoch = 1; epoch <= done; epoch++)
      history = history.with(new History.Row(epoch, Map.of("loss", 1. / epoch)));
    Checkpoint checkpoint =
        new Checkpoint(
            Map.of("weights", Tensor.zeros(1)),
            Map.of(),
            history,
            Double.NaN,
            Map.of("epochs", epochs + ""));
    CheckpointFolder folder = new CheckpointFolder(out.resolve("checkpoint"));
    checkpoint.write(folder.bestFile());
    checkpoint.write(folder.lastFile());
    Files.writeString(folder.historyFile(), history.csv());
  }
}
