package io.github.robustj.parts;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.Writable;
import io.github.robustj.file.WriteFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The folder in which the finished parts of a command lie until they are joined: {@code run.json}
 * says which command that is, every part has a file of its own. Any number of processes may add
 * parts at the same time; the same part done twice is the same.
 */
public final class PartStore {

  private final Path folder;
  private final PartsFolder place;
  private final DividedCommand command;
  private final RunWatch watch;
  private final Consumer<String> log;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> failedHere = new HashSet<>();

  /**
   * @param written the command as it is on disk
   */
  private PartStore(
      Path folder, DividedCommand command, DividedCommand written, Consumer<String> log) {
    this.folder = folder;
    this.place = new PartsFolder(folder);
    this.command = command;
    this.watch = new RunWatch(folder, written);
    this.log = log;
    for (String part : command.parts()) places.put(part, places.size() + 1);
  }

  /** Where the parts of a command lie that writes there: in a folder, or beside a file. */
  public static Path place(Path out) {
    String name = String.valueOf(out.getFileName());
    return name.endsWith(".json")
        ? out.resolveSibling(name.substring(0, name.length() - ".json".length()) + "-parts")
        : out.resolve("parts");
  }

  /**
   * Joins those who do the parts of a command, or begins.
   *
   * @param anew whether what is there of another command, or was joined before, may be lost
   * @param standard which options are defaults, as {@link DividedCommand#difference} has it
   * @throws RobustJException if there are parts of another command, or all were joined
   */
  public static PartStore open(
      Path folder,
      DividedCommand command,
      boolean anew,
      BiPredicate<String, String> standard,
      Consumer<String> log) {
    Writable.requireIn(folder);
    try (OutputLock lock = new PartsFolder(folder).lock()) {
      Optional<RunFile> there = anew ? RunFile.readable(folder) : RunFile.read(folder);
      Optional<String> difference =
          there.flatMap(c -> command.difference(c.run(), standard)).or(() -> damage(there, folder));
      boolean joined = there.map(RunFile::joined).orElse(false);
      if (difference.isPresent() && !anew && !joined) throw other(folder, difference.get());
      if (difference.isEmpty() && joined && !anew) throw alreadyJoined(folder);
      if (there.isPresent() && difference.isEmpty() && !joined)
        return new PartStore(folder, command, there.get().run(), log);
      return begun(folder, command, log);
    }
  }

  private static PartStore begun(Path folder, DividedCommand command, Consumer<String> log) {
    new PartsFolder(folder).begin(command);
    DividedCommand written = RunFile.read(folder).map(RunFile::run).orElse(command);
    return new PartStore(folder, command, written, log);
  }

  private static Optional<String> damage(Optional<RunFile> there, Path folder) {
    boolean empty = there.isPresent() || !Files.exists(RunFile.in(folder));
    return empty ? Optional.empty() : Optional.of("its file run.json is damaged");
  }

  private static RobustJException other(Path folder, String difference) {
    return new RobustJException(
        "%s holds finished parts of another run: %s; give what was given then, or set overwrite to begin anew, or choose another out."
            .formatted(folder, difference));
  }

  private static RobustJException alreadyJoined(Path folder) {
    return new RobustJException(
        "The parts in %s were merged before, and the results are there; set overwrite to begin anew, or choose another out."
            .formatted(folder));
  }

  /**
   * The parts that lie there.
   *
   * @throws RobustJException if there are none, or they were joined before
   */
  public static PartStore in(Path folder, Consumer<String> log) {
    RunFile there =
        RunFile.read(folder)
            .orElseThrow(
                () ->
                    new RobustJException(
                        new PartsFolder(folder).isEmpty()
                            ? "There are no finished parts in %s; run predict, attack, evaluate or compare with the option shard first."
                                .formatted(folder)
                            : "The parts in %s cannot be merged, since %s, which says of which command they are, is gone; bring it back, or run their shares anew."
                                .formatted(folder, RunFile.in(folder).getFileName())));
    if (there.joined())
      throw new RobustJException(
          "The parts in %s were merged before, and the results are there; to begin anew, run %s as before with the option overwrite."
              .formatted(folder, there.run().command()));
    return new PartStore(folder, there.run(), there.run(), log);
  }

