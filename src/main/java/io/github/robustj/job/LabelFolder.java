package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Trees;
import io.github.robustj.file.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Label images of earlier runs in the place where one is to be written. */
final class LabelFolder {

  /** Where a label image keeps the run that wrote it. */
  private static final List<String> MARKS = List.of(".robustj-unfinished", ".zattrs", "zarr.json");

  private static final long LONGEST = 1 << 20;

  private LabelFolder() {}

  /**
   * Removes what is there.
   *
   * @param run the beginning of what {@link BlockPlan#run} is of the same image and model
   * @param overwrite whether label images of other runs may be removed, too
   * @throws RobustJException if it is of another run or not RobustJ's
   */
  static void clear(Path labels, String run, boolean overwrite) {
    require(labels, run, overwrite);
    if (!Files.exists(labels)) return;
    try {
      Trees.delete(labels);
    } catch (IOException e) {
      throw WriteFailure.sentence(labels, e);
    }
  }

  /** Asks before a long job whether {@link #clear} would. */
  static void require(Path labels, String run, boolean overwrite) {
    if (!Files.exists(labels)) return;
    String mark = mark(labels);
    boolean unfinished = Files.isRegularFile(labels.resolve(MARKS.get(0)));
    if (!unfinished && !mark.contains("\"robustj\""))
      throw new RobustJException(
          "%s is not RobustJ's and is never replaced; choose another folder.".formatted(labels));
    if (!overwrite && !mark.contains(run))
      throw new RobustJException(
          "%s was written by another run; choose another folder, or set the option overwrite."
              .formatted(labels));
  }

  private static String mark(Path labels) {
    StringBuilder marks = new StringBuilder();
    for (String name : MARKS) {
      Path file = labels.resolve(name);
      try {
        if (Files.isRegularFile(file) && Files.size(file) < LONGEST)
          marks.append(Files.readString(file));
      } catch (IOException e) {
        throw ReadFailure.sentence(file, e);
      }
    }
    return marks.toString();
  }
}
