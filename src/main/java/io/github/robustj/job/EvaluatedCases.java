package io.github.robustj.job;

import io.github.robustj.attack.EpsilonUnit;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CorruptionEvaluation.CaseReader;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.option.Key;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
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
 * @param known which of them the training may have had, a sentence
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
    Optional<String> known,
    long largest,
    String checksum,
    Map<String, String> sums) {

  /**
   * @throws RobustJException if there is no case that can be used, or an option does not suit the
   *     model
   */
  static EvaluatedCases of(EvaluateJob job, OpenModel open, JobListener listener) {
    Reading reading = Reading.of(job, open, listener);
    return of(reading, reading.files, listener);
  }

  /**
   * One of them alone, as it is among all.
   *
   * @throws RobustJException if it cannot be used, or is not there, or an option does not suit the
   *     model
   */
  static EvaluatedCases of(EvaluateJob job, OpenModel open, String name, JobListener listener) {
    Reading reading = Reading.of(job, open, listener);
    List<CaseFiles> alone = reading.files.stream().filter(c -> c.name().equals(name)).toList();
    if (alone.isEmpty())
      throw new RobustJException("The case %s is not in %s any more.".formatted(name, job.data()));
    return of(reading, alone, listener);
  }

  private static EvaluatedCases of(Reading reading, List<CaseFiles> wanted, JobListener listener) {
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
                readers.add(() -> reading.read(files));
                changed.add(change -> reading.read(files, change));
              });
    }
    if (readers.isEmpty()) failures.requireNone(all, "cases");
    reading.tell(failures, listener);
    return new EvaluatedCases(
        reading.task,
        readers,
        changed,
        names,
        failures.sentences(),
        reading.known,
        largest[0],
        checksum.text(),
        sums);
  }

  /**
   * How cases are read, one at a time, since readers take notes.
   *
   * @param unit of the epsilons
   * @param patient of each, by its name
   */
  private record Reading(
      Task<?> task,
      AnnotatedCases.Encoder encoder,
      Function<UnaryOperator<Image>, AnnotatedCases.Encoder> changed,
      EvaluationAim aim,
      EpsilonUnit unit,
      List<CaseFiles> files,
      UnaryOperator<String> patient,
      Optional<String> known) {

    static Reading of(EvaluateJob job, OpenModel open, JobListener listener) {
      AnnotatedCases cases = annotated(job, open);
      Dataset dataset = cases.dataset();
      Selection selection = Selection.of(dataset, job.split());
      selection.notes().forEach(listener::log);
      List<CaseFiles> files = selection.evaluated();
      KnownPatients trained = KnownPatients.of(open.description().training(), job.group(), dataset);
      cases.tell(files, listener);
      Task<?> task = cases.measured(open.task(), files);
      int channels = open.description().network().inputChannels();
      Function<Image, SeenImage> sight = open.sight(listener)::see;
      return new Reading(
          task,
          cases.encoder(task, sight, channels),
          change -> cases.encoder(task, sight.compose(change), channels),
          job.aim(),
          job.attack().unit(),
          files,
          trained.patient(),
          trained.among(files));
    }

    private static AnnotatedCases annotated(EvaluateJob job, OpenModel open) {
      EvaluateJob.Points points = job.points();
      if (!points.equals(EvaluateJob.Points.NONE))
        requireTaken(
            EvaluationTable.MEASUREMENTS, "pixel_size, measurements and y_origin have", job, open);
      if (job.unannotated().isPresent())
        requireTaken(OptionTable.UNANNOTATED, "unannotated has", job, open);
      return TaskType.named(open.task().name())
          .read(
              job.data(),
              new AnnotatedCases.Reading(
                  "",
                  points.yOrigin(),
                  points.pixelSize(),
                  points.measurements(),
                  job.unannotated()));
    }

    private static void requireTaken(Key<?> key, String have, EvaluateJob job, OpenModel open) {
      TaskType type = TaskType.named(open.task().name());
      if (type.takes(key.name())) return;
      throw new RobustJException(
          "The model %s %s, where %s no effect; leave %s out."
              .formatted(job.model(), type.verb(), have, have.contains(",") ? "them" : "it"));
    }

    synchronized EvaluationCase read(CaseFiles file) {
      return aim.of(encoder.read(file), task, file.images().get(0))
          .of(patient.apply(file.name()))
          .in(unit);
    }

    /** Attacked nowhere, so that neither target nor region is read. */
    synchronized EvaluationCase read(CaseFiles file, UnaryOperator<Image> change) {
      return new EvaluationCase(changed.apply(change).read(file)).of(patient.apply(file.name()));
    }

    void tell(Failures failures, JobListener listener) {
      failures
          .sentences()
          .forEach((name, why) -> listener.log("the case " + name + " failed: " + why));
      encoder.warnings().forEach(listener::log);
      known.ifPresent(listener::log);
    }
  }
}
