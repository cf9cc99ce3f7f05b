package io.github.robustj.command;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EngineInstaller;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.engine.EngineSource;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Options;
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

  private static final OptionKey ACTION =
      new OptionKey(
          "action",
          new Allowed.Choice(List.of("status", "install", "files", "stop")),
          "status",
          "what to do");

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Engine",
              Field.value(ACTION),
              Field.of(
                  Field.Widget.VALUE,
                  "Engine for the CPU or an NVIDIA GPU",
                  OptionTable.find(OptionTable.ENGINE, "kind")
                      .onlyWith("action", "install", "files")),
              Field.of(
                  Field.Widget.VALUE,
                  "Install from (address, folder or zip; empty: Maven Central)",
                  OptionTable.find(OptionTable.ENGINE, "from").onlyWith("action", "install"))));

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    switch (options.text("action")) {
      case "install" -> install(options);
      case "files" -> EngineFolder.files(platform(options)).forEach(progress()::log);
      case "stop" -> stop();
      default ->
          EngineStatus.standard().lines(Engines.standard(), progress()).forEach(progress()::log);
    }
  }

  private static EnginePlatform platform(Options options) {
    return EnginePlatform.here(options.text("kind").equals("gpu"));
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
                    .install(platform(options), EngineSource.of(options.text("from")), progress()));
  }
}
