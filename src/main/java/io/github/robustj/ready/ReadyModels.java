package io.github.robustj.ready;

import io.github.robustj.extension.Extensions;
import io.github.robustj.file.UserPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models that RobustJ brings along, by name, and what a name of a model stands for. */
public final class ReadyModels {

  private static final Map<String, ReadyModel> ALL = read();

  private ReadyModels() {}

  /** As in {@code hippocampus-robust}; of each task the robust one first. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** How to choose among them, as the end of a sentence: {@code a, b or c}. */
  public static String words() {
    List<String> names = names();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /**
   * The folder of a model that was named: an existing file or folder itself, else the ready model
   * of that name, which is unpacked if it is not there yet, else what was given, which opening it
   * will refuse.
   *
   * @throws io.github.robustj.error.RobustJException if a ready model cannot be unpacked
   */
  public static Path folder(Path named) {
    if (Files.exists(named)) return named;
    return find(named.toString()).map(model -> model.unpacked(Extensions.home())).orElse(named);
  }

  /** As {@link #folder(Path)}, of what somebody typed. */
  public static Path folder(String named) {
    return folder(UserPath.of(named));
  }

  static Optional<ReadyModel> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The list that {@code src/build/ready-models} writes: bytes, SHA-256, path. */
  private static Map<String, ReadyModel> read() {
    Map<String, List<ReadyModel.Part>> parts = new LinkedHashMap<>();
    try (InputStream in = ReadyModels.class.getResourceAsStream("models.txt")) {
      String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : list.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] fields = line.split(" ", 3);
        String[] path = fields[2].split("/", 2);
        parts
            .computeIfAbsent(path[0], name -> new ArrayList<>())
            .add(new ReadyModel.Part(Long.parseLong(fields[0]), fields[1], path[1]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, ReadyModel> all = new LinkedHashMap<>();
    parts.forEach((name, files) -> all.put(name, new ReadyModel(name, List.copyOf(files))));
    return all;
  }
}
