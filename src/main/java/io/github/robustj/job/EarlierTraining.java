package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.training.Checkpoint;
import io.github.robustj.training.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands in the folder of a training before it begins.
 *
 * @param out folder of the model, if there is one
 * @param checkpoint after its last epoch, or that of a later training which did not get so far
 */
record EarlierTraining(Path out, CheckpointFolder checkpoint) {

  /**
   * Refuses to begin anew where epochs are done of which no model was written: they would be lost.
   *
   * @throws RobustJException saying how many, or that they cannot be read
   */
  void requireFinished() {
    boolean any = Files.exists(checkpoint.lastFile());
    boolean finished = any && isTheModels();
    if ((!any || finished) && Files.exists(checkpoint.partialFile()))
      throw new RobustJException(
          "%s holds a training that is not finished, some steps of its first epoch done; set the option resume to go on with it, or overwrite to begin anew, or choose another out."
              .formatted(out));
    if (!any || finished) return;
    Optional<Checkpoint> last = checkpoint.last();
    if (last.isEmpty()) return;
    int done = last.get().history().rows().size();
    String all = last.get().settings().get("epochs");
    throw new RobustJException(
        "%s holds a training that is not finished, %d of %s epochs done%s; set the option resume to go on with it, or overwrite to begin anew, or choose another out."
            .formatted(
                out, done, all, String.valueOf(done).equals(all) ? " but no model written" : ""));
  }

  /** Whether the model was made of it: they have one history. */
  private boolean isTheModels() {
    Path its = ModelFolder.history(out);
    try {
      return ModelFolder.isModel(out)
          && Files.isRegularFile(its)
          && Files.isRegularFile(checkpoint.historyFile())
          && Files.mismatch(its, checkpoint.historyFile()) < 0;
    } catch (IOException e) {
      throw ReadFailure.sentence(its, e);
    }
  }
}
