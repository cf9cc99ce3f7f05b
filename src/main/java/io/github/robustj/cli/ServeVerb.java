package io.github.robustj.cli;

import io.github.robustj.job.ComputationTable;
import io.github.robustj.job.ServeJob;
import io.github.robustj.option.Options;

/** {@code robustj serve}: one of the machines of a training. */
final class ServeVerb {

  static final Verb VERB =
      new Verb(
          "serve",
          "Compute for trainings of other machines, until it is ended.",
          ComputationTable.SERVE,
          ServeVerb::run);

  private ServeVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    ServeJob job =
        new ServeJob(
            options.get(ComputationTable.PORT), options.get(ComputationTable.TRUSTED_NETWORK));
    session.engine().run(job, session.listener());
  }
}
