package io.github.robustj.file;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * What tells one run of a command from another where both would write the same files.
 *
 * @param command as {@code predict}
 * @param from files and folders that it reads: the model, the images
 * @param settings further differences, as {@code epsilon=4, steps=20}; mostly empty
 */
public record Run(String command, List<Path> from, String settings) {

  private static final String NOT_SET = "not set";

  public Run {
    from = from.stream().map(RealPath::of).toList();
  }

  /**
   * For people: what an earlier run did otherwise.
   *
   * @param standard as {@link Settings#differing} has it
   */
  String differences(Run earlier, BiPredicate<String, String> standard) {
    List<String> words = new ArrayList<>();
    if (!command.equals(earlier.command))
      words.add("it was %s and is now %s".formatted(earlier.command, command));
    if (!from.equals(earlier.from))
      words.add(
          "it read %s and now %s".formatted(only(earlier.from, from), only(from, earlier.from)));
    Map<String, String> then = earlier.byKey();
    Map<String, String> now = byKey();
    for (String key : Settings.differing(then, now, standard))
      words.add(
          "%s was %s and is now %s"
              .formatted(key, then.getOrDefault(key, NOT_SET), now.getOrDefault(key, NOT_SET)));
    return String.join(", ", words);
  }

  private static String only(List<Path> some, List<Path> others) {
    String names =
        some.stream()
            .filter(p -> !others.contains(p))
            .map(Path::toString)
            .collect(Collectors.joining(" and "));
    return names.isEmpty() ? "nothing else" : names;
  }

  private Map<String, String> byKey() {
    Map<String, String> values = new TreeMap<>();
    for (String part : settings.split(", (?=\\w+=)")) {
      int equals = part.indexOf('=');
      if (equals > 0) values.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return values;
  }

  /**
   * Whether an earlier run that wrote into {@code its} folder was this one, which writes into
   * {@code here}: it read the same files, or files that lie as these do seen from the folder, so
   * that a project may be moved or copied as a whole.
   *
   * @param standard as {@link Settings#differing} has it
   */
  boolean repeats(Run earlier, Path its, Path here, BiPredicate<String, String> standard) {
    return command.equals(earlier.command)
        && Settings.differing(earlier.byKey(), byKey(), standard).isEmpty()
        && (from.equals(earlier.from) || seenFrom(here).equals(earlier.seenFrom(its)));
  }

  private List<String> seenFrom(Path folder) {
    return from.stream().map(p -> seenFrom(folder, p)).toList();
  }

  private static String seenFrom(Path folder, Path file) {
    boolean related = folder.getRoot() != null && folder.getRoot().equals(file.getRoot());
    return (related ? folder.relativize(file) : file).toString();
  }

  /** As {@link #settings} has them, in order. */
  public static String settings(Map<String, ?> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(", "));
  }

  /** On one line, without tabs inside the parts. */
  String text() {
    List<String> parts = new ArrayList<>(List.of(command, settings));
    from.forEach(p -> parts.add(p.toString()));
    return parts.stream().map(Run::encoded).collect(Collectors.joining("\t"));
  }

  /**
   * @param parts of {@link #text}
   * @throws IllegalArgumentException if they are none
   */
  static Run of(List<String> parts) {
    if (parts.size() < 2) throw new IllegalArgumentException("no run: " + parts);
    List<String> texts = parts.stream().map(Run::decoded).toList();
    List<Path> from = texts.stream().skip(2).map(Path::of).toList();
    return new Run(texts.get(0), from, texts.get(1));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
