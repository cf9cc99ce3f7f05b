package io.github.robustj.ready;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Sha256;
import io.github.robustj.file.Writable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model in RobustJ's jar.
 *
 * @param name also of its folder
 * @param parts its files
 */
record ReadyModel(String name, List<Part> parts) {

  private static final String UNPACKED = "models";

  private static final int DIGITS = 8;

  /** When the copies that were found whole were last changed, by folder. */
  private static final Map<Path, String> WHOLE = new HashMap<>();

  /**
   * A file of a model.
   *
   * @param bytes its size
   * @param sha256 its SHA-256 in lower-case hexadecimal digits
   * @param path below the model's folder, with slashes
   */
  record Part(long bytes, String sha256, String path) {

    boolean isIn(Path folder) throws IOException {
      Path file = folder.resolve(path);
      return Files.isRegularFile(file)
          && Files.size(file) == bytes
          && Sha256.of(file).equals(sha256);
    }
  }

  /** Where it is unpacked, or would be. */
  Path place(Path home) {
    String sums = parts.stream().map(Part::sha256).collect(Collectors.joining());
    return home.resolve(UNPACKED)
        .resolve(Sha256.ofText(sums).substring(0, DIGITS))
        .resolve(name)
        .toAbsolutePath();
  }

  /**
   * Its folder, which is there whole: a missing or damaged copy is made anew. Several threads and
   * processes may ask at once.
   *
   * @param home the user's, as {@link Extensions#home} tells it
   * @throws RobustJException if it must be written and cannot be
   */
  Path unpacked(Path home) {
    Path place = place(home);
    synchronized (WHOLE) {
      try {
        if (!isWhole(place)) unpack(place);
        return place;
      } catch (IOException | RobustJException e) {
        throw new RobustJException(
            "The ready model %s cannot be unpacked into %s (%s); make that folder writable, or name another one in the environment variable %s."
                .formatted(name, home, reason(e), Extensions.HOME_VARIABLE),
            e);
      }
    }
  }

  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private void unpack(Path place) throws IOException {
    Writable.require(place);
    Path folder = Files.createDirectories(place.getParent());
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("." + name + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      file.lock();
      AtomicFiles.recover(place);
      // Another process may have made it meanwhile.
      if (!isWhole(place)) AtomicFiles.directory(place, this::copy);
      if (!isWhole(place)) throw new IOException("the copy is not what was written");
    }
  }

  private void copy(Path into) throws IOException {
    for (Part part : parts) {
      Path file = into.resolve(part.path);
      Files.createDirectories(file.getParent());
      try (InputStream in = open(part)) {
        if (in == null) throw new IOException("RobustJ's jar lacks " + name + "/" + part.path);
        Files.copy(in, file);
      }
    }
  }

  /** {@code null} if the jar lacks it. */
  InputStream open(Part part) {
    return ReadyModel.class.getResourceAsStream(name + "/" + part.path);
  }

  /** Reads every file once, and again only after it has changed. */
  private boolean isWhole(Path place) throws IOException {
    if (!Files.isDirectory(place)) return false;
    String state = state(place);
    if (state.equals(WHOLE.get(place))) return true;
    for (Part part : parts) if (!part.isIn(place)) return false;
    WHOLE.put(place, state);
    return true;
  }

  private String state(Path place) throws IOException {
    StringBuilder state = new StringBuilder();
    for (Part part : parts) {
      Path file = place.resolve(part.path);
      if (Files.exists(file))
        state.append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file));
      state.append('\n');
    }
    return state.toString();
  }
}
