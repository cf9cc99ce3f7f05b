package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a training keeps itself: {@code last.npz} after the latest epoch, {@code best.npz} after
 * the one that becomes the model ({@link Trainer}), and {@code history.csv}; within a long epoch
 * also {@code partial.npz}. Each is always complete.
 */
public record CheckpointFolder(Path folder) {

  public Path lastFile() {
    return folder.resolve("last.npz");
  }

  public Path bestFile() {
    return folder.resolve("best.npz");
  }

  /** Of the epoch that was in work; of one that is done since it says nothing any more. */
  public Path partialFile() {
    return folder.resolve("partial.npz");
  }

  public Path historyFile() {
    return folder.resolve("history.csv");
  }

  /** The latest checkpoint; empty if there is none. */
  public Optional<Checkpoint> last() {
    return read(lastFile());
  }

  /** The checkpoint of the epoch that becomes the model; empty if there is none. */
  public Optional<Checkpoint> best() {
    return read(bestFile());
  }

  /** Keeps an epoch, and as the model if it is the best one. */
  void keep(Checkpoint checkpoint, boolean best) {
    // The best one first: a crash in between then repeats the epoch instead of losing its weights.
    if (best) checkpoint.write(bestFile());
    checkpoint.write(lastFile());
    writeHistory(checkpoint.history());
    delete(partialFile());
  }

  /** Keeps an epoch that is in work. */
  void keep(PartialEpoch part) {
    part.write(partialFile());
  }

  /**
   * The part that was done of the epoch after the last finished one.
   *
   * @param settings of the training that wants to go on
   * @return empty if there is none, or one of another training
   */
  Optional<PartialEpoch> partial(Map<String, String> settings) {
    Optional<PartialEpoch> part = part();
    if (part.isEmpty() || isReplacedBy(settings)) return part;
    History done = last().map(Checkpoint::history).orElse(History.EMPTY);
    return part.filter(p -> p.checkpoint().history().equals(done));
  }

  /**
   * Whether the finished epochs are of an earlier training, which stays until the first epoch of
   * the one with these settings is done, and some of that is.
   */
  private boolean isReplacedBy(Map<String, String> settings) {
    return part()
            .map(PartialEpoch::checkpoint)
            .filter(c -> c.history().equals(History.EMPTY) && c.hasSettings(settings))
            .isPresent()
        && last().filter(c -> !c.hasSettings(settings)).isPresent();
  }

  private Optional<PartialEpoch> part() {
    return Files.exists(partialFile())
        ? Optional.of(PartialEpoch.read(partialFile()))
        : Optional.empty();
  }

  void writeHistory(History history) {
    AtomicFiles.text(historyFile(), history.csv());
  }

  /** Deletes what a crash left half-written; the complete files stay. */
  void deleteUnfinished() {
    if (!Files.isDirectory(folder)) return;
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(folder, ".{last.npz,best.npz,partial.npz,history.csv}.*.tmp")) {
      unfinished.forEach(CheckpointFolder::delete);
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  /** Keeps the first epoch of a training; an earlier training is there until this one is. */
  void keepFirst(Checkpoint checkpoint) {
    AtomicFiles.directory(folder, inner -> new CheckpointFolder(inner).keep(checkpoint, true));
  }

  /** Brings back what was put aside by a training that was killed just then. */
  public void recover() {
    AtomicFiles.recover(folder);
    deleteUnfinished();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new RobustJException(
          file + " cannot be deleted; close programs that use it, or change its permissions.", e);
    }
  }

  private static Optional<Checkpoint> read(Path file) {
    return Files.exists(file) ? Optional.of(Checkpoint.read(file)) : Optional.empty();
  }

  /**
   * What a training that was interrupted has done, and goes on from.
   *
   * @param best of its epochs, which becomes the model if none that follows does
   */
  public record ResumePoint(Checkpoint last, Checkpoint best) {

    /**
     * Empty if no epoch is done.
     *
     * @param samples that are trained on
     * @throws RobustJException if a checkpoint is damaged, missing, or of a training with another
     *     plan
     */
    public static Optional<ResumePoint> of(
        Trainer.Plan plan, int samples, CheckpointFolder folder) {
      Optional<Checkpoint> last = folder.last();
      if (last.isEmpty() || folder.isReplacedBy(plan.all(samples))) return Optional.empty();
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
}
