package io.github.robustj.packaging;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder into which a training writes its model and, until that is there, its checkpoints. */
public final class TrainingFolder {

  private TrainingFolder() {}

  /**
   * Asks whether a training may write its model into a folder: it is new, holds a model or what an
   * interrupted training left, or has nothing that the model's files would replace.
   *
   * @throws RobustJException if something else would be replaced
   */
  public static void requireRoom(Path folder) {
    if (ModelFolder.isModel(folder)) return;
    for (String part : ModelFolder.PARTS)
      if (Files.exists(folder.resolve(part), LinkOption.NOFOLLOW_LINKS)
          && !(part.equals(ModelFolder.CHECKPOINT) && isCheckpoint(folder.resolve(part))))
        throw new RobustJException(
            "%s is no model of RobustJ's but has a %s, which the training would replace; choose another folder, or set the option overwrite."
                .formatted(folder, part));
  }

  /** Whether a folder has what a training leaves beside its model, so that it can go on. */
  public static boolean hasTraining(Path folder) {
    Path checkpoint = folder.resolve(ModelFolder.CHECKPOINT);
    return Files.exists(checkpoint) && isCheckpoint(checkpoint);
  }

  /** Whether a folder holds a model, or no more than what an interrupted training left. */
  public static boolean isOfTraining(Path folder) {
    if (ModelFolder.isModel(folder)) return true;
    try (Stream<Path> list = Files.list(folder)) {
      return isCheckpoint(folder.resolve(ModelFolder.CHECKPOINT))
          && list.allMatch(path -> path.getFileName().toString().equals(ModelFolder.CHECKPOINT));
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  private static boolean isCheckpoint(Path folder) {
    return !Files.exists(folder)
        || Files.isRegularFile(folder.resolve("last.npz"))
        || Files.isRegularFile(folder.resolve("partial.npz"));
  }
}
