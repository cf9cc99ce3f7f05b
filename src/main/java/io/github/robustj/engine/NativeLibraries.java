package io.github.robustj.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Puts the files of an engine where they are used: jars on the class path stay jars; a jar that
 * only packs native libraries for the system's loader (NVIDIA's CUDA) is unpacked into a folder.
 */
final class NativeLibraries {

  private static final String PACKED = "-redist.jar";

  private NativeLibraries() {}

  static void arrange(List<EngineFile> files, Path from, Path into) throws IOException {
    for (EngineFile file : files) {
      Path collected = from.resolve(file.name());
      if (file.name().endsWith(PACKED)) unpack(collected, into.resolve(EngineFolder.LIBRARIES));
      else Files.move(collected, into.resolve(file.name()));
    }
  }

  /** Whether a file is where it is used; of a packed one, whether anything is. */
  static boolean arranged(EngineFile file, Path in) {
    return file.name().endsWith(PACKED)
        ? Files.isDirectory(in.resolve(EngineFolder.LIBRARIES))
        : in.resolve(file.name()).toFile().length() == file.bytes();
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> libraries =
          zip.stream().filter(e -> isLibrary(e.getName())).toList();
      EngineInstaller.requireSpace(libraries.stream().mapToLong(ZipEntry::getSize).sum(), folder);
      for (ZipEntry entry : libraries) {
        String name = entry.getName();
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, folder.resolve(name.substring(name.lastIndexOf('/') + 1)));
        }
      }
    }
  }

  /** As in {@code libcudart.so.12}. */
  private static boolean isLibrary(String entry) {
    return entry.matches(".*/lib[^/]*\\.so(\\.\\d+)*");
  }
}
