package io.github.robustj.cli;

import io.github.robustj.display.task.LargePrediction;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.BlockTable;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImageFilesTable;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.Share;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.parts.PartStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Those images of a prediction that are beyond memory, and predicted block by block.
 *
 * @param others the other ones
 */
record LargeInputs(List<LargePrediction> images, List<InputImage> others) {

  private static final String BLOCKS = "in blocks, as OME-Zarr is";
  private static final String WHOLE = "whole; of one in blocks there is an overview";

  private static final String ALL_WHOLE = "whole, and there is one that is predicted in blocks";

  static LargeInputs among(List<InputImage> inputs, ResultFolder out, Options options) {
    Map<Boolean, List<InputImage>> parts =
        inputs.stream().collect(Collectors.partitioningBy(LargeInputs::is));
    List<LargePrediction> large =
        parts.get(true).stream()
            .map(
                input ->
                    new LargePrediction(
                        input.file(), input.name(), out.folder(), out.outputs(), options))
            .toList();
    if (large.isEmpty()) for (Key<?> key : BlockTable.ALL) refuse(options, key, BLOCKS);
    if (parts.get(false).isEmpty()) refuse(options, ImageFilesTable.OVERLAY, WHOLE);
    if (!large.isEmpty()) refuse(options, OptionTable.PROBABILITIES, ALL_WHOLE);
    return new LargeInputs(large, parts.get(false));
  }

  private static boolean is(InputImage input) {
    return input.files().files().size() == 1 && LargePrediction.isLarge(input.file());
  }

  private static void refuse(Options options, Key<?> key, String others) {
    if (!options.isStandard(key))
      throw new RobustJException(
          "The option %s has an effect only on images that are predicted %s; leave it out."
              .formatted(key.name(), others));
  }

  void require() {
    images.forEach(LargePrediction::require);
  }

  /** Of all. */
  int count() {
    return others.size() + images.size();
  }

  /**
   * @param resume whether to go on with blocks that are finished
   * @param run in which these come last
   */
  void predict(boolean resume, BatchRun run, Verb.Session session) {
    for (LargePrediction image : images)
      attempt(run, image, session, part -> image.predict(resume, session.engine(), part));
  }

  /**
   * Writes the results of what was found of parts.
   *
   * @param written told when all are, unless parts of one have failed; then all stays as it is
   */
  void join(
      BatchRun run, LargeParts parts, PartStore store, Verb.Session session, Runnable written) {
    Engine engine = parts.knowing(store);
    List<Runnable> ends = new ArrayList<>();
    for (LargePrediction image : images)
      attempt(run, image, session, part -> join(image, parts, store, engine, part, ends));
    if (ends.size() < images.size()) return;
    written.run();
    ends.forEach(Runnable::run);
  }

  private static Path join(
      LargePrediction image,
      LargeParts parts,
      PartStore store,
      Engine engine,
      JobListener listener,
      List<Runnable> ends) {
    Optional<String> failure = parts.failure(image, store);
    if (failure.isPresent()) throw new RobustJException(failure.get());
    LargePrediction.Written written = image.join(engine, listener);
    ends.add(written.end());
    return written.table();
  }

  private void attempt(
      BatchRun run, LargePrediction image, Verb.Session session, Function<JobListener, Path> work) {
    session.listener().check();
    int place = others.size() + images.indexOf(image);
    JobListener part = Share.of(session.listener(), "image", place, count());
    run.attempt(image.image().getFileName().toString(), () -> work.apply(part))
        .ifPresent(table -> session.out().println(table));
  }
}
