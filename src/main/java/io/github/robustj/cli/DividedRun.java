package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OutputLock;
import io.github.robustj.job.ComputationTable;
import io.github.robustj.job.DivisionTable;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.ImageFilesTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.Version;
import io.github.robustj.parts.DividedCommand;
import io.github.robustj.parts.PartStore;
import io.github.robustj.parts.Shard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a verb is run: as a whole, as a share of its parts ({@code --shard}), all parts by a cluster
 * and then the whole ({@code --cluster}), or the whole behind parts that are finished ({@code
 * merge}). What is found of parts is kept as they end, so that a process that is killed loses those
 * in work alone.
 *
 * @param verb its name
 * @param keys its options
 * @param session whose progress is that of the whole run, parts and what joins them
 */
record DividedRun(
    String verb, List<Key<?>> keys, Verb.Call call, Verb.Session session, Stages stages) {

  /** Do not change what is found, or say how the work is divided. */
  private static final List<Key<?>> NOT_OF_THE_WORK =
      List.of(
          DivisionTable.SHARD,
          DivisionTable.CLUSTER,
          OptionTable.OVERWRITE,
          OptionTable.RESUME,
          ComputationTable.GPU_MEMORY,
          EvaluationTable.PARALLEL_CASES);

  /**
   * @param given from it the session of the run is made
   */
  static DividedRun of(Verb verb, Verb.Call call, Verb.Session given) {
    Stages stages = new Stages(given.listener());
    Verb.Session session = new Verb.Session(given.engine(), stages, given.out());
    return new DividedRun(verb.name(), verb.keys(), call, session, stages);
  }

  /** The master of the cluster that is to do the work. */
  static Optional<String> cluster(Options options) {
    return options.has(DivisionTable.CLUSTER)
        ? options.get(DivisionTable.CLUSTER)
        : Optional.empty();
  }

  /**
   * @throws RobustJException if both a share and a cluster are wanted
   */
  static void requireOneWay(Options options) {
    if (cluster(options).isPresent() && options.get(DivisionTable.SHARD).isPresent())
      throw new RobustJException(
          "The options shard and cluster exclude each other: a cluster does all parts; leave one of"
              + " them out.");
  }

  Options options() {
    return call.options();
  }

  Path out() {
    return options().get(OptionTable.OUT);
  }

  /** Of verbs with one. */
  Path model() {
    return options().get(OptionTable.MODEL);
  }

  /** How verbs that work on images draw what is found. */
  ImageFilesTable.Overlay overlay() {
    return options().get(ImageFilesTable.OVERLAY);
  }

  /** Whether the verb does its work itself. */
  boolean isWhole() {
    return call.finished().isEmpty() && !isShare() && cluster(options()).isEmpty();
  }

  /** Whether parts that others have done are joined. */
  boolean isMerge() {
    return call.finished().isPresent();
  }

  boolean isShare() {
    return options().get(DivisionTable.SHARD).isPresent();
  }

  /**
   * Does the parts of a share that are not finished yet, and writes no results.
   *
   * @throws RobustJException naming those that failed, if any did
   */
  <R> void share(Division<R> division) {
    Shard shard = options().get(DivisionTable.SHARD).orElseThrow();
    requireParts(division);
    PartStore store = open(division);
    List<String> all = store.command().parts();
    List<String> own = shard.of(all);
    if (own.isEmpty()) {
      tell("Shard %s has nothing to do: there are %d parts.".formatted(shard, all.size()));
      return;
    }
    try (OutputLock lock = store.lock(shard)) {
      Map<String, String> failed = new PartsRun<>(division, store, session).of(own);
      tell(
          "shard %s: %d of %d parts are finished in %s"
              .formatted(shard, own.size() - failed.size(), own.size(), store.folder()));
      if (!failed.isEmpty()) throw PartsRun.failures(failed, own.size());
    }
    tell(left(store, all.size()));
  }

  private void tell(String line) {
    session.out().println(line);
  }

  /** Damaged ones are looked for where all seem to be there. */
  private String left(PartStore store, int all) {
    long absent = store.absent();
    long missing = absent == 0 ? store.missing().size() : absent;
    return missing == 0
        ? "No part is missing; robustj merge --out %s writes the results.".formatted(out())
        : "%s missing yet.".formatted(JoinedParts.are(missing, all));
  }

  private <R> void requireParts(Division<R> division) {
    if (division.parts().isEmpty())
      throw new RobustJException(
          "There is nothing that could be divided: a universal perturbation is searched over all"
              + " cases together; leave shard out.");
  }

  /**
   * The finished parts that the undivided command is to find; empty if it does its work itself.
   *
   * @throws RobustJException if parts are missing, or failed where none may
   */
  <R> Optional<PartStore> finished(Division<R> division) {
    if (isMerge()) {
      new JoinedParts(this, division, call.finished().get()).require();
      return call.finished();
    }
    if (cluster(options()).isEmpty()) return Optional.empty();
    PartStore store = open(division);
    stages.first(division.share());
    Map<String, String> failed = new PartsRun<>(division, store, session).ofAll();
    stages.rest();
    if (!failed.isEmpty() && !division.goesOnWithoutFailed())
      throw PartsRun.failures(failed, division.parts().size());
    return Optional.of(store);
  }

  /** Whether what the verb finds itself of images is kept, so that it can go on with it. */
  boolean isResumed() {
    return isWhole() && options().get(ImageFilesTable.RESUME);
  }

  /** Where what the verb finds itself is kept until the results are written. */
  PartStore kept(Division<?> division) {
    PartStore store = open(division);
    long there = division.parts().size() - store.absent();
    if (there > 0)
      session
          .listener()
          .log(
              "%d of %d parts were finished before; going on with the others"
                  .formatted(there, division.parts().size()));
    return store;
  }

  /**
   * After the results are written: what was kept of the parts is not needed any more. Where others
   * may still do shares of it, it stays known that all were joined.
   */
  void end(PartStore store) {
    store.end(isMerge());
  }

  private PartStore open(Division<?> division) {
    return PartStore.open(
        PartStore.place(out()),
        command(division),
        options().get(OptionTable.OVERWRITE),
        Keys.standard(keys),
        session.listener()::log);
  }

  /** The command as it is given now. */
  DividedCommand command(Division<?> division) {
    Map<String, Object> typed = options().typed();
    NOT_OF_THE_WORK.forEach(key -> typed.remove(key.name()));
    return new DividedCommand(
        verb, Version.text(), folder(), typed, division.sums(), division.parts());
  }

  /** Empty if no path is seen from it. */
  private String folder() {
    return RelativePaths.areAmong(options(), keys) ? Path.of("").toAbsolutePath().toString() : "";
  }
}
