package io.github.robustj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** A sample image: see {@link SampleData#HIPPOCAMPUS}. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Open Sample>Hippocampus (segmentation)",
    headless = true,
    description =
        "Opens a part of a brain MRI volume with the outlines of the anterior and posterior"
            + " hippocampus.")
public final class HippocampusCommand extends SampleCommand {

  public HippocampusCommand() {
    super(SampleData.HIPPOCAMPUS);
  }
}
