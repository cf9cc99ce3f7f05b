package io.github.robustj.packaging;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OwnedFolder;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.packaging.bioimage.BioimagePackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A network of another program as files: a folder or zip with a SavedModel, or with a package of
 * bioimage.io that holds one. Zips are unpacked for as long as they are used.
 */
public final class ForeignFiles {

  private static final String NETWORK = "saved_model.pb";

  /** Most bytes and files that a zip may unpack to. */
  private static final long MOST_BYTES = 4L << 30;

  private static final int MOST_FILES = 10_000;

  /** What zips are unpacked to. */
  private static final String SOURCE = "source";

  private static final String WEIGHTS = "weights";

  /** Folders between a folder or zip and the network in it. */
  private static final int DEPTH = 4;

  private ForeignFiles() {}

  /**
   * The folder of a network of which a file was chosen, {@code saved_model.pb} or the description
   * of a package; else what was chosen.
   */
  public static Path folderOf(Path chosen) {
    Path folder = chosen.toAbsolutePath().getParent();
    if (folder == null || !Files.isRegularFile(chosen)) return chosen;
    boolean network = chosen.getFileName().toString().equals(NETWORK);
    boolean description =
        BioimagePackage.description(folder)
            .map(Path::getFileName)
            .filter(chosen.getFileName()::equals)
            .isPresent();
    return network || description ? folder : chosen;
  }

  /**
   * @param source folder or zip
   * @param use is given what is there, for as long as it runs
   * @throws RobustJException if there is no network, or a zip is damaged, too large, or has files
   *     that would lie outside its folder
   */
  public static <T> T with(Path source, Function<ForeignContent, T> use) {
    if (!Files.exists(source))
      throw new RobustJException("There is no file or folder " + source + "; check the path.");
    return OwnedFolder.with(
        temporary -> {
          try {
            return named(source, temporary, use);
          } catch (IOException e) {
            if (isBelow(temporary, e)) throw e;
            throw ReadFailure.sentence(source, e);
          }
        });
  }

  /** Whether it is about what is unpacked, such as a name that is too long for the disk. */
  private static boolean isBelow(Path folder, IOException failure) {
    return failure instanceof FileSystemException f
        && f.getFile() != null
        && Path.of(f.getFile()).startsWith(folder);
  }

  /** What goes wrong in unpacked files is said of the zip, since they will be gone. */
  private static <T> T named(Path source, Path temporary, Function<ForeignContent, T> use)
      throws IOException {
    try {
      return use.apply(content(folder(source, temporary.resolve(SOURCE)), source, temporary));
    } catch (RobustJException e) {
      String sentence =
          e.getMessage()
              .replace(temporary.resolve(SOURCE).toString(), source.toString())
              .replace(temporary.resolve(WEIGHTS).toString(), "the weights of " + source);
      throw new RobustJException(sentence, e);
    }
  }

  private static ForeignContent content(Path folder, Path source, Path temporary)
      throws IOException {
    Optional<Path> description = description(folder);
    if (description.isEmpty()) return new ForeignContent(network(folder, source), description);
    Path weights = BioimagePackage.weights(description.get());
    return new ForeignContent(
        network(folder(weights, temporary.resolve(WEIGHTS)), weights), description);
  }

  /** At the top, or in the only folder that is there. */
  private static Optional<Path> description(Path folder) throws IOException {
    Optional<Path> here = BioimagePackage.description(folder);
    if (here.isPresent()) return here;
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      return all.size() == 1 && Files.isDirectory(all.get(0))
          ? BioimagePackage.description(all.get(0))
          : Optional.empty();
    }
  }

  /** The folder itself, or what a zip unpacks to. */
  private static Path folder(Path source, Path into) throws IOException {
    if (Files.isDirectory(source)) return source;
    Files.createDirectory(into);
    try {
      unpack(source, into);
    } catch (ZipException e) {
      throw new RobustJException(
          "%s is no zip that can be read; give the folder of a SavedModel, a zip of it, or a package of bioimage.io."
              .formatted(source),
          e);
    }
    return into;
  }

  private static Path network(Path folder, Path source) throws IOException {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().equals(NETWORK)).sorted().toList();
      if (found.size() == 1) return found.get(0).getParent();
      throw new RobustJException(
          found.isEmpty()
              ? "There is no SavedModel in %s: a file saved_model.pb was expected; networks of other formats (PyTorch, Keras's .h5 and .keras, ONNX) must be exported as a SavedModel first."
                  .formatted(source)
              : "%s holds %d networks (saved_model.pb); give the folder of one."
                  .formatted(source, found.size()));
    }
  }

  private static void unpack(Path zip, Path into) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      if (file.size() > MOST_FILES) throw tooLarge(zip);
      long left = MOST_BYTES;
      for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path target = inside(into, entry, zip);
        if (entry.isDirectory()) Files.createDirectories(target);
        else {
          Files.createDirectories(target.getParent());
          try (InputStream in = file.getInputStream(entry)) {
            left -= copy(in, target, left, zip);
          }
        }
      }
    }
  }

  private static Path inside(Path into, ZipEntry entry, Path zip) {
    Path target = into.resolve(entry.getName().replace('\\', '/')).normalize();
    if (target.startsWith(into)) return target;
    throw new RobustJException(
        "%s has a file %s, which would lie outside its folder; do not use it."
            .formatted(zip, Excerpt.of(entry.getName())));
  }

  /** As many bytes as there are: what an entry says of its size need not be true. */
  private static long copy(InputStream in, Path target, long most, Path zip) throws IOException {
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copied += n;
        if (copied > most) throw tooLarge(zip);
        out.write(buffer, 0, n);
      }
    }
    return copied;
  }

  private static RobustJException tooLarge(Path zip) {
    return new RobustJException(
        "%s unpacks to more than %d GiB or %d files, which no network has; do not use it."
            .formatted(zip, MOST_BYTES >> 30, MOST_FILES));
  }
}
