package io.github.robustj.cli;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EngineInstaller;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.engine.EngineSource;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ComputationTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.worker.EngineStatus;
import java.util.List;

/** {@code robustj engine}: what does the arithmetic, and its installation for Fiji. */
final class EngineVerb {

  static final Verb VERB =
      new Verb(
          "engine",
          "Show what does the arithmetic, or install it for Fiji.",
          OptionTable.ENGINE,
          List.of(new Verb.Word("ACTION", "status (if left out), install or files", false)),
          EngineVerb::run);

  private EngineVerb() {}

  private static void run(Verb.Call call, Verb.Session session) {
    String action = call.words().isEmpty() ? "status" : call.words().get(0);
    switch (action) {
      case "status" ->
          EngineStatus.standard()
              .lines(session.engine(), session.listener())
              .forEach(session.out()::println);
      case "install" -> session.out().println(install(call.options(), session));
      case "files" -> EngineFolder.files(platform(call.options())).forEach(session.out()::println);
      default ->
          throw new RobustJException(
              "The action is \"%s\" but must be status, install or files; leave it out for status."
                  .formatted(action));
    }
  }

  private static String install(Options options, Verb.Session session) {
    return new EngineInstaller(EngineFolder.standard())
        .install(
            platform(options),
            EngineSource.of(options.get(ComputationTable.FROM)),
            session.listener())
        .toString();
  }

  private static EnginePlatform platform(Options options) {
    return EnginePlatform.here(options.get(ComputationTable.KIND));
  }
}
