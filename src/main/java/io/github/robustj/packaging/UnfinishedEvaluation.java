package io.github.robustj.packaging;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an evaluation that still runs has finished, in a file of lines of JSON: the first says what
 * is measured and how, each further one is a case, a check or a part of a search with all its
 * numbers, bit for bit. A line counts once its end is on the disk, so that a killed process loses
 * what was in work alone. Who opens a file has the sole right to it ({@link
 * io.github.robustj.file.OutputLock}).
 */
public final class UnfinishedEvaluation implements FinishedWork {

  private static final int FORMAT = 2;

  /** Numbers that are not finite are written as such, unlike in results for others. */
  static final Gson GSON =
      new GsonBuilder()
          .serializeSpecialFloatingPointValues()
          .serializeNulls()
          .registerTypeAdapterFactory(new Optionals())
          .registerTypeAdapter(Tensor.class, new Tensors())
          .disableHtmlEscaping()
          .create();

  private final Path file;
  private final CheckedLines lines;
  private final Part part;
  private final long opened = System.nanoTime();
  private boolean anyKept;

  private UnfinishedEvaluation(Path file, CheckedLines lines, Part part) {
    this.file = file;
    this.lines = lines;
    this.part = part;
  }

  private record Header(int robustjUnfinished, Provenance how) {}

  /**
   * @param kind label of it
   * @param seconds that the evaluation had taken when it was finished
   */
  private record Line(String kind, String name, JsonElement found, double seconds) {}

  /** What was found of one kind under one name. */
  private record Entry(String kind, String name) {}

  /** What stands in a file. */
  private static final class Part {
    private final Map<Entry, Object> found = new HashMap<>();
    private Provenance how;
    private double seconds;
    private CheckedLines.Contents contents;

    /** Whether a line is understood. */
    boolean add(String json) {
      try {
        return how == null ? begin(json) : add(GSON.fromJson(json, Line.class));
      } catch (JsonParseException other) {
        return false;
      }
    }

    private boolean add(Line line) {
      for (Kind<?> kind : KINDS)
        if (kind.label().equals(line.kind)) {
          found.put(new Entry(line.kind, line.name), GSON.fromJson(line.found, kind.type()));
          seconds = line.seconds;
          return true;
        }
      return false;
    }

    private boolean begin(String json) {
      Header header = GSON.fromJson(json, Header.class);
      if (header.robustjUnfinished == FORMAT) how = header.how;
      return how != null;
    }

    int count(Kind<?> kind) {
      return (int) found.keySet().stream().filter(e -> e.kind.equals(kind.label())).count();
    }

    State state() {
      return new State(
          how,
          count(ATTACKED),
          count(CORRUPTED),
          count(CERTIFIED),
          count(CHECK),
          contents.damaged());
    }
  }

  /**
   * An unfinished evaluation, as users are told of it.
   *
   * @param done attacked cases
   * @param corrupted cases that are measured on corrupted images
   * @param certified cases
   * @param checks that are made
   * @param damaged numbers of the lines that are not as they were written, from 1
   */
  public record State(
      Provenance how, int done, int corrupted, int certified, int checks, List<Integer> damaged) {}

  /**
   * What stands in a file; empty if there is none, or nothing in it is finished.
   *
   * @throws RobustJException if it is something else
   */
  public static Optional<State> in(Path file) {
    if (!Files.exists(file)) return Optional.empty();
    Part part = read(file);
    if (part.contents.begun()) return Optional.empty();
    requireHeader(file, part);
    return part.found.isEmpty() ? Optional.empty() : Optional.of(part.state());
  }

  /**
   * Begins anew.
   *
   * @throws RobustJException if the file cannot be written
   */
  public static UnfinishedEvaluation begin(Path file, Provenance how) {
    Part part = new Part();
    part.how = how;
    CheckedLines lines = CheckedLines.create(file);
    try {
      lines.append(GSON.toJson(new Header(FORMAT, how)));
      return new UnfinishedEvaluation(file, lines, part);
    } catch (RobustJException e) {
      lines.close();
      delete(file);
      throw e;
    }
  }

  /**
   * Goes on with what stands in the file, which must be of the same evaluation. Damaged lines are
   * left out, of the file, too.
   *
   * @throws RobustJException if it is not, naming what differs, or cannot be written
   */
  public static UnfinishedEvaluation resume(Path file, Provenance how) {
    Part part = read(file);
    requireHeader(file, part);
    Optional<String> difference = ProvenanceDifference.between(part.how, how);
    if (difference.isPresent())
      throw new RobustJException(
          "%s is of another evaluation: %s; give what was given then, or set overwrite to begin anew, or choose another out."
              .formatted(file, difference.get()));
    return new UnfinishedEvaluation(file, CheckedLines.open(file, part.contents), part);
  }

  @Override
  public <T> Optional<T> of(Kind<T> kind, String name) {
    return Optional.ofNullable(part.found.get(new Entry(kind.label(), name)))
        .map(kind.type()::cast);
  }

  @Override
  public Set<String> names(Kind<?> kind) {
    return part.found.keySet().stream()
        .filter(entry -> entry.kind.equals(kind.label()))
        .map(Entry::name)
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized <T> void keep(Kind<T> kind, String name, T found) {
    anyKept = true;
    double seconds = part.seconds + (System.nanoTime() - opened) / 1e9;
    lines.append(GSON.toJson(new Line(kind.label(), name, GSON.toJsonTree(found), seconds)));
  }

  @Override
  public Provenance together(Provenance run) {
    return run.at(part.how.date(), part.seconds + run.seconds());
  }

  /** Where nothing is finished nothing is left behind. */
  @Override
  public void close() {
    lines.close();
    if (part.found.isEmpty() && !anyKept) delete(file);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  private static Part read(Path file) {
    Part part = new Part();
    part.contents = CheckedLines.read(file, part::add);
    return part;
  }

  private static void requireHeader(Path file, Part part) {
    if (part.how == null)
      throw new RobustJException(
          "%s is no unfinished evaluation of this version of RobustJ, or its first line is damaged; set overwrite to begin anew, or choose another out."
              .formatted(file));
  }
}
