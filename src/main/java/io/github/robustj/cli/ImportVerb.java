package io.github.robustj.cli;

import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportTable;
import io.github.robustj.job.InspectJob;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code robustj import}: a model folder of a network of another program; without a folder, what
 * that network is.
 */
final class ImportVerb {

  static final Verb VERB =
      new Verb(
          "import",
          "Make a model of a TensorFlow network of another program.",
          Keys.join(
              List.of(ImportTable.SOURCE, ImportTable.OUT), ImportJob.TABLE, OptionTable.COMPUTE),
          ImportVerb::run);

  private ImportVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    options
        .get(ImportTable.OUT)
        .ifPresentOrElse(out -> make(out, options, session), () -> look(options, session));
  }

  private static void make(Path out, Options options, Verb.Session session) {
    ImportJob.Imported imported =
        session
            .engine()
            .run(ImportJob.from(options.get(ImportTable.SOURCE), out, options), session.listener());
    imported.lines().forEach(session.out()::println);
    session.out().println(imported.attacks());
    session.out().println("The model is " + out);
  }

  private static void look(Options options, Verb.Session session) {
    session
        .engine()
        .run(InspectJob.from(options.get(ImportTable.SOURCE), options), session.listener())
        .lines()
        .forEach(session.out()::println);
    session.out().println("Nothing was written; give --out to make a model of it.");
  }
}