  /** The parts that lie there and were not joined, if there are any that can be used. */
  public static Optional<PartStore> left(Path folder, Consumer<String> log) {
    return RunFile.readable(folder)
        .filter(there -> !there.joined())
        .map(there -> new PartStore(folder, there.run(), there.run(), log));
  }

  public Path folder() {
    return folder;
  }

  /** What was divided. */
  public DividedCommand command() {
    return command;
  }

  /**
   * The sole right to do a share of it; that there are shares stays known.
   *
   * @throws RobustJException if another process has it, or all were joined meanwhile
   */
  public OutputLock lock(Shard shard) {
    try (OutputLock lock = place.lock()) {
      watch.require();
      RunFile there = RunFile.read(folder).orElseThrow();
      if (!there.shared()) there.asShared().write(folder);
    }
    return OutputLock.on(folder.resolve("shard %d of %d".formatted(shard.index(), shard.count())));
  }

  /** Whether it is one of those that the command was divided into. */
  public boolean has(String part) {
    return places.containsKey(part);
  }

  /** The bytes of a finished part's result; empty if it is not finished, or damaged. */
  public Optional<byte[]> result(String part) {
    return read(part).filter(PartFile::isResult).map(PartFile::content);
  }

  /** Why a part has failed, a sentence; empty if it has not. */
  public Optional<String> failure(String part) {
    return read(part)
        .filter(found -> !found.isResult())
        .map(found -> new String(found.content(), StandardCharsets.UTF_8));
  }

  private Optional<PartFile> read(String part) {
    Path file = file(part);
    if (!Files.exists(file)) return Optional.empty();
    Optional<PartFile> found = PartFile.read(file).filter(its -> its.name().equals(part));
    if (found.isEmpty()) log.accept("%s is damaged; %s counts as missing".formatted(file, part));
    return found;
  }

  /**
   * @throws WriteFailure if it cannot be written, or the parts that are there now are not of this
   *     command any more
   */
  public void keep(String part, byte[] result) {
    watch.require();
    new PartFile(part, true, result).write(file(part));
  }

  /**
   * Where another process did not finish it meanwhile.
   *
   * @param sentence why it failed
   * @throws WriteFailure as {@link #keep}
   */
  public void fail(String part, String sentence) {
    watch.require();
    failedHere.add(part);
    if (result(part).isPresent()) return;
    new PartFile(part, false, sentence.getBytes(StandardCharsets.UTF_8)).write(file(part));
  }

  /** Parts that have failed since this was opened, and were logged then; empty if none. */
  public Set<String> failedHere() {
    return Set.copyOf(failedHere);
  }

  /** Lets a part be done again. */
  public void discard(String part) {
    PartsFolder.delete(file(part));
  }

  /** Those that are neither finished nor failed, in their order. */
  public List<String> missing() {
    return command.parts().stream().filter(part -> read(part).isEmpty()).toList();
  }

  /** How many have left nothing, as far as the names of files tell. */
  public long absent() {
    return command.parts().stream().filter(part -> !Files.exists(file(part))).count();
  }

  /** The place of a part in their order, which is unique, and of its name what any disk takes. */
  private Path file(String part) {
    Integer place = places.get(part);
    if (place == null) throw new IllegalArgumentException("no part " + part);
    String name = part.replaceAll("[^A-Za-z0-9._-]+", "_");
    String head = name.substring(0, Math.min(name.length(), 60));
    return folder.resolve("%06d-%s%s".formatted(place, head, PartsFolder.ENDING));
  }

  /**
   * After the results are written: the parts go. That they were joined stays known where others may
   * come for a share of them.
   *
   * @param others whether they may in any case
   */
  public void end(boolean others) {
    place.end(command, others);
  }

  /** Where nobody has a share and no part has left anything: nothing hinders another run. */
  public void removeIfEmpty() {
    place.removeIf(() -> absent() == places.size());
  }
}
