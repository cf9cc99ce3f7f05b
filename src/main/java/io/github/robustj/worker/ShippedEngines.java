package io.github.robustj.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Engines that came with RobustJ: its zip for Fiji has one in the folder {@code robustj/engines}
 * beside {@code plugins}. Nothing is ever written there, so Fiji may be read-only; and nothing
 * there comes on Fiji's class path, which is made of {@code plugins} and {@code jars}.
 */
final class ShippedEngines {

  private ShippedEngines() {}

  /** The folder of all; empty if RobustJ came without. */
  static Optional<Path> find() {
    return beside(OwnClassPath.find().get(0));
  }

  /**
   * @param jar RobustJ's own
   */
  static Optional<Path> beside(Path jar) {
    for (Path folder = jar.getParent(); folder != null; folder = folder.getParent()) {
      Path engines = folder.resolveSibling("robustj").resolve("engines");
      if (holdsJars(folder) && Files.isDirectory(engines)) return Optional.of(engines);
    }
    return Optional.empty();
  }

  private static boolean holdsJars(Path folder) {
    return folder.endsWith("plugins") || folder.endsWith("jars");
  }
}
