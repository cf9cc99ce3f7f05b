package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import java.util.Optional;

/**
 * What a training that was interrupted has done, and goes on from.
 *
 * @param best of its epochs, which becomes the model if none is better
 */
public record ResumePoint(Checkpoint last, Checkpoint best) {

  /**
   * Empty if no epoch is done.
   *
   * @param samples that are trained on
   * @throws RobustJException if a checkpoint is damaged, missing, or of a training with another
   *     plan
   */
  public static Optional<ResumePoint> of(Trainer.Plan plan, int samples, CheckpointFolder folder) {
    Optional<Checkpoint> last = folder.last();
    if (last.isEmpty()) return Optional.empty();
    last.get().requireSettings(plan.all(samples), folder.lastFile());
    last.get().requireMargins(samples, folder.lastFile());
    Checkpoint best = folder.best().orElseThrow(() -> withoutBest(folder));
    best.requireSettings(plan.all(samples), folder.bestFile());
    best.requireMargins(samples, folder.bestFile());
    return Optional.of(new ResumePoint(last.get(), best));
  }

  private static RobustJException withoutBest(CheckpointFolder folder) {
    return new RobustJException(
        "The checkpoint is incomplete: %s is missing; copy it again, or set the option overwrite to begin anew."
            .formatted(folder.bestFile()));
  }
}
