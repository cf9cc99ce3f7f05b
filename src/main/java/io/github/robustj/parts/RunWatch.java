package io.github.robustj.parts;

import io.github.robustj.file.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Whether the parts in a folder are still those of the command that somebody does them for. While
 * that lasts others may have joined them, or begun another command in their place.
 */
final class RunWatch {

  private final Path folder;
  private final DividedCommand run;
  private List<String> seen = List.of();

  /**
   * @param run as {@code run.json} has it
   */
  RunWatch(Path folder, DividedCommand run) {
    this.folder = folder;
    this.run = run;
  }

  /**
   * Asked before anything is kept; reads the file again only where it is another one.
   *
   * @throws WriteFailure if they are not, since nothing that comes next can be kept either
   */
  synchronized void require() {
    List<String> now = stamp();
    if (!now.isEmpty() && now.equals(seen)) return;
    Optional<RunFile> there = RunFile.readable(folder);
    if (there.isEmpty() || there.get().joined())
      throw WriteFailure.because(
          "The parts in %s were joined by another run meanwhile; nothing is left to do here."
              .formatted(folder));
    if (!there.get().run().equals(run))
      throw WriteFailure.because(
          "The parts in %s are of another command now, which was begun with overwrite meanwhile; do this one again with another out."
              .formatted(folder));
    seen = now;
  }

  /** Files are replaced whole, so that a changed one is another file. */
  private List<String> stamp() {
    try {
      BasicFileAttributes its = Files.readAttributes(RunFile.in(folder), BasicFileAttributes.class);
      return List.of(
          String.valueOf(its.fileKey()), its.lastModifiedTime().toString(), its.size() + " bytes");
    } catch (IOException gone) {
      return List.of();
    }
  }
}
