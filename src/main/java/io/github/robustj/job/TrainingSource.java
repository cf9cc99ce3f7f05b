package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Split;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.TrainingTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a training is about, and how its cases are read.
 *
 * @param channels of every image
 * @param patients how patients were found, who are on one side only; empty if the user said so
 */
record TrainingSource(
    Question question,
    Task<?> task,
    int channels,
    AnnotatedCases.Encoder encoder,
    Split split,
    String patients) {

  static TrainingSource of(TrainJob job, JobListener listener) {
    Options options = job.options().options();
    TaskType type = TaskType.named(job.task());
    AnnotatedCases cases = type.read(job.data(), ImageOptions.reading(options));
    Selection selection = Selection.of(cases.dataset(), job.split());
    Split split = split(selection, job, listener);
    cases.tell(used(split), listener);
    StartModel.of(options)
        .flatMap(s -> s.leak(options.get(TrainingTable.GROUP), cases.dataset(), split.validation()))
        .ifPresent(listener::log);
    try {
      Optional<ForeignStart> start = ForeignStart.of(options);
      Supplier<Question> learned =
          () -> cases.question(split.training(), ImageOptions.resolution(options), listener);
      Question question = start.map(s -> s.question(learned, options)).orElseGet(learned);
      Task<?> task = type.task(question, options.get(MarginTable.CORRECT));
      int found = channels(split, cases, listener);
      int channels = start.map(s -> s.channels(found)).orElse(found);
      Sight sight = new Sight(question.resolution(), job.normalization(), listener::log);
      AnnotatedCases.Encoder encoder = cases.encoder(task, sight::see, channels);
      String patients = selection.patients(options.get(TrainingTable.VALIDATION));
      return new TrainingSource(question, task, channels, encoder, split, patients);
    } catch (RobustJException e) {
      requireReadable(used(split), cases, listener);
      throw e;
    }
  }

  /**
   * Where something is wrong with the first cases all are looked at, so that the user hears of all
   * that is wrong with them.
   */
  private static void requireReadable(
      List<CaseFiles> used, AnnotatedCases cases, JobListener listener) {
    Failures failures = new Failures();
    for (CaseFiles files : used) {
      listener.check();
      failures.attempt(files.name(), () -> cases.load(files));
    }
    failures.requireNone(used.size(), "cases");
  }

  private static List<CaseFiles> used(Split split) {
    return Stream.concat(split.training().stream(), split.validation().stream()).toList();
  }

  /** Most channels of a training image: a data set of colours may hold grey images, too. */
  private static int channels(Split split, AnnotatedCases cases, JobListener listener) {
    int channels = cases.load(split.training().get(0)).channels();
    for (CaseFiles files : split.training()) {
      if (channels > 1) return channels;
      listener.check();
      if (ImageReader.mayBeColoured(files.images().get(0))) channels = cases.load(files).channels();
    }
    return channels;
  }

  private static Split split(Selection selection, TrainJob job, JobListener listener) {
    TrainOptions options = job.options();
    selection.notes().forEach(listener::log);
    Split split =
        selection.split(options.get(TrainingTable.VALIDATION), options.get(TrainingTable.SEED));
    if (!split.training().isEmpty()) return split;
    throw new RobustJException(
        "No case is left for training in %s; name some below [train] in the split file."
            .formatted(job.data()));
  }
}
