package io.github.robustj.cli;

import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import java.util.List;

/** {@code robustj import}: a model folder of a network of another program. */
final class ImportVerb {

  static final Verb VERB =
      new Verb(
          "import",
          "Make a model of a TensorFlow network of another program.",
          Keys.join(
              List.of(ImportTable.SOURCE, OptionTable.OUT_MODEL),
              ImportJob.TABLE,
              OptionTable.COMPUTE),
          ImportVerb::run);

  private ImportVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    ImportJob job = ImportJob.from(call.options());
    ImportJob.Imported imported = session.engine().run(job, session.listener());
    imported.lines().forEach(session.out()::println);
    if (!imported.withoutGradient().isEmpty())
      session
          .out()
          .println(
              "%s has no gradient: attacks without gradients only (square, noise, transfer)"
                  .formatted(imported.withoutGradient()));
    session.out().println("The model is " + job.out());
  }
}
