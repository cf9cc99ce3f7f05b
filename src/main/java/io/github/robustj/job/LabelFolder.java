package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Trees;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.omezarr.OmeZarrLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Label images of earlier runs in the place where one is to be written. */
final class LabelFolder {

  /** Where a label image keeps the run that wrote it, so that these files are removed last. */
  private static final List<String> MARKS = List.of(".robustj-unfinished", ".zattrs", "zarr.json");

  private LabelFolder() {}

  /**
   * Removes what is there.
   *
   * @param owner the beginning of what {@link BlockPlan#run} is of the same image and model, up to
   *     a comma
   * @param overwrite whether label images of other runs may be removed, too
   * @throws RobustJException if it is of another run or not RobustJ's
   */
  static void clear(Path labels, String owner, boolean overwrite) {
    require(labels, owner, overwrite);
    if (!Files.exists(labels)) return;
    try {
      Trees.delete(labels, MARKS);
    } catch (IOException e) {
      throw WriteFailure.sentence(labels, e);
    }
  }

  /** Asks before a long job whether {@link #clear} would. */
  static void require(Path labels, String owner, boolean overwrite) {
    if (!Files.exists(labels)) return;
    Optional<String> earlier = OmeZarrLabels.run(labels);
    if (earlier.isEmpty() && !isEmpty(labels))
      throw new RobustJException(
          "%s is not RobustJ's and is never replaced; choose another folder.".formatted(labels));
    if (!overwrite && earlier.isPresent() && !earlier.get().startsWith(owner + ", "))
      throw new RobustJException(
          "%s was written by another run; choose another folder, or set the option overwrite."
              .formatted(labels));
  }

  /** Whether a folder holds nothing, as one that was made right before its process was killed. */
  static boolean isEmpty(Path folder) {
    if (!Files.isDirectory(folder)) return false;
    AtomicFiles.removeLeftovers(folder);
    try (Stream<Path> list = Files.list(folder)) {
      return list.findAny().isEmpty();
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }
}
