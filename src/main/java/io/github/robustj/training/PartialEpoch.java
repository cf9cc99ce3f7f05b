package io.github.robustj.training;

import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.SystemReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training between two steps of an epoch: all that is needed to go on with the next step as if it
 * had not been interrupted. As a file it is that of a {@link Checkpoint} with one more table,
 * {@code epoch.csv}.
 *
 * @param checkpoint weights and the method's state of now, and the epochs that were done before,
 *     which may be none
 * @param steps of the epoch that are done, at least 1
 * @param lossSum of those steps, each times its samples
 */
record PartialEpoch(Checkpoint checkpoint, int steps, double lossSum) {

  private static final String EPOCH = "epoch.csv";
  private static final String STEPS = "steps";
  private static final String LOSS_SUM = "loss_sum";

  /** The epoch that it is part of, counted from 0. */
  int epoch() {
    return checkpoint.history().rows().size();
  }

  /** Replaces the file as a whole. */
  void write(Path file) {
    Npz whole = checkpoint.npz();
    Map<String, String> texts = new TreeMap<>(whole.texts());
    texts.put(
        EPOCH,
        Checkpoint.table(
            Map.of(STEPS, Integer.toString(steps), LOSS_SUM, Double.toString(lossSum))));
    AtomicFiles.write(file, new Npz(whole.arrays(), texts)::writeTo);
  }

  /**
   * @throws RobustJException if the file is missing, cut off, damaged or something else
   */
  static PartialEpoch read(Path file) {
    try {
      Npz npz = Npz.read(file);
      if (!npz.texts().containsKey(EPOCH)) throw new IOException("it lacks " + EPOCH);
      Map<String, String> table = Checkpoint.map(npz.texts().get(EPOCH));
      int steps = Integer.parseInt(table.getOrDefault(STEPS, ""));
      double sum = Double.parseDouble(table.getOrDefault(LOSS_SUM, ""));
      if (steps < 1 || !Double.isFinite(sum)) throw new IOException(EPOCH + " is " + table);
      return new PartialEpoch(Checkpoint.of(npz), steps, sum);
    } catch (IOException | RuntimeException e) {
      throw new RobustJException(
          "The state of an epoch, %s, is damaged or none of RobustJ's (%s); delete it to go on from the last finished epoch, or set the option overwrite to begin anew."
              .formatted(file, Excerpt.of(SystemReason.of(e))),
          e);
    }
  }
}
