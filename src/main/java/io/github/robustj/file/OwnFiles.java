package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether what lies in a folder from elsewhere is what it seems. */
public final class OwnFiles {

  private OwnFiles() {}

  /**
   * All below a path must be plain files and folders of the folder's own: no link that leads out of
   * it, no pipe or device, which would be waited for.
   *
   * @param folder may be a link itself
   * @param part of it; nothing is asked if it does not exist
   * @throws RobustJException naming the first that is something else
   */
  public static void require(Path folder, Path part) {
    if (!Files.exists(part)) return;
    try (Stream<Path> all = Files.walk(part)) {
      Path real = folder.toRealPath();
      for (Path path : (Iterable<Path>) all::iterator) require(folder, path, real);
    } catch (IOException e) {
      throw ReadFailure.sentence(part, e);
    }
  }

  private static void require(Path folder, Path path, Path real) throws IOException {
    if (!Files.exists(path))
      throw new RobustJException(
          "%s is a link to a file that is not there; put the file in its place.".formatted(path));
    if (!path.toRealPath().startsWith(real))
      throw new RobustJException(
          "%s is a link out of %s; put a copy of the file in its place.".formatted(path, folder));
    if (!Files.isRegularFile(path) && !Files.isDirectory(path))
      throw new RobustJException(
          "%s is neither a file nor a folder; copy all of %s again.".formatted(path, folder));
  }
}
