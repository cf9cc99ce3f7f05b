package io.github.robustj.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What RobustJ has written into a folder: {@code .robustj-written} there, a line per file with the
 * SHA-256 of its bytes, its name, the folder and the run, separated by tabs. A file is RobustJ's
 * own as long as it is byte for byte what a line says; copying the folder takes the record along.
 */
final class WrittenFiles {

  static final String NAME = ".robustj-written";

  private static final int FIXED = 3;

  private final Path folder;
  private final List<Line> lines;

  private record Line(String sum, String name, Path folder, Run run) {}

  /** What the record says about a file; {@code by} is the run that wrote it, null if unknown. */
  record Finding(Kind kind, Run by) {}

  enum Kind {
    /** By an earlier run of the same. */
    SAME_RUN,
    OTHER_RUN,
    /** By RobustJ, but it has other bytes now. */
    CHANGED,
    /** Nothing is known of it. */
    FOREIGN
  }

  private WrittenFiles(Path folder, List<Line> lines) {
    this.folder = folder;
    this.lines = lines;
  }

  /** Damaged lines are passed over: their files count as foreign. */
  static WrittenFiles in(Path folder) throws IOException {
    List<Line> lines = new ArrayList<>();
    Path record = folder.resolve(NAME);
    if (Files.isRegularFile(record))
      for (String text : Files.readString(record, StandardCharsets.UTF_8).split("\n"))
        parse(text, lines);
    return new WrittenFiles(folder, lines);
  }

  private static void parse(String text, List<Line> into) {
    List<String> parts = Arrays.asList(text.split("\t", -1));
    if (parts.size() <= FIXED) return;
    try {
      into.add(
          new Line(
              parts.get(0),
              Run.decoded(parts.get(1)),
              Path.of(Run.decoded(parts.get(2))),
              Run.of(parts.subList(FIXED, parts.size()))));
    } catch (IllegalArgumentException damaged) {
      // Of another system, or cut off.
    }
  }

  /** Whether a file of this name was written, whatever became of it. */
  boolean knows(Path file) {
    String name = file.getFileName().toString();
    return lines.stream().anyMatch(line -> line.name.equals(name));
  }

  /**
   * About a file that exists.
   *
   * @param standard as {@link Settings#differing} has it
   */
  Finding find(Path file, Run run, BiPredicate<String, String> standard) throws IOException {
    String name = file.getFileName().toString();
    List<Line> known = lines.stream().filter(line -> line.name.equals(name)).toList();
    if (known.isEmpty()) return new Finding(Kind.FOREIGN, null);
    String sum = Sha256.of(file);
    List<Line> equal = known.stream().filter(line -> line.sum.equals(sum)).toList();
    if (equal.isEmpty()) return new Finding(Kind.CHANGED, known.get(known.size() - 1).run);
    boolean repeated =
        equal.stream().anyMatch(line -> run.repeats(line.run, line.folder, folder, standard));
    return new Finding(repeated ? Kind.SAME_RUN : Kind.OTHER_RUN, equal.get(equal.size() - 1).run);
  }

  /**
   * Adds a file that is about to get its name. Lines of what stood there before stay, since the
   * process may be killed before that.
   */
  void add(Path complete, String name, Run run) throws IOException {
    Line line = new Line(Sha256.of(complete), name, folder, run);
    if (lines.contains(line)) return;
    String text =
        String.join(
            "\t", line.sum, Run.encoded(name), Run.encoded(folder.toString()), run.text() + "\n");
    Files.writeString(
        folder.resolve(NAME),
        isCutOff() ? "\n" + text : text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    lines.add(line);
  }

  /**
   * Whether the last line was not written to its end, by a full disk; the next is no part of it.
   */
  private boolean isCutOff() throws IOException {
    Path record = folder.resolve(NAME);
    return Files.isRegularFile(record)
        && Files.size(record) > 0
        && !Files.readString(record, StandardCharsets.UTF_8).endsWith("\n");
  }
}
