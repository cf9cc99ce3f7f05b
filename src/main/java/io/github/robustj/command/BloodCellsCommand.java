package io.github.robustj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** A sample image: see {@link SampleData#BLOOD_CELLS}. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Open Sample>Blood Cells (objects)",
    headless = true,
    description = "Opens a photograph of a blood smear with a box around every cell.")
public final class BloodCellsCommand extends SampleCommand {

  public BloodCellsCommand() {
    super(SampleData.BLOOD_CELLS);
  }
}
