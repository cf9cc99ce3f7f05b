package io.github.robustj.worker;

import java.io.File;
import java.nio.file.Path;

/** Folders that are no longer needed. */
final class Trees {

  private Trees() {}

  /** What another process still holds, as Windows does with mapped files, goes when Java ends. */
  static void delete(Path tree) {
    delete(tree.toFile());
  }

  private static void delete(File file) {
    File[] children = file.listFiles();
    if (children != null) for (File child : children) delete(child);
    if (!file.delete()) file.deleteOnExit();
  }
}
