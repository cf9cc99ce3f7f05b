package io.github.robustj.file;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files that a run writes, and what may stand in their place: nothing, or what an earlier run
 * of the same wrote and nobody has changed since ({@link WrittenFiles}). Everything else, also the
 * result of another run, is refused unless the user wants it overwritten; inputs and parts of a
 * model always.
 */
public final class Outputs {

  private static final ThreadLocal<Outputs> WRITING = new ThreadLocal<>();

  private final Run run;
  private final BiPredicate<String, String> standard;
  private final boolean overwrite;
  private final Predicate<Path> untouchable;

  /** What this run has written itself, and is not removed as a leftover. */
  private final Set<Path> written = ConcurrentHashMap.newKeySet();

  /**
   * Of a run without settings.
   *
   * @param overwrite whether the user wants other files replaced
   * @param untouchable files that are never replaced: parts of a model
   */
  public Outputs(Run run, boolean overwrite, Predicate<Path> untouchable) {
    this(run, (name, value) -> false, overwrite, untouchable);
  }

  /**
   * @param standard which settings of a run are defaults, as {@link Settings#differing} has it
   */
  public Outputs(
      Run run,
      BiPredicate<String, String> standard,
      boolean overwrite,
      Predicate<Path> untouchable) {
    this.run = run;
    this.standard = standard;
    this.overwrite = overwrite;
    this.untouchable = untouchable;
  }

  /**
   * Asks before a long job whether a file could be written.
   *
   * @throws RobustJException if not
   */
  public void require(Path target) {
    Path place = RealPath.of(target);
    Writable.requireFile(target, place);
    for (Path input : run.from())
      if (RealPath.leads(input, place)) throw refusal(target, "is an input of this command");
    if (untouchable.test(place)) throw refusal(target, "is a part of a model");
    if (!Files.exists(place)) return;
    WrittenFiles.Finding found = find(place);
    switch (found.kind()) {
      case SAME_RUN -> {}
      case OTHER_RUN ->
          requireOverwrite(
              target, "holds the result of another run: " + run.differences(found.by(), standard));
      case CHANGED -> requireOverwrite(target, "was changed after RobustJ had written it");
      case FOREIGN -> {
        for (Path input : run.from())
          if (RealPath.within(place, input)) throw refusal(target, "belongs to the input " + input);
        requireOverwrite(target, "exists and RobustJ did not write it");
      }
    }
  }

  /**
   * Refuses a result that would lie among what is read: the next run would take it for data.
   *
   * @param data folder of a data set; others may lie in a folder of their own in it
   * @throws RobustJException if it would
   */
  public void requireApart(Path target, Path data) {
    Path folder = RealPath.of(target).getParent();
    if (!RealPath.within(folder, data)) return;
    if (RealPath.same(folder, data) || holdsForeign(folder))
      throw new RobustJException(
          "%s would lie in the data, %s, and the next run would read it as such; choose another folder."
              .formatted(target, folder));
  }

  private boolean holdsForeign(Path folder) {
    if (!Files.isDirectory(folder)) return false;
    try (Stream<Path> list = Files.list(folder)) {
      WrittenFiles own = WrittenFiles.in(folder);
      return list.anyMatch(
          file ->
              !Files.isDirectory(file)
                  && !file.getFileName().toString().startsWith(".")
                  && !own.knows(file)
                  && !untouchable.test(file));
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
  }

  /**
   * Writes a file and remembers it as RobustJ's own.
   *
   * @param writer of a whole file, by {@link AtomicFiles#write}
   * @throws RobustJException as {@link #require}, or if it cannot be written
   */
  public void write(Path target, Consumer<Path> writer) {
    require(target);
    WRITING.set(this);
    try {
      writer.accept(target);
      written.add(RealPath.of(target));
    } finally {
      WRITING.remove();
    }
  }

  /**
   * Whether a result is there that need not be made again: an earlier run of the same wrote it.
   *
   * @throws RobustJException as {@link #require}, if something else is there
   */
  public boolean has(Path target) {
    Path place = RealPath.of(target);
    if (!Files.isRegularFile(place)) return false;
    if (find(place).kind() == WrittenFiles.Kind.SAME_RUN) return true;
    require(target);
    return false;
  }

  /**
   * Removes what an earlier run wrote and this one has not to say: one of the same, or any where
   * the user wants others overwritten; else nothing. What this run wrote stays: the result of one
   * image may have the name that another one's would have had.
   */
  public void remove(Path target) {
    Path place = RealPath.of(target);
    if (!Files.isRegularFile(place) || written.contains(place)) return;
    WrittenFiles.Kind kind = find(place).kind();
    if (kind != WrittenFiles.Kind.SAME_RUN && !(overwrite && kind == WrittenFiles.Kind.OTHER_RUN))
      return;
    try {
      Files.delete(place);
    } catch (IOException e) {
      throw WriteFailure.sentence(target, e);
    }
  }

  /**
   * The number under which tables of several runs lie in one folder beside each other: 1 for the
   * plain names, else the first that no other run has taken.
   *
   * @param tables the plain names of tables that belong together
   */
  public int number(List<Path> tables) {
    int number = 1;
    while (takenByOther(tables, number)) number++;
    return number;
  }

  /** {@code table-2.csv} of {@code table.csv}; the same for 1. */
  public static Path numbered(Path table, int number) {
    if (number == 1) return table;
    String name = table.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return table.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
  }

  private boolean takenByOther(List<Path> tables, int number) {
    for (Path table : tables) {
      Path place = RealPath.of(numbered(table, number));
      if (Files.isRegularFile(place) && find(place).kind() == WrittenFiles.Kind.OTHER_RUN)
        return true;
    }
    return false;
  }

  /** A file is complete under its temporary name; called before it is moved. */
  static void announce(String sum, Path place) throws IOException {
    Outputs writing = WRITING.get();
    if (writing == null) return;
    WrittenFiles.in(place.getParent()).add(sum, place.getFileName().toString(), writing.run);
  }

  private WrittenFiles.Finding find(Path place) {
    try {
      return WrittenFiles.in(place.getParent()).find(place, run, standard);
    } catch (IOException e) {
      throw ReadFailure.sentence(place, e);
    }
  }

  private void requireOverwrite(Path target, String why) {
    if (!overwrite)
      throw new RobustJException(
          "%s %s; choose another name or folder, or set the option overwrite."
              .formatted(target, why));
  }

  private static RobustJException refusal(Path target, String why) {
    return new RobustJException(
        "%s %s and is never replaced; choose another name or folder.".formatted(target, why));
  }
}
