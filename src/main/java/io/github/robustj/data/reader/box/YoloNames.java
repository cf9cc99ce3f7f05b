package io.github.robustj.data.reader.box;

import io.github.robustj.data.reader.FolderFiles;
import io.github.robustj.data.reader.TextFile;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names of YOLO's classes: a line each in {@code classes.txt} or {@code obj.names}, or the
 * entry {@code names} of {@code data.yaml}, see {@link YamlNames}.
 */
final class YoloNames {

  private static final List<String> LISTS = List.of("classes.txt", "obj.names");
  private static final List<String> YAML = List.of("data.yaml", "data.yml");

  /** Numbers of classes go up to here; a file with a higher one is damaged. */
  static final int MOST = 100_000;

  private YoloNames() {}

  /** Whether this text file holds names, not boxes. */
  static boolean isList(Path file) {
    return LISTS.contains(file.getFileName().toString().toLowerCase(Locale.ROOT));
  }

  /**
   * In the order of the numbers; empty if the folder has no such file.
   *
   * @throws RobustJException if a file cannot be read, has no names, one of them twice, or an empty
   *     line between them, or two files disagree
   */
  static List<String> read(Path root, Path labels) {
    Map<Path, List<String>> found = new LinkedHashMap<>();
    for (Path folder : List.of(root, labels)) {
      for (String name : LISTS)
        FolderFiles.named(folder, name).ifPresent(f -> found.put(f, required(f, listed(f))));
      for (String name : YAML)
        FolderFiles.named(folder, name)
            .ifPresent(f -> found.put(f, required(f, YamlNames.of(f, TextFile.content(f)))));
    }
    if (found.isEmpty()) return List.of();
    Map.Entry<Path, List<String>> first = found.entrySet().iterator().next();
    for (Map.Entry<Path, List<String>> other : found.entrySet())
      if (!other.getValue().equals(first.getValue()))
        throw new RobustJException(
            "%s names the classes %s, but %s names them %s; keep the file that the numbers of the boxes are from."
                .formatted(
                    first.getKey(),
                    Excerpt.of(String.join(", ", first.getValue())),
                    other.getKey(),
                    Excerpt.of(String.join(", ", other.getValue()))));
    return first.getValue();
  }

  private static Map<Integer, String> listed(Path file) {
    Map<Integer, String> names = new TreeMap<>();
    int number = 0;
    for (String line : TextFile.content(file).lines().map(String::strip).toList()) {
      if (!line.isEmpty()) names.put(number, line);
      number++;
    }
    // An empty line would give every class below it a wrong number.
    for (int i = 0; i < names.size(); i++)
      if (!names.containsKey(i))
        throw new RobustJException(
            "%s has an empty line %d between its names, but one class per line was expected; remove it or name the class."
                .formatted(file, i + 1));
    return names;
  }

  /** A number that has no name is called after itself. */
  private static List<String> required(Path file, Map<Integer, String> names) {
    if (names.isEmpty())
      throw new RobustJException(
          "%s has no names of classes; list one per line, or below names: in %s."
              .formatted(file, YAML.get(0)));
    int last = names.keySet().stream().max(Integer::compare).orElseThrow();
    if (last > MOST)
      throw new RobustJException(
          "%s has a name for the class %d, but at most %d were expected; correct it."
              .formatted(file, last, MOST));
    List<String> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i <= last; i++) {
      all.add(names.getOrDefault(i, YoloText.unnamed(i)));
      if (!seen.add(all.get(i)))
        throw new RobustJException(
            "%s names two classes %s; each needs a name of its own."
                .formatted(file, Excerpt.of(all.get(i))));
    }
    return List.copyOf(all);
  }
}
