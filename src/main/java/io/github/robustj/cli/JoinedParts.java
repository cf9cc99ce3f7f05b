package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Keys;
import io.github.robustj.parts.PartStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts that others have done and a run is to join: whether they are its own, and all there.
 *
 * @param division of the run, as it is now
 * @param store in which they lie
 */
record JoinedParts(DividedRun run, Division<?> division, PartStore store) {

  /** Names of parts that a sentence has. */
  private static final int SHOWN = 10;

  /**
   * @throws RobustJException if they are of other data, parts are missing, or failed where none may
   */
  void require() {
    run.command(division)
        .difference(store.command(), Keys.standard(run.keys()))
        .ifPresent(
            difference -> {
              throw new RobustJException(
                  "The parts in %s are not of the data and models that are there now: %s; bring back what was there, or begin anew with the option overwrite."
                      .formatted(store.folder(), difference));
            });
    discardChanged();
    List<String> missing = store.missing();
    if (!missing.isEmpty()) throw missing(missing);
    Map<String, String> failed = new LinkedHashMap<>();
    for (String part : division.goesOnWithoutFailed() ? List.<String>of() : division.parts())
      store.failure(part).ifPresent(why -> failed.put(part, why));
    failed.forEach((part, why) -> log(part + " failed: " + why));
    if (!failed.isEmpty()) throw PartsRun.failures(failed, division.parts().size());
  }

  /** Lets parts whose data have changed since be done again. */
  void discardChanged() {
    for (String part : division.parts())
      if (store.result(part).filter(kept -> !division.isCurrent(part, kept)).isPresent()) {
        log(
            part
                + " has changed since, or what was found of it is damaged or of another version of"
                + " RobustJ; it is discarded");
        store.discard(part);
      }
  }

  private void log(String line) {
    run.session().listener().log(line);
  }

  private RobustJException missing(List<String> missing) {
    return new RobustJException(
        "%s missing in %s: %s; wait for the shards that run, or run %s as before with --shard 1/1, which does only what is missing."
            .formatted(
                are(missing.size(), store.command().parts().size()),
                store.folder(),
                shown(missing),
                run.verb()));
  }

  private static String shown(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? some + ", ..." : some;
  }

  /** As in {@code 2 of 4 parts are}. */
  static String are(long some, int all) {
    return "%d of %d parts %s".formatted(some, all, some == 1 ? "is" : "are");
  }
}
