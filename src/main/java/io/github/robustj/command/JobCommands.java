package io.github.robustj.command;

import java.util.List;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** Makes SciJava describe and run our commands by their fields, see {@link JobInfo}. */
@Plugin(type = Service.class)
public final class JobCommands extends AbstractService implements SciJavaService {

  // Not used, but to be there before: it hears then of what is exchanged.
  @Parameter private CommandService commands;
  @Parameter private PluginService plugins;

  /** No command's class is loaded for it: Fiji has yet to patch ImageJ's, which they use. */
  @Override
  public void initialize() {
    List<PluginInfo<Command>> found =
        plugins.getPluginsOfType(Command.class).stream().filter(JobCommands::isOurs).toList();
    plugins.removePlugins(found);
    plugins.addPlugins(found.stream().map(JobInfo::new).toList());
  }

  private static boolean isOurs(PluginInfo<Command> info) {
    boolean own = info.getClassName().startsWith(JobCommands.class.getPackageName() + ".");
    return own && !info.getMenuPath().isEmpty();
  }
}
