package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.check.Answer;
import io.github.robustj.option.Key;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The cases that an evaluation measures on, before any of them is read but what the task must know.
 *
 * @param task with what it needs to know of the data
 * @param byName the cases in their order
 * @param patient of each, by its name
 * @param unknown whether they are new to the model
 */
record ListedCases(
    AnnotatedCases cases,
    Task<?> task,
    Map<String, CaseFiles> byName,
    UnaryOperator<String> patient,
    Answer unknown) {

  /** What parts of a run have found, for the others of it that are done in this process. */
  private static SoftReference<Shared> last = new SoftReference<>(null);

  private record Shared(String run, Map<Question, ListedCases> listed) {}

  /** All of a job that decides what is listed. */
  private record Question(
      Path model,
      Path data,
      Optional<Path> split,
      EvaluateJob.Points points,
      Optional<Path> unannotated,
      String group) {

    static Question of(EvaluateJob job) {
      return new Question(
          job.model(), job.data(), job.split(), job.points(), job.unannotated(), job.group());
    }
  }

  /**
   * @throws RobustJException if the folder cannot be read, or an option does not suit the model
   */
  static ListedCases of(EvaluateJob job, OpenModel open, JobListener listener) {
    AnnotatedCases cases = annotated(job, open);
    Dataset dataset = cases.dataset();
    Selection selection = Selection.of(dataset, job.split());
    selection.notes().forEach(listener::log);
    List<CaseFiles> files = selection.evaluated();
    KnownPatients trained = KnownPatients.of(open.description().training(), job.group(), dataset);
    cases.tell(files, listener);
    Map<String, CaseFiles> byName = new LinkedHashMap<>();
    files.forEach(one -> byName.put(one.name(), one));
    return new ListedCases(
        cases,
        cases.measured(open.task(), files),
        byName,
        trained.patient(),
        trained.answer(files));
  }

  /**
   * The same, found once in a process for all parts of a run: else every part would list all cases,
   * and the time would grow with their square. What changes meanwhile, the merge finds by the
   * checksums of the cases.
   *
   * @param run whose parts these are
   * @throws RobustJException as {@link #of}
   */
  static ListedCases shared(String run, EvaluateJob job, OpenModel open) {
    synchronized (Shared.class) {
      Shared shared = last.get();
      if (shared == null || !shared.run.equals(run)) {
        shared = new Shared(run, new HashMap<>());
        last = new SoftReference<>(shared);
      }
      return shared.listed.computeIfAbsent(
          Question.of(job), question -> of(job, open, JobListener.SILENT));
    }
  }

  List<CaseFiles> files() {
    return List.copyOf(byName.values());
  }

  Optional<CaseFiles> named(String name) {
    return Optional.ofNullable(byName.get(name));
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
}
