package io.github.robustj.packaging;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a network, which {@code model.json} lists with their SHA-256: weights of another
 * network of the same shape would be read without complaint.
 *
 * @param folder {@code saved_model/}
 */
record NetworkFiles(Path folder) {

  /** Of the list in {@code model.json}. */
  static final String KEY = "sha256";

  private static final int MOST_KNOWN = 64;

  /** Of files that were read before and have not changed since, by {@link #state}. */
  private static final Map<String, String> KNOWN =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /** Digests by path below the folder, with slashes. */
  JsonObject list() throws IOException {
    JsonObject list = new JsonObject();
    for (Map.Entry<String, Path> file : files().entrySet())
      list.add(file.getKey(), new JsonPrimitive(Sha256.of(file.getValue())));
    return list;
  }

  /**
   * @param description {@code model.json}; those of before there was a list have none
   * @throws RobustJException naming the first file that is missing or another one
   */
  void require(Path description, JsonObject tree) {
    if (!tree.has(KEY)) return;
    if (!(tree.get(KEY) instanceof JsonObject list))
      throw Json.damaged(description, KEY + " is no list of files", null);
    try {
      Map<String, Path> files = files();
      for (Map.Entry<String, JsonElement> each : list.entrySet())
        require(files.get(each.getKey()), each, description);
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  private void require(Path file, Map.Entry<String, JsonElement> listed, Path description)
      throws IOException {
    if (file == null)
      throw new RobustJException(
          "The model %s is incomplete: %s is missing; copy the whole folder again."
              .formatted(description.getParent(), folder.resolve(listed.getKey())));
    if (listed.getValue() instanceof JsonPrimitive sum && sum.getAsString().equals(sum(file)))
      return;
    throw new RobustJException(
        "%s is not the file that was written with %s: its SHA-256 is another, because it is damaged or of another model; copy the whole folder again."
            .formatted(file, description));
  }

  /**
   * SHA-256 of the description and the network together: of the lines that {@code sha256sum} prints
   * of their files, in the order of their names seen from the model's folder.
   *
   * @param description {@code model.json}
   * @throws RobustJException if a file cannot be read
   */
  String together(Path description) {
    try {
      Map<String, Path> all = new TreeMap<>();
      files().forEach((name, file) -> all.put(folder.getFileName() + "/" + name, file));
      all.put(description.getFileName().toString(), description);
      StringBuilder lines = new StringBuilder();
      for (Map.Entry<String, Path> file : all.entrySet())
        lines.append(sum(file.getValue())).append("  ").append(file.getKey()).append('\n');
      return Sha256.ofText(lines.toString());
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  private Map<String, Path> files() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) return files;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator)
        files.put(folder.relativize(file).toString().replace('\\', '/'), file);
    }
    return files;
  }

  private static String sum(Path file) throws IOException {
    String state = state(file);
    synchronized (KNOWN) {
      if (KNOWN.containsKey(state)) return KNOWN.get(state);
    }
    String sum = Sha256.of(file);
    synchronized (KNOWN) {
      KNOWN.put(state, sum);
    }
    return sum;
  }

  private static String state(Path file) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    return "%s %d %s %s"
        .formatted(file.toRealPath(), facts.size(), facts.lastModifiedTime(), facts.fileKey());
  }
}
