package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.SliceSet;
import io.github.robustj.data.Split;
import io.github.robustj.error.Failures;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Geometry;
import io.github.robustj.task.Guess;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that a training takes from its data set, in memory.
 *
 * @param question what is learned, as {@code model.json} will describe it
 * @param validation the cases kept aside, whole
 * @param names of the cases on both sides
 * @param guess what can be answered without an image
 * @param checksum of all that is learned from and chosen by, so that a resumed training is not
 *     another one
 */
record TrainingCases(
    Question question,
    Task<?> task,
    int channels,
    SliceSet slices,
    Geometry geometry,
    List<EncodedCase> validation,
    ModelDescription.Cases names,
    String checksum,
    Guess guess) {

  /** As many slices tell enough. */
  private static final int MOST_SEEN = 200;

  static TrainingCases read(TrainJob job, JobListener listener) {
    TrainingSource source = TrainingSource.of(job, listener);
    Split split = source.split();
    Mirroring mirroring = Mirroring.of(source.task(), job.options().options(), listener);
    SliceSet.Builder builder = new SliceSet.Builder(mirroring.pairs());
    Checksum checksum = new Checksum();
    Guess guess = source.task().guess();
    Reading reading = new Reading(source.encoder(), split, listener);
    reading.read(
        split.training(),
        checksum.of(
            c -> {
              builder.add(c.images(), c.targets(), c.bounds());
              guess.learn(c);
            }));
    List<EncodedCase> validation = new ArrayList<>();
    reading.read(split.validation(), checksum.of(validation::add));
    reading.requireAll();
    Options options = job.options().options();
    int patch = ImageOptions.patch(options);
    Geometry usual =
        source
            .task()
            .geometry(builder.heights(), builder.widths(), patch, ImageOptions.depth(options));
    Geometry geometry = ForeignStart.of(options).map(s -> s.fitted(usual)).orElse(usual);
    SliceSet slices = builder.build(geometry.height(), geometry.width(), mirroring.augmentation());
    source.encoder().warnings().forEach(listener::log);
    if (!source.patients().isEmpty()) listener.log(source.patients());
    listener.log(summary(source, slices, geometry));
    return new TrainingCases(
        source.question(),
        source.task(),
        source.channels(),
        slices,
        geometry,
        validation,
        new ModelDescription.Cases(
            names(split.training()),
            names(split.validation()),
            StartModel.of(options).map(StartModel::learned).orElse(List.of())),
        checksum.text(),
        guess);
  }

  /** Of all patches that an epoch shows. */
  double pixels() {
    return (double) slices.size() * geometry.height() * geometry.width();
  }

  /** What a network is tried on at the end, whole: cases kept aside, or a few training slices. */
  Stream<EncodedCase> toSee() {
    if (!validation.isEmpty()) return validation.stream();
    return IntStream.range(0, Math.min(MOST_SEEN, slices.size()))
        .mapToObj(slices::whole)
        .map(b -> new EncodedCase("", b.images(), b.targets(), b.bounds().get(0)));
  }

  /**
   * One case after another, so that no more than one is held as it was read. One that cannot be
   * used ends the training, but only when all others that cannot are known, too.
   */
  private static final class Reading {

    private final AnnotatedCases.Encoder encoder;
    private final JobListener listener;
    private final int all;
    private final Failures failures = new Failures();
    private int done;

    Reading(AnnotatedCases.Encoder encoder, Split split, JobListener listener) {
      this.encoder = encoder;
      this.listener = listener;
      all = split.training().size() + split.validation().size();
    }

    void read(List<CaseFiles> cases, Consumer<EncodedCase> use) {
      for (CaseFiles files : cases) {
        listener.check();
        Optional<EncodedCase> read = failures.attempt(files.name(), () -> encoder.read(files));
        if (failures.isEmpty()) read.ifPresent(use);
        done++;
        listener.preparing(
            (double) done / all, "reading %s, %d of %d".formatted(files.name(), done, all));
      }
    }

    void requireAll() {
      failures.requireNone(all, "cases");
    }
  }

  private static String summary(TrainingSource source, SliceSet slices, Geometry geometry) {
    String depth = geometry.depth() == 0 ? "" : ", depth " + geometry.depth();
    return "training on %s of %s, validating on %s; %s; patches of %d x %d pixels%s"
        .formatted(
            counted(slices.size(), "slice"),
            counted(source.split().training().size(), "case"),
            counted(source.split().validation().size(), "case"),
            source.question().answers(),
            geometry.width(),
            geometry.height(),
            depth);
  }

  /** As in {@code 1 case} and {@code 2 cases}. */
  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static List<String> names(List<CaseFiles> cases) {
    return cases.stream().map(CaseFiles::name).toList();
  }
}
