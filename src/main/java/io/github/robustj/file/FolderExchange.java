package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A new folder in the place of an older one. No system that Java knows does that in one step: the
 * older one stands under {@link #previous} for a moment, and for good if the process is killed
 * then, until {@link #recover}.
 */
final class FolderExchange {

  private FolderExchange() {}

  static Path previous(Path place) {
    return place.resolveSibling("." + place.getFileName() + ".previous");
  }

  static void exchange(Path complete, Path place) throws IOException {
    Path old = previous(place);
    if (Files.exists(place)) {
      Trees.carryOver(old, place);
      Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(complete, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(old)) Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    Flush.folder(place.getParent());
    Trees.carryOver(old, place);
  }

  /**
   * Ends what a killed process began: the older folder comes back where the new one is missing,
   * what only it had is carried over where not, and half-made folders go.
   *
   * @throws RobustJException if that is impossible
   */
  static void recover(Path place) {
    Path old = previous(place);
    try {
      if (Files.isDirectory(old)) {
        if (Files.exists(place)) Trees.carryOver(old, place);
        else Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
      }
      Leftovers.removeFolders(place);
    } catch (IOException e) {
      throw WriteFailure.sentence(place, e);
    }
  }
}
