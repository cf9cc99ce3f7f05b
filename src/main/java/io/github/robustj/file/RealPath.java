package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a path really leads, through every link in it, also where nothing stands yet. */
public final class RealPath {

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private RealPath() {}

  /**
   * The absolute path without links that writing to {@code path} reaches; its last parts need not
   * exist, and a link may lead to nothing.
   *
   * @throws RobustJException if links lead in a circle or cannot be followed
   */
  public static Path of(Path path) {
    try {
      return follow(path.toAbsolutePath(), MOST_LINKS, path);
    } catch (IOException e) {
      throw ReadFailure.sentence(path, e);
    }
  }

  /** Whether both lead to one place. */
  public static boolean same(Path a, Path b) {
    return leads(a, of(b));
  }

  /**
   * Whether {@code path} leads to {@code place}.
   *
   * @param place as {@link #of} gives it: to follow it again would cost what the rest does
   */
  static boolean leads(Path path, Path place) {
    try {
      return of(path).equals(place)
          || Files.exists(path) && Files.exists(place) && Files.isSameFile(path, place);
    } catch (IOException e) {
      throw ReadFailure.sentence(place, e);
    }
  }

  /** Whether {@code path} leads to {@code folder} or into it. */
  public static boolean within(Path path, Path folder) {
    return of(path).startsWith(of(folder));
  }

  private static Path follow(Path path, int links, Path asked) throws IOException {
    if (links == 0)
      throw new RobustJException(
          "%s is a link that leads in a circle; mend it or choose another path.".formatted(asked));
    if (Files.exists(path)) return path.toRealPath();
    Path parent = path.getParent();
    if (parent == null) return path;
    Path place = follow(parent, links, asked).resolve(path.getFileName()).normalize();
    if (!Files.isSymbolicLink(place)) return place;
    return follow(place.resolveSibling(Files.readSymbolicLink(place)), links - 1, asked);
  }
}
