package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of YOLO's classes: a line each in {@code classes.txt} or {@code obj.names}, or the
 * entry {@code names} of {@code data.yaml}, in brackets, as a list or with numbers.
 */
final class YoloNames {

  private static final List<String> LISTS = List.of("classes.txt", "obj.names");
  private static final String YAML = "data.yaml";
  private static final Pattern INLINE = Pattern.compile("(?m)^names:\\s*\\[([^\\]]*)\\]");
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^names:[ \\t]*(?:#.*)?\\R((?:[ \\t]*(?:-|\\d+:).*(?:\\R|$))+)");

  private YoloNames() {}

  /** Whether this text file holds names, not boxes. */
  static boolean isList(Path file) {
    return LISTS.contains(file.getFileName().toString());
  }

  /**
   * In the order of the numbers; empty if the folder has no such file.
   *
   * @throws RobustJException if the file cannot be read or has no names
   */
  static List<String> read(Path root, Path labels) {
    for (Path folder : List.of(root, labels)) {
      for (String name : LISTS)
        if (Files.isRegularFile(folder.resolve(name)))
          return required(folder.resolve(name), TextFile.lines(folder.resolve(name)));
      if (Files.isRegularFile(folder.resolve(YAML)))
        return required(folder.resolve(YAML), yaml(TextFile.content(folder.resolve(YAML))));
    }
    return List.of();
  }

  private static List<String> required(Path file, List<String> names) {
    if (!names.isEmpty()) return names;
    throw new RobustJException(
        "%s has no names of classes; list one per line, or below names: in %s."
            .formatted(file, YAML));
  }

  private static List<String> yaml(String content) {
    Matcher inline = INLINE.matcher(content);
    if (inline.find())
      return Arrays.stream(inline.group(1).split(",")).map(YoloNames::plain).toList();
    List<String> names = new ArrayList<>();
    Matcher block = BLOCK.matcher(content);
    if (block.find())
      block
          .group(1)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> names.add(plain(line.replaceFirst("^\\s*(-|\\d+:)", ""))));
    return names;
  }

  private static String plain(String name) {
    return name.strip().replaceAll("^['\"]|['\"]$", "").strip();
  }
}
