package io.github.robustj.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What RobustJ has written into a folder: {@code .robustj-written} there, a line per file with the
 * SHA-256 of its bytes, its name, the folder and the run, separated by tabs. A file is RobustJ's
 * own as long as it is byte for byte what a line says; copying the folder takes the record along.
 */
final class WrittenFiles {

  static final String NAME = ".robustj-written";

  private static final int FIXED = 3;

  /** So many folders at the same time: that of a run's results and those in it. */
  private static final int MOST_KNOWN = 8;

  /**
   * What was read, until the record changes: a run that writes 10 000 files would otherwise read as
   * many lines for each of them.
   */
  private static final Map<Path, WrittenFiles> KNOWN =
      new LinkedHashMap<>(MOST_KNOWN, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, WrittenFiles> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private final Path folder;
  private final Map<String, List<Line>> lines;
  private State state;

  /** By which a record that others have added to is known. */
  private record State(long size, FileTime modified, Object file) {

    static State of(Path record) throws IOException {
      if (!Files.isRegularFile(record)) return new State(0, null, null);
      BasicFileAttributes facts = Files.readAttributes(record, BasicFileAttributes.class);
      return new State(facts.size(), facts.lastModifiedTime(), facts.fileKey());
    }
  }

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

  private WrittenFiles(Path folder, Map<String, List<Line>> lines, State state) {
    this.folder = folder;
    this.lines = lines;
    this.state = state;
  }

  /** Damaged lines are passed over: their files count as foreign. */
  static WrittenFiles in(Path folder) throws IOException {
    Path record = folder.resolve(NAME);
    synchronized (KNOWN) {
      State state = State.of(record);
      WrittenFiles known = KNOWN.get(folder);
      if (known != null && known.state.equals(state)) return known;
      Map<String, List<Line>> lines = new HashMap<>();
      if (Files.isRegularFile(record))
        for (String text : Files.readString(record, StandardCharsets.UTF_8).split("\n"))
          parse(text, lines);
      WrittenFiles read = new WrittenFiles(folder, lines, state);
      KNOWN.put(folder, read);
      return read;
    }
  }

  private static void parse(String text, Map<String, List<Line>> into) {
    List<String> parts = Arrays.asList(text.split("\t", -1));
    if (parts.size() <= FIXED) return;
    try {
      add(
          new Line(
              parts.get(0),
              Run.decoded(parts.get(1)),
              Path.of(Run.decoded(parts.get(2))),
              Run.of(parts.subList(FIXED, parts.size()))),
          into);
    } catch (IllegalArgumentException damaged) {
      // Of another system, or cut off.
    }
  }

  private static void add(Line line, Map<String, List<Line>> into) {
    into.computeIfAbsent(line.name, name -> new ArrayList<>(1)).add(line);
  }

  /** Of files of a name, in the order in which they were written. */
  private List<Line> of(String name) {
    synchronized (KNOWN) {
      return List.copyOf(lines.getOrDefault(name, List.of()));
    }
  }

  /** Whether a file of this name was written, whatever became of it. */
  boolean knows(Path file) {
    return !of(file.getFileName().toString()).isEmpty();
  }

  /**
   * About a file that exists.
   *
   * @param standard as {@link Settings#differing} has it
   */
  Finding find(Path file, Run run, BiPredicate<String, String> standard) throws IOException {
    List<Line> known = of(file.getFileName().toString());
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
  void add(String sum, String name, Run run) throws IOException {
    Line line = new Line(sum, name, folder, run);
    if (of(name).contains(line)) return;
    String text =
        String.join(
            "\t", line.sum, Run.encoded(name), Run.encoded(folder.toString()), run.text() + "\n");
    synchronized (KNOWN) {
      append(isCutOff() ? "\n" + text : text);
      add(line, lines);
    }
  }

  /** What others have added meanwhile is read when it is next asked. */
  private void append(String text) throws IOException {
    Path record = folder.resolve(NAME);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(record, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    State now = State.of(record);
    if (now.size == state.size + bytes.length) state = now;
    else KNOWN.remove(folder);
  }

  /**
   * Whether the last line was not written to its end, by a full disk; the next is no part of it.
   */
  private boolean isCutOff() throws IOException {
    Path record = folder.resolve(NAME);
    if (!Files.isRegularFile(record) || Files.size(record) == 0) return false;
    try (SeekableByteChannel bytes = Files.newByteChannel(record)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      bytes.position(bytes.size() - 1).read(last);
      return last.get(0) != '\n';
    }
  }
}
