package io.github.robustj.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Onto the disk itself, so that a name never leads to an empty file after a power cut. */
final class Flush {

  private Flush() {}

  /** All files under a folder, and the folders. */
  static void tree(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.toList();
    }
    for (Path path : all) if (Files.isRegularFile(path)) file(path);
    for (Path path : all) if (Files.isDirectory(path)) folder(path);
  }

  /** The names in a folder, where the system can (Windows cannot). */
  static void folder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException impossible) {
      // What was moved is complete either way, if not yet under its new name.
    }
  }

  private static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
