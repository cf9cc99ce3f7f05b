package io.github.robustj.cli;

import io.github.robustj.display.task.LargePrediction;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.BlockTable;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Share;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Those images of a prediction that are beyond memory, and predicted block by block.
 *
 * @param others the other ones
 */
record LargeInputs(List<LargePrediction> images, List<InputImage> others) {

  /** Of those that failed. */
  private static final String TABLE = "failed-images.csv";

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
    if (large.isEmpty()) for (Key<?> key : BlockTable.ALL) refuse(options, key);
    return new LargeInputs(large, parts.get(false));
  }

  private static boolean is(InputImage input) {
    return input.files().files().size() == 1 && LargePrediction.isLarge(input.file());
  }

  private static void refuse(Options options, Key<?> key) {
    if (!options.isStandard(key))
      throw new RobustJException(
          "The option %s has an effect only on images that are predicted in blocks, as OME-Zarr is; leave it out."
              .formatted(key.name()));
  }

  /**
   * @throws RobustJException if there are some, since blocks are no share of a folder's images
   */
  void requireNone() {
    if (!images.isEmpty())
      throw new RobustJException(
          "The option shard divides a folder into its images, but %s is predicted in blocks, which the option cluster divides; give cluster in place of shard, or move this image to another folder."
              .formatted(images.get(0).name()));
  }

  void require() {
    images.forEach(LargePrediction::require);
  }

  /**
   * @throws RobustJException naming those that failed, if any did
   */
  void predict(ResultFolder out, Verb.Session session) {
    if (images.isEmpty()) return;
    BatchRun run = new BatchRun("image", images.size(), true, session.listener());
    for (int i = 0; i < images.size(); i++) {
      session.listener().check();
      LargePrediction image = images.get(i);
      JobListener part = Share.of(session.listener(), "image", i, images.size());
      run.attempt(image.name(), () -> image.predict(session.engine(), part))
          .ifPresent(table -> session.out().println(table));
    }
    run.finish(out.folder().resolve(TABLE), out.outputs());
  }
}
