package io.github.robustj.cli;

import io.github.robustj.display.TrainingFiles;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.Options;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;

/** {@code robustj train}. */
final class TrainVerb {

  static final Verb VERB =
      new Verb(
          "train",
          "Train a model on a folder of annotated images.",
          OptionTable.join(OptionTable.TRAIN_FILES, OptionTable.TRAIN, OptionTable.COMPUTE),
          TrainVerb::run);

  private TrainVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    TrainJob job =
        new TrainJob(
            options.path("data"),
            options.optionalPath("split"),
            options.path("out"),
            TrainOptions.from(options));
    TrainResult result = session.engine().run(job, session.listener());
    TrainingFiles.write(result, job.task());
    session.out().println(result.model());
  }
}
