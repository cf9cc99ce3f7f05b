package io.github.robustj.job;

import static io.github.robustj.option.Keys.whole;

import io.github.robustj.option.Key;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import java.util.List;

/** The options of images beyond memory, which are predicted block by block. */
public final class BlockTable {

  private BlockTable() {}

  public static final Key<Integer> BLOCK =
      whole(Section.IMAGES, "block", Range.of(256, 65_536).orAutomatic(0), "0")
          .label("Block of an image beyond memory, pixels")
          .help(
              "side of the blocks in which an image beyond memory is predicted; automatic 8192, or less where the model says much of each pixel");

  /** Where there is but one image. */
  public static final Key<Boolean> RESUME =
      ImageFilesTable.RESUME
          .label("Resume an interrupted prediction")
          .help("go on with the missing blocks of the same prediction, if it was interrupted");

  public static final List<Key<?>> ALL = List.of(BLOCK);
}
