package io.github.robustj.cli;

import io.github.robustj.data.Image;
import io.github.robustj.display.task.ExportedModel;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.ExportTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code robustj export}: a model for other programs. */
final class ExportVerb {

  static final Verb VERB =
      new Verb(
          "export",
          "Write a model for other programs: a package of bioimage.io, or a SavedModel.",
          Keys.join(
              List.of(OptionTable.MODEL, ExportTable.OUT, ExportTable.INPUT),
              ExportJob.TABLE,
              OptionTable.COMPUTE),
          ExportVerb::run);

  private ExportVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Options options = call.options();
    Path model = options.get(OptionTable.MODEL);
    Path out = options.get(ExportTable.OUT);
    Optional<Path> input = options.get(ExportTable.INPUT);
    new ExportedModel(model, out, options)
        .write(
            input.isPresent(),
            () -> image(input.orElseThrow(), model),
            session.engine(),
            session.listener())
        .lines()
        .forEach(session.out()::println);
    session.out().println("The export is " + out);
  }

  private static Image image(Path file, Path model) {
    return InputImage.of(file, ModelFolder.channels(model)).read();
  }
}
