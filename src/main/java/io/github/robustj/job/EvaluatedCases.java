package io.github.robustj.job;

import io.github.robustj.attack.EpsilonUnit;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.CorruptionEvaluation.CaseReader;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.evaluation.NamedCase;
import io.github.robustj.evaluation.check.Answer;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The cases that an evaluation measures on. They were read once, so that damaged ones are found
 * before hours of attacks, and are read again one by one when they are measured.
 *
 * @param task with what it needs to know of the data
 * @param readers of those that can be used, at least one
 * @param changed the same, whose images are changed before the network sees them
 * @param names of these
 * @param failed why others cannot be used, a sentence by name
 * @param unknown whether they are new to the model
 * @param largest how many values the largest of their images have, all slices together
 * @param checksum of what the network sees of those that can be used, see {@link Checksum}
 * @param sums the same of each alone, by its name
 */
record EvaluatedCases(
    Task<?> task,
    List<Supplier<EvaluationCase>> readers,
    List<CaseReader> changed,
    List<String> names,
    Map<String, String> failed,
    Answer unknown,
    long largest,
    String checksum,
    Map<String, String> sums) {

  /**
   * @throws RobustJException if there is no case that can be used, or an option does not suit the
   *     model
   */
  static EvaluatedCases of(EvaluateJob job, OpenModel open, JobListener listener) {
    ListedCases listed = ListedCases.of(job, open, listener);
    return of(Reading.of(job, open, listed, listener), listed.files(), false, listener);
  }

  /**
   * One of them alone, as it is among all. It stays in memory, so that it is read once.
   *
   * @throws RobustJException if it cannot be used, or is not there, or an option does not suit the
   *     model
   */
  static EvaluatedCases of(EvaluateCaseJob job, OpenModel open, JobListener listener) {
    ListedCases listed = ListedCases.shared(job.run(), job.whole(), open);
    CaseFiles alone =
        listed
            .named(job.name())
            .orElseThrow(
                () ->
                    new RobustJException(
                        "The case %s is not in %s any more."
                            .formatted(job.name(), job.whole().data())));
    return of(Reading.of(job.whole(), open, listed, listener), List.of(alone), true, listener);
  }

  /** The same words for a case as a part and among all, which a log of both has once. */
  static String failed(String name, String why) {
    return "the case " + name + " failed: " + why;
  }

  private static EvaluatedCases of(
      Reading reading, List<CaseFiles> wanted, boolean keeping, JobListener listener) {
    Checksum checksum = new Checksum();
    Map<String, String> sums = new LinkedHashMap<>();
    Failures failures = new Failures();
    List<Supplier<EvaluationCase>> readers = new ArrayList<>();
    List<CaseReader> changed = new ArrayList<>();
    List<String> names = new ArrayList<>();
    long[] largest = new long[1];
    int all = wanted.size();
    for (int i = 0; i < all; i++) {
      CaseFiles files = wanted.get(i);
      listener.check();
      listener.preparing(
          (double) i / all, "checking %s, %d of %d".formatted(files.name(), i + 1, all));
      failures
          .attempt(files.name(), () -> reading.read(files))
          .ifPresent(
              read -> {
                checksum.add(read);
                sums.put(read.name(), Checksum.of(read));
                names.add(read.name());
                largest[0] = Math.max(largest[0], read.images().data().length);
                readers.add(
                    new NamedCase(read.name(), keeping ? () -> read : () -> reading.read(files)));
                changed.add(new Changed(read.name(), change -> reading.read(files, change)));
              });
    }
    if (readers.isEmpty()) failures.requireNone(all, "cases");
    reading.tell(failures, listener);
    return new EvaluatedCases(
        reading.listed.task(),
        readers,
        changed,
        names,
        failures.sentences(),
        reading.listed.unknown(),
        largest[0],
        checksum.text(),
        sums);
  }

  /** One whose image is changed. */
  private record Changed(String known, CaseReader reader) implements CaseReader {

    @Override
    public EvaluationCase apply(UnaryOperator<Image> change) {
      return reader.apply(change);
    }

    @Override
    public Optional<String> name() {
      return Optional.of(known);
    }
  }

  /**
   * How cases are read, one at a time, since readers take notes.
   *
   * @param unit of the epsilons
   */
  private record Reading(
      ListedCases listed,
      AnnotatedCases.Encoder encoder,
      Function<UnaryOperator<Image>, AnnotatedCases.Encoder> changed,
      EvaluationAim aim,
      EpsilonUnit unit) {

    static Reading of(EvaluateJob job, OpenModel open, ListedCases listed, JobListener listener) {
      AnnotatedCases cases = listed.cases();
      int channels = open.description().network().inputChannels();
      Function<Image, SeenImage> sight = open.sight(listener)::see;
      return new Reading(
          listed,
          cases.encoder(listed.task(), sight, channels),
          change -> cases.encoder(listed.task(), sight.compose(change), channels),
          job.aim(),
          job.attack().unit());
    }

    synchronized EvaluationCase read(CaseFiles file) {
      return aim.of(encoder.read(file), listed.task(), file.images().get(0))
          .of(listed.patient().apply(file.name()))
          .in(unit);
    }

    /** Attacked nowhere, so that neither target nor region is read. */
    synchronized EvaluationCase read(CaseFiles file, UnaryOperator<Image> change) {
      return new EvaluationCase(changed.apply(change).read(file))
          .of(listed.patient().apply(file.name()));
    }

    void tell(Failures failures, JobListener listener) {
      failures.sentences().forEach((name, why) -> listener.log(failed(name, why)));
      encoder.warnings().forEach(listener::log);
      if (listed.unknown().outcome() == Outcome.FLAG) listener.log(listed.unknown().sentence());
    }
  }
}
