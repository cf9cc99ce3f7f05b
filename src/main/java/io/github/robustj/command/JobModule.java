package io.github.robustj.command;

import java.util.Map;
import org.scijava.command.CommandModule;

/** One run of a command. Its inputs are the command's fields. */
public final class JobModule extends CommandModule {

  private final JobCommand command;

  JobModule(JobInfo info, JobCommand command) {
    super(info, command);
    this.command = command;
  }

  @Override
  public JobCommand getCommand() {
    return command;
  }

  @Override
  public Object getInput(String name) {
    return command.getInput(name);
  }

  /** Also of inputs that there are not: the command says so when it runs. */
  @Override
  public void setInput(String name, Object value) {
    command.setInput(name, value);
  }

  @Override
  public void setInputs(Map<String, Object> inputs) {
    inputs.forEach(this::setInput);
  }
}
