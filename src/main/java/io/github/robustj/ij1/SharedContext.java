package io.github.robustj.ij1;

import io.github.robustj.command.EngineService;
import io.github.robustj.command.JobCommands;
import java.util.List;
import java.util.concurrent.Callable;
import org.scijava.Context;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.plugin.DefaultPluginFinder;
import org.scijava.plugin.PluginIndex;
import org.scijava.service.Service;
import org.scijava.task.TaskService;

/**
 * The SciJava context of an ImageJ 1 that has none; made when a command first runs, kept while
 * ImageJ runs.
 */
final class SharedContext {

  private static final ClassLoader LOADER = SharedContext.class.getClassLoader();
  private static final List<Class<? extends Service>> SERVICES =
      List.of(JobCommands.class, TaskService.class, EngineService.class);

  private static Context context;

  private SharedContext() {}

  static synchronized Context get() {
    if (context == null) {
      context = new Context(SERVICES, new PluginIndex(new DefaultPluginFinder(LOADER)), true);
      // SciJava would print the trace of every failure that CommandPlugIn tells the user in words.
      context.service(LogService.class).setLevel(LogLevel.NONE);
    }
    return context;
  }

  /**
   * Calls with the class loader of the plugins: SciJava loads classes by name through the thread's
   * loader, and ImageJ's threads have one that knows no plugins.
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
