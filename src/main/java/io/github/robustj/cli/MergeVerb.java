package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.RealPath;
import io.github.robustj.job.ComputeOptions;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.parts.DividedCommand;
import io.github.robustj.parts.PartStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code robustj merge}: the results of a command whose parts were done by others, as the command
 * itself writes them.
 */
final class MergeVerb {

  static final Verb VERB =
      new Verb(
          "merge",
          "Write the results of a command whose parts are finished.",
          Keys.join(OptionTable.MERGE, OptionTable.WRITE),
          MergeVerb::run);

  private MergeVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Path place = place(call.options().get(OptionTable.OUT));
    PartStore store = PartStore.in(place, session.listener()::log);
    DividedCommand command = store.command();
    Verb verb = verb(command, store);
    Map<String, Object> given = new TreeMap<>(command.options());
    given.putAll(paths(command, verb, store));
    given.put(OptionTable.OVERWRITE.name(), call.options().get(OptionTable.OVERWRITE));
    Options options = Options.of(given, verb.keys());
    verb.action()
        .run(
            new Verb.Call(options, List.of(), Optional.of(store)),
            new Verb.Session(
                session.engine().with(ComputeOptions.from(options)),
                session.listener(),
                session.out()));
  }

  /** Where the parts lie; of a folder that has only one such file in it, also that file's. */
  private static Path place(Path out) {
    Path own = PartStore.place(out);
    if (Files.isDirectory(own) || !Files.isDirectory(out)) return own;
    try (Stream<Path> list = Files.list(out)) {
      List<Path> found =
          list.filter(f -> f.getFileName().toString().endsWith("-parts"))
              .filter(f -> Files.exists(f.resolve("run.json")))
              .sorted()
              .toList();
      if (found.size() > 1)
        throw new RobustJException(
            "%s has the parts of %d commands; name the file of one as out, as in %s."
                .formatted(
                    out, found.size(), found.get(0).toString().replaceAll("-parts$", ".json")));
      return found.isEmpty() ? own : found.get(0);
    } catch (IOException e) {
      throw ReadFailure.sentence(out, e);
    }
  }

  private static Verb verb(DividedCommand command, PartStore store) {
    return Main.verbs().stream()
        .filter(verb -> verb.name().equals(command.command()))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The parts in %s are of the command %s, which this version of RobustJ has not."
                        .formatted(store.folder(), command.command())));
  }

  /**
   * The paths of the command from where they lead to the parts: the folder in which it was given,
   * or this one, if that one was moved or is called otherwise here.
   */
  private static Map<String, Object> paths(DividedCommand command, Verb verb, PartStore store) {
    Path here = Path.of("").toAbsolutePath();
    Path made = here.resolve(command.folder());
    boolean elsewhere = !made.equals(here);
    Options typed = Options.of(command.options(), verb.keys());
    Path out = typed.get(OptionTable.OUT);
    if (leads(made.resolve(out), store))
      return elsewhere ? RelativePaths.seenFrom(made, typed, verb.keys()) : Map.of();
    if (elsewhere && !out.isAbsolute() && leads(out, store)) return Map.of();
    throw new RobustJException(
        elsewhere
            ? "The parts in %s were made in the folder %s, from which their paths are seen, but this is %s; run merge there."
                .formatted(store.folder(), made, here)
            : "The parts in %s were made for out=%s, but lie elsewhere now; move them back, or run their command again with the new out."
                .formatted(store.folder(), out));
  }

  private static boolean leads(Path out, PartStore store) {
    return RealPath.same(PartStore.place(out), store.folder());
  }
}
