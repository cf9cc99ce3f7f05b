package io.github.robustj.ij1;

import ij.IJ;
import ij.Macro;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import io.github.robustj.command.EngineService;
import io.github.robustj.command.Field;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.JobCommands;
import io.github.robustj.command.JobModule;
import io.github.robustj.command.MacroText;
import io.github.robustj.command.Wrapped;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.service.Service;
import org.scijava.task.TaskService;

/**
 * The menu entries of {@code plugins.config}: runs a RobustJ command in an ImageJ without SciJava
 * menus. In Fiji the command of the same menu path runs instead.
 */
public final class CommandPlugIn implements PlugIn {

  /**
   * @param command simple name of the command's class, as {@code TrainCommand}
   */
  @Override
  public void run(String command) {
    try {
      JobCommand done = SharedContext.call(() -> execute(command));
      String reason = done.getCancelReason();
      if (reason == null) record(done);
      else forget();
      if (reason != null && !reason.isBlank()) IJ.error("RobustJ", reason);
    } catch (ExecutionException e) {
      fail(e.getCause());
    } catch (Exception e) {
      fail(e);
    }
  }

  private static JobCommand execute(String command) throws Exception {
    Context context = SharedContext.get();
    String type = JobCommand.class.getPackageName() + "." + command;
    CommandInfo info = context.service(CommandService.class).getCommand(type);
    if (info == null) throw new IllegalArgumentException("no command " + type);
    Module done = context.service(ModuleService.class).run(info, true).get();
    return ((JobModule) done).getCommand();
  }

  /** Shows the sentence and stops the macro, if one runs. */
  private static void fail(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof RobustJException) {
        IJ.error("RobustJ", Wrapped.of(cause.getMessage()));
        throw new RuntimeException(Macro.MACRO_CANCELED, cause);
      }
    throw new IllegalStateException("a RobustJ command failed unexpectedly", failure);
  }

  /** Records the options that are left to be recorded, see {@link JobCommand#recorded}. */
  static void record(JobCommand command) {
    if (!Recorder.record) return;
    // The Browse buttons have recorded paths under the labels of their fields, and beside a window
    // that blocks nothing other commands have run.
    Recorder.setCommand(command.menuItem());
    for (Field field : command.fields()) {
      Object value = command.getInput(field.name());
      if (!command.recorded(field)) continue;
      String text = field.text(value);
      if (Boolean.TRUE.equals(value)) Recorder.recordOption(field.name());
      else Recorder.recordOption(field.name(), MacroText.recorded(text));
    }
  }

  /** Records nothing of a command that has done nothing. */
  static void forget() {
    Recorder.disableCommandRecording();
  }

  /**
   * The SciJava context of an ImageJ 1 that has none; made when a command first runs, kept while
   * ImageJ runs.
   */
  static final class SharedContext {

    private static final ClassLoader LOADER = SharedContext.class.getClassLoader();
    private static final List<Class<? extends Service>> SERVICES =
        List.of(JobCommands.class, TaskService.class, EngineService.class);

    private static Context context;

    private SharedContext() {}

    static synchronized Context get() {
      if (context == null) {
        context = new Context(SERVICES, new PluginIndex(new DefaultPluginFinder(LOADER)), true);
        // SciJava would print the trace of every failure that CommandPlugIn tells the user in
        // words.
        context.service(LogService.class).setLevel(LogLevel.NONE);
      }
      return context;
    }

    /**
     * Calls with the class loader of the plugins: SciJava loads classes by name through the
     * thread's loader, and ImageJ's threads have one that knows no plugins.
     */
    static <T> T call(Callable<T> code) throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(LOADER);
      try {
        return code.call();
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }
}
