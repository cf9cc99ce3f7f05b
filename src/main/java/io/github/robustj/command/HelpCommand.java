package io.github.robustj.command;

import io.github.robustj.option.Options;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Opens the documentation; where nobody looks, prints its address. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Help",
    headless = true,
    description =
        "Opens the documentation of RobustJ in the browser; without network, in a window.")
public final class HelpCommand extends JobCommand {

  @Override
  public List<Page> pages() {
    return List.of();
  }

  @Override
  protected void execute(Options options) {
    if (interactive()) Documentation.show();
    else progress().log(Documentation.ADDRESS);
  }
}
