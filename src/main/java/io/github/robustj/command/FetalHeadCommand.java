package io.github.robustj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** A sample image: see {@link SampleData#FETAL_HEAD}. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Open Sample>Fetal Head (landmarks)",
    headless = true,
    description = "Opens an ultrasound image of a fetal head with the four ends of its diameters.")
public final class FetalHeadCommand extends SampleCommand {

  public FetalHeadCommand() {
    super(SampleData.FETAL_HEAD);
  }
}
