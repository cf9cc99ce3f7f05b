package io.github.robustj.command;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EngineInstaller;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.engine.EngineSource;
import io.github.robustj.job.ComputationTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.worker.EngineStatus;
import io.github.robustj.worker.Engines;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Shows, installs and stops what does the arithmetic; what it finds is in the log. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Engine...",
    headless = true,
    description =
        "Shows in the log which engine does the arithmetic and on which device, installs one, or"
            + " stops it, which frees its memory.")
public final class EngineCommand extends JobCommand {

  private static final Key<String> ACTION =
      Keys.choice(
              Section.DIALOG,
              "action",
              "status",
              "status=show what is installed and found",
              "install=install an engine",
              "files=list the files to bring without network",
              "stop=stop the engine, which frees its memory")
          .help("what to do");

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Engine",
              Field.value(ACTION),
              Field.value(
                  ComputationTable.KIND
                      .label("Engine for the CPU or an NVIDIA GPU")
                      .onlyWith(ACTION, "install", "files")),
              Field.value(
                  ComputationTable.FROM
                      .label("Install from (address, folder or zip; empty: Maven Central)")
                      .onlyWith(ACTION, "install"))));

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    switch (options.get(ACTION)) {
      case "install" -> install(options);
      case "files" -> EngineFolder.files(platform(options)).forEach(progress()::log);
      case "stop" -> stop();
      default ->
          EngineStatus.standard().lines(Engines.standard(), progress()).forEach(progress()::log);
    }
  }

  private static EnginePlatform platform(Options options) {
    return EnginePlatform.here(options.get(ComputationTable.KIND));
  }

  private void stop() {
    boolean running = Engines.worker().isPresent();
    Engines.stop();
    progress()
        .log(running ? "The engine was stopped; its memory is free." : "No engine was running.");
  }

  /** A running worker still has the older engine. */
  private void install(Options options) {
    Engines.stop();
    progress()
        .log(
            "The engine is in "
                + new EngineInstaller(EngineFolder.standard())
                    .install(
                        platform(options),
                        EngineSource.of(options.get(ComputationTable.FROM)),
                        progress()));
  }
}
