package io.github.robustj.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Temporary folders {@code robustj-*} that belong to a process: a file in each is held for as long
 * as the process lives, so that the next one finds those whose owner was killed, and removes them.
 */
public final class OwnedFolder {

  private static final String START = "robustj-";
  private static final String OWNER = "owner.lock";
  private static final Map<Path, HeldFile> OWNED = new ConcurrentHashMap<>();

  private OwnedFolder() {}

  /**
   * A new, empty but for the held file, folder of this process.
   *
   * @param parent the folder for temporary files; exists
   */
  public static Path make(Path parent) throws IOException {
    removeForsaken(parent);
    Path folder = Files.createTempDirectory(parent, START).toRealPath();
    Path owner = Files.createFile(folder.resolve(OWNER));
    HeldFile.of(owner, true).ifPresent(held -> OWNED.put(folder, held));
    return folder;
  }

  /** What needs a temporary folder. */
  @FunctionalInterface
  public interface Use<T> {

    /**
     * @param folder empty but for the held file
     * @throws IOException if it cannot be written
     */
    T in(Path folder) throws IOException;
  }

  /**
   * Makes one in the folder for temporary files, for as long as it is used.
   *
   * @throws WriteFailure naming that folder if it cannot be written
   */
  public static <T> T with(Use<T> use) {
    try {
      Path folder = make(Path.of(System.getProperty("java.io.tmpdir")));
      try {
        return use.in(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw WriteFailure.temporary(e);
    }
  }

  /** Lets go of one, before it is deleted; nothing if it is none. */
  public static void release(Path folder) throws IOException {
    HeldFile held = OWNED.remove(folder);
    if (held != null) held.close();
  }

  /** Lets go of one and deletes it with all that is in it. */
  public static void delete(Path folder) throws IOException {
    release(folder);
    Trees.delete(folder);
  }

  private static void removeForsaken(Path parent) throws IOException {
    try (DirectoryStream<Path> list = Files.newDirectoryStream(parent.toRealPath(), START + "*")) {
      for (Path folder : list)
        if (Files.isRegularFile(folder.resolve(OWNER))) removeIfForsaken(folder);
    }
  }

  private static void removeIfForsaken(Path folder) {
    try {
      Optional<HeldFile> held = HeldFile.of(folder.resolve(OWNER), false);
      if (held.isEmpty()) return;
      held.get().close();
      Trees.delete(folder);
    } catch (IOException another) {
      // Another user's, or somebody removes it just now; it hinders nobody.
    }
  }
}
