package io.github.robustj.engine;

import io.github.robustj.engine.EngineFile.Library;
import io.github.robustj.engine.EngineSource.Transfer;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Mebibytes;
import io.github.robustj.file.SystemReason;
import io.github.robustj.file.Trees;
import io.github.robustj.file.Writable;
import io.github.robustj.job.JobListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Fills an {@link EngineFolder}. Files are collected in a folder beside it, checked by their
 * SHA-256 and then put in place together; an engine that could not be completed leaves nothing but
 * the collected files, from which the next attempt goes on.
 *
 * @param patience how long a server may say nothing
 */
public record EngineInstaller(EngineFolder folder, Duration patience) {

  /** Of a jar that only packs native libraries for the system's loader (NVIDIA's CUDA). */
  private static final String PACKED = "-redist.jar";

  private static final String COLLECTED = "downloads";

  public EngineInstaller(EngineFolder folder) {
    this(folder, Duration.ofSeconds(30));
  }

  /**
   * Installs the engine of a platform; an older one in its place is replaced.
   *
   * @param listener hears of the progress and can cancel
   * @return the folder of the engine
   * @throws RobustJException if the folder or disk does not let it, the source has no such file or
   *     another one, or somebody else is installing
   * @throws CancellationException if the listener asked to stop
   */
  public Path install(EnginePlatform platform, EngineSource source, JobListener listener) {
    return install(EngineFile.of(platform), folder.place(platform), source, listener);
  }

  Path install(List<EngineFile> files, Path place, EngineSource source, JobListener listener) {
    Writable.requireReplaceable(place);
    Path collected = folder.engines().resolve(COLLECTED);
    try (FileChannel lock = lock(folder.engines())) {
      Files.createDirectories(collected);
      requireSpace(files, collected);
      collect(files, collected, source, listener);
      listener.progress(1, "putting the engine in place");
      AtomicFiles.directory(place, into -> arrange(files, collected, into));
      Trees.deleteOrLater(collected);
      OldEngines.remove(folder.engines(), Instant.now());
      UnpackedLibraries.removeOld(folder, files);
      return place;
    } catch (IOException e) {
      throw new RobustJException(
          "The engine could not be put into %s (%s); check its disk and permissions."
              .formatted(folder.engines(), SystemReason.of(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private void collect(
      List<EngineFile> files, Path collected, EngineSource source, JobListener listener)
      throws IOException, InterruptedException {
    long total = files.stream().mapToLong(EngineFile::bytes).sum();
    long done = 0;
    for (EngineFile file : files) {
      Path part = collected.resolve(file.name());
      Transfer transfer = new Transfer(file, done, total, listener);
      boolean resumed = Files.exists(part);
      source.fetch(part, transfer, patience);
      // What lay there may have been of another file.
      if (resumed && !file.matches(part)) {
        Files.delete(part);
        source.fetch(part, transfer, patience);
      }
      file.require(part, source);
      done += file.bytes();
    }
  }

  /**
   * Only one process at a time may install engines into a folder. The system frees the lock of a
   * process that dies.
   *
   * @throws RobustJException if another process has it
   */
  static FileChannel lock(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) return channel;
    } catch (OverlappingFileLockException thisProcess) {
      // As if another had it.
    }
    channel.close();
    throw new RobustJException(
        "An engine is being installed into %s by another ImageJ; wait until it is done."
            .formatted(folder));
  }

  private static void requireSpace(List<EngineFile> files, Path collected) throws IOException {
    long needed = 0;
    for (EngineFile file : files) {
      needed += file.bytes() - collected.resolve(file.name()).toFile().length();
      needed += file.libraries().stream().mapToLong(Library::bytes).sum();
    }
    requireSpace(needed, collected);
  }

  /**
   * @throws RobustJException if the disk of a folder has fewer bytes to give
   */
  static void requireSpace(long needed, Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed)
      throw new RobustJException(
          "The engine needs %d MiB more in %s, but only %d MiB are free there; free some space, or name another folder in the environment variable %s."
              .formatted(Mebibytes.of(needed), folder, free >> 20, Extensions.HOME_VARIABLE));
  }

  /**
   * Puts the files where they are used: jars on the class path stay jars; of those with native
   * libraries only these are kept, unpacked.
   */
  static void arrange(List<EngineFile> files, Path from, Path into) throws IOException {
    for (EngineFile file : files) {
      Path collected = from.resolve(file.name());
      if (file.name().endsWith(PACKED)) unpack(collected, into.resolve(EngineFolder.LIBRARIES));
      else if (!file.libraries().isEmpty())
        UnpackedLibraries.unpack(file.libraries(), collected, into);
      else Files.move(collected, into.resolve(file.name()));
    }
  }

  /**
   * Whether a file is where it is used; of a packed one, whether anything is. Engines of an older
   * RobustJ keep their native libraries in the jar.
   */
  static boolean arranged(EngineFile file, Path in) {
    if (file.name().endsWith(PACKED)) return Files.isDirectory(in.resolve(EngineFolder.LIBRARIES));
    return in.resolve(file.name()).toFile().length() == file.bytes()
        || UnpackedLibraries.areWhole(file.libraries(), in.resolve(UnpackedLibraries.NATIVE));
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> libraries =
          zip.stream().filter(e -> isLibrary(e.getName())).toList();
      requireSpace(libraries.stream().mapToLong(ZipEntry::getSize).sum(), folder);
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
