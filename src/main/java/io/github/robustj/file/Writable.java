package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Whether results could be written where they are to be, asked before the long job that finds them:
 * the nearest existing folder above must be a writable folder.
 */
public final class Writable {

  private Writable() {}

  /**
   * @param target a file or folder
   * @throws RobustJException naming the folder that is in the way
   */
  public static void require(Path target) {
    require(target, RealPath.of(target));
  }

  /**
   * For files in a folder.
   *
   * @throws RobustJException naming what is in the way
   */
  public static void requireIn(Path folder) {
    require(folder, RealPath.of(folder.resolve("file")));
  }

  /**
   * For a target of {@link AtomicFiles#directory}: an older folder there must be one that can be
   * filled and moved.
   *
   * @throws RobustJException naming the folder if it is not
   */
  public static void requireReplaceable(Path folder) {
    require(folder);
    requireIn(folder);
    if (isMounted(RealPath.of(folder)))
      throw new RobustJException(
          "%s cannot be replaced, because it is a disk of its own; name a folder in it."
              .formatted(folder));
  }

  private static boolean isMounted(Path place) {
    try {
      return Files.exists(place)
          && !Files.getFileStore(place).equals(Files.getFileStore(place.getParent()));
    } catch (IOException unknown) {
      return false;
    }
  }

  /**
   * For a file that may stand there already.
   *
   * @param place where it really leads
   */
  static void requireFile(Path target, Path place) {
    require(target, place);
    if (Files.isDirectory(place))
      throw new RobustJException(target + " is a folder, not a file; choose another name.");
    if (!Files.exists(place)) return;
    if (!Files.isRegularFile(place))
      throw new RobustJException(target + " is a device or pipe, not a file; choose another name.");
    if (!Files.isWritable(place))
      throw new RobustJException(
          target + " is read-only; change its permissions or choose another name.");
  }

  /**
   * @param place where it really leads
   */
  static void require(Path target, Path place) {
    if (place.getFileName() == null)
      throw new RobustJException(target + " cannot be written: name a file or folder in it.");
    Path there = nearestExisting(place);
    if (!Files.isDirectory(there))
      throw new RobustJException(
          "%s cannot be written: %s is not a folder; choose another folder."
              .formatted(target, there));
    if (!Files.isWritable(there))
      throw new RobustJException(
          "%s cannot be written: no permission to write in %s; choose another folder."
              .formatted(target, there));
  }

  /** The nearest of the folders above a path that exists, a broken link among them. */
  static Path nearestExisting(Path place) {
    Path above = place;
    do above = above.getParent();
    while (above.getParent() != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS));
    return above;
  }
}
