package io.github.robustj.file;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What tells one run of a command from another where both would write the same files.
 *
 * @param command as {@code predict}
 * @param from files and folders that it reads: the model, the images
 * @param settings further differences in words, as {@code epsilon=4}; mostly empty
 */
public record Run(String command, List<Path> from, String settings) {

  public Run {
    from = from.stream().map(RealPath::of).toList();
  }

  /** For people: {@code predict from model, image.png}. */
  String words() {
    String names =
        from.stream().map(p -> String.valueOf(p.getFileName())).collect(Collectors.joining(", "));
    return command + " from " + names + (settings.isEmpty() ? "" : " with " + settings);
  }

  /**
   * Whether an earlier run that wrote into {@code its} folder was this one, which writes into
   * {@code here}: it read the same files, or files that lie as these do seen from the folder, so
   * that a project may be moved or copied as a whole.
   */
  boolean repeats(Run earlier, Path its, Path here) {
    return command.equals(earlier.command)
        && settings.equals(earlier.settings)
        && (from.equals(earlier.from) || seenFrom(here).equals(earlier.seenFrom(its)));
  }

  private List<String> seenFrom(Path folder) {
    return from.stream().map(p -> seenFrom(folder, p)).toList();
  }

  private static String seenFrom(Path folder, Path file) {
    boolean related = folder.getRoot() != null && folder.getRoot().equals(file.getRoot());
    return (related ? folder.relativize(file) : file).toString();
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
