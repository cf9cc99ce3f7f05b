package io.github.robustj.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The temporary files and folders beside what is written: {@code .NAME.1a2b3c4d.tmp}. A process
 * that is killed leaves them; the next run that writes there removes them.
 */
final class Leftovers {

  private static final String ENDING = "[0-9a-f]{8}\\.tmp";
  private static final Pattern NAME = Pattern.compile("\\..+\\." + ENDING);

  private Leftovers() {}

  /** Not a system temporary file: those are private to the user, results follow the umask. */
  static Path temporary(Path target) {
    String random = UUID.randomUUID().toString().substring(0, 8);
    return target.resolveSibling("." + target.getFileName() + "." + random + ".tmp");
  }

  /**
   * Removes from a folder the temporary files that no living process holds; nothing if there is no
   * such folder.
   */
  static void removeFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return;
    try (DirectoryStream<Path> list =
        Files.newDirectoryStream(folder, p -> NAME.matcher(p.getFileName().toString()).matches())) {
      for (Path left : list)
        if (Files.isRegularFile(left, LinkOption.NOFOLLOW_LINKS)) removeUnlessHeld(left);
    }
  }

  private static void removeUnlessHeld(Path left) {
    try {
      Optional<HeldFile> held = HeldFile.of(left, false);
      if (held.isEmpty()) return;
      try (HeldFile mine = held.get()) {
        Files.deleteIfExists(left);
      }
    } catch (IOException gone) {
      // Finished meanwhile, or not ours to remove; it hinders nobody.
    }
  }

  /** Removes the temporary folders of one target, which the caller has the sole right to write. */
  static void removeFolders(Path target) throws IOException {
    if (!Files.isDirectory(target.getParent())) return;
    String start = "." + target.getFileName() + ".";
    try (DirectoryStream<Path> list =
        Files.newDirectoryStream(target.getParent(), p -> isOf(start, p))) {
      for (Path left : list)
        if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)) Trees.delete(left);
    }
  }

  private static boolean isOf(String start, Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(start) && name.substring(start.length()).matches(ENDING);
  }
}
