package io.github.robustj.cli;

import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.parts.PartStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Parts of a command that shares or a cluster have finished and nobody has joined, where the same
 * command is now given to do its work by itself.
 *
 * @param run the command
 */
record EarlierParts(DividedRun run) {

  /**
   * Those that the command is to find, if it goes on ({@code --resume}); else says that they are
   * there. Parts of another command, or of other data, are left as they are.
   *
   * @param division made only where there are some
   */
  <R> Optional<PartStore> found(Supplier<Division<R>> division) {
    Optional<PartStore> there =
        PartStore.left(PartStore.place(run.out()), run.session().listener()::log);
    if (there.isEmpty()) return there;
    PartStore store = there.get();
    boolean resumed = run.options().get(OptionTable.RESUME);
    if (!resumed && run.options().get(OptionTable.OVERWRITE)) return Optional.empty();
    Division<R> now = division.get();
    Optional<String> difference =
        run.command(now).difference(store.command(), Keys.standard(run.keys()));
    if (difference.isPresent())
      say(
          "%s holds finished parts of another run, which are not used: %s."
              .formatted(store.folder(), difference.get()));
    else if (!resumed)
      say(
          "%s holds finished parts of a divided run, which are not used; the option resume takes them, and robustj merge once all are finished."
              .formatted(store.folder()));
    if (difference.isPresent() || !resumed) return Optional.empty();
    new JoinedParts(run, now, store).discardChanged();
    List<String> parts = store.command().parts();
    say(
        "%d of %d parts were finished by a divided run and are taken from %s"
            .formatted(parts.size() - store.missing().size(), parts.size(), store.folder()));
    return there;
  }

  private void say(String line) {
    run.session().listener().log(line);
  }
}
