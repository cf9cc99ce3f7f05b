package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code robustj macro}: an ImageJ macro with the RobustJ commands, with an exit code. */
final class MacroVerb {

  static final Verb VERB =
      new Verb(
          "macro",
          "Run an ImageJ macro without a display. An error, an error message or exit() gives exit"
              + " code 1; leave a macro early with return.",
          List.of(),
          List.of(
              new Verb.Word("FILE", "the macro", true),
              new Verb.Word("ARGUMENT", "what getArgument() gives", false)),
          MacroVerb::run);

  private MacroVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    Path file = Path.of(call.words().get(0));
    String code = read(file);
    String argument = call.words().size() > 1 ? call.words().get(1) : "";
    new ImageJMacro()
        .run(file, code, argument)
        .ifPresent(
            reason -> {
              throw new RobustJException("The macro " + file + " failed: " + reason);
            });
  }

  private static String read(Path file) {
    if (!Files.isRegularFile(file))
      throw new RobustJException("There is no macro " + file + "; check the path.");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }
}
