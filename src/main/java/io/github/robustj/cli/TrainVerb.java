package io.github.robustj.cli;

import io.github.robustj.display.TrainingFiles;
import io.github.robustj.job.ComputationTable;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PartOfWork;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import java.util.concurrent.CancellationException;

/** {@code robustj train}. */
final class TrainVerb {

  static final Verb VERB =
      new Verb(
          "train",
          "Train a model on a folder of annotated images.",
          Keys.join(OptionTable.TRAIN_FILES, OptionTable.TRAIN, ComputationTable.TRAINING),
          TrainVerb::run);

  private TrainVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    TrainJob job =
        new TrainJob(
            options.get(OptionTable.DATA),
            options.get(OptionTable.SPLIT),
            options.get(OptionTable.OUT),
            TrainOptions.from(options));
    TrainResult result = run(job, session);
    TrainingFiles.write(result, job.task());
    session.out().println(result.model());
  }

  private static TrainResult run(TrainJob job, Verb.Session session) {
    Finished listener = new Finished(session.listener());
    try {
      return session.engine().run(job, listener);
    } catch (CancellationException cancelled) {
      // Until an epoch is done, the checkpoint there is that of an earlier training.
      if (listener.anyEpoch)
        listener.log(
            "The epochs done so far are kept in %s; the same command with the option resume goes on."
                .formatted(job.checkpoint().folder()));
      throw cancelled;
    }
  }

  /** Notes whether an epoch was finished. */
  private static final class Finished implements PartOfWork {

    private final JobListener whole;
    private boolean anyEpoch;

    Finished(JobListener whole) {
      this.whole = whole;
    }

    @Override
    public JobListener whole() {
      return whole;
    }

    @Override
    public void progress(double fraction, String message) {
      whole.progress(fraction, message);
    }

    @Override
    public void preparing(double fraction, String message) {
      whole.preparing(fraction, message);
    }

    @Override
    public void epoch(EpochReport report) {
      anyEpoch = true;
      whole.epoch(report);
    }
  }
}
