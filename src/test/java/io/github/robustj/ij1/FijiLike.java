package io.github.robustj.ij1;

import ij.ImageJ;
import io.github.robustj.command.JobCommand;
import java.util.ArrayList;
import java.util.List;
import net.imagej.patcher.LegacyHooks;
import net.imagej.patcher.LegacyInjector;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;
import org.scijava.thread.ThreadService;

/**
 * An ImageJ 1 with a screen, patched as Fiji patches it: the menu runs SciJava commands, on threads
 * of SciJava, which find the macro options of the threads they were called from.
 */
final class FijiLike {

  private FijiLike() {}

  /** Before any of ImageJ's classes is loaded. */
  static void start() {
    LegacyInjector.preinit();
    Started.imageJ();
  }

  /** Apart, because it loads ImageJ's classes. */
  private static final class Started {

    static void imageJ() {
      LegacyInjector.installHooks(FijiLike.class.getClassLoader(), new Hooks());
      new ImageJ(ImageJ.NO_SHOW);
      Menu.install();
    }
  }

  private static final class Hooks extends LegacyHooks {

    private final Context context = new Context();

    @Override
    public Object interceptRunPlugIn(String className, String argument) {
      if (!className.equals(CommandPlugIn.class.getName())) return null;
      String type = JobCommand.class.getPackageName() + "." + argument;
      var info = context.service(CommandService.class).getCommand(type);
      try {
        return context.service(ModuleService.class).run(info, true).get();
      } catch (Exception e) {
        throw new RuntimeException(e);
      }
    }

    @Override
    public Iterable<Thread> getThreadAncestors() {
      ThreadService threads = context.service(ThreadService.class);
      List<Thread> ancestors = new ArrayList<>();
      Thread thread = threads.getParent(Thread.currentThread());
      for (; thread != null && !ancestors.contains(thread); thread = threads.getParent(thread))
        ancestors.add(thread);
      return ancestors;
    }
  }
}
