package io.github.robustj.command;

import ij.Macro;
import ij.macro.Interpreter;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.task.TaskService;

/** Runs commands in a SciJava context as ImageJ does it, on the calling thread's behalf. */
final class MacroCall {

  private MacroCall() {}

  static Context context() {
    Context context = new Context(JobCommands.class, TaskService.class, EngineService.class);
    // It would print every failure that a test looks for.
    context.service(LogService.class).setLevel(LogLevel.NONE);
    return context;
  }

  /** What may fail in any way. */
  interface Code<T> {
    T run() throws Throwable;
  }

  /** Runs code as {@code IJ.run(command, options)} of a macro in batch mode does. */
  static <T> T as(String options, Code<T> code) throws Throwable {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    // ImageJ gives options only to threads of this name.
    thread.setName("Run$_" + name);
    Macro.setOptions(options);
    Interpreter.batchMode = true;
    try {
      return code.run();
    } finally {
      Interpreter.batchMode = false;
      Macro.setOptions(null);
      thread.setName(name);
    }
  }

  static Module run(Context context, Class<? extends Command> type, String options)
      throws Throwable {
    return as(options, () -> script(context, type, Map.of()));
  }

  static JobCommand create(Context context, Class<? extends JobCommand> type) {
    return module(context, type).getCommand();
  }

  static JobModule module(Context context, Class<? extends JobCommand> type) {
    return (JobModule)
        context
            .service(ModuleService.class)
            .createModule(context.service(CommandService.class).getCommand(type));
  }

  /** As a script that runs a SciJava command with inputs. */
  static Module script(Context context, Class<? extends Command> type, Map<String, Object> inputs)
      throws Throwable {
    try {
      return context
          .service(ModuleService.class)
          .run(context.service(CommandService.class).getCommand(type), true, inputs)
          .get();
    } catch (ExecutionException e) {
      // SciJava wraps twice.
      throw e.getCause().getCause();
    }
  }
}
