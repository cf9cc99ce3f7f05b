package io.github.robustj.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.InstantiableException;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginInfo;

/**
 * What SciJava knows of one of our commands: its fields are its inputs, and what runs is a {@link
 * JobModule}.
 *
 * <p>SciJava's own way to inputs that are not Java fields is a command that is a module itself, but
 * {@code CommandService.run} answers {@code null} for those.
 */
final class JobInfo extends CommandInfo {

  private final Map<String, FieldItem<?>> items = new LinkedHashMap<>();

  /**
   * @param found of a {@link JobCommand}
   */
  JobInfo(PluginInfo<Command> found) {
    super(found);
  }

  @Override
  public Iterable<ModuleItem<?>> inputs() {
    List<ModuleItem<?>> typed = new ArrayList<>();
    for (FieldItem<?> item : items().values()) typed.add(item.described());
    return typed;
  }

  /** The input as {@link FieldItem} takes it; {@code null} if there is none of that name. */
  @Override
  public CommandModuleItem<?> getInput(String name) {
    return items().get(name);
  }

  @Override
  public Module createModule() throws ModuleException {
    try {
      return createModule(createInstance());
    } catch (InstantiableException e) {
      throw new ModuleException(e);
    }
  }

  @Override
  public Module createModule(Command command) {
    return new JobModule(this, (JobCommand) command);
  }

  /** Made when first needed: the list of plugins is made when ImageJ starts, and is not to wait. */
  private synchronized Map<String, FieldItem<?>> items() {
    if (!items.isEmpty()) return items;
    try {
      for (Field field : ((JobCommand) createInstance()).fields())
        items.put(field.name(), FieldItem.of(this, field));
    } catch (InstantiableException e) {
      throw new IllegalStateException(e);
    }
    return items;
  }
}
