package io.github.robustj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** A sample image: see {@link SampleData#HEART}. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Open Sample>Heart (segmentation)",
    headless = true,
    description = "Opens a slice of a cardiac MRI with the outline of the left ventricle.")
public final class HeartCommand extends SampleCommand {

  public HeartCommand() {
    super(SampleData.HEART);
  }
}
