package io.github.robustj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command of somebody else. */
@Plugin(type = Command.class)
public final class OtherCommand implements Command {

  @Parameter(persist = false)
  private int epochs = 7;

  @Override
  public void run() {}
}
