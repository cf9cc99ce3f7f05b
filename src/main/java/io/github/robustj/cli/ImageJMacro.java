package io.github.robustj.cli;

import ij.macro.Interpreter;
import io.github.robustj.error.RobustJException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.imagej.patcher.LegacyEnvironment;

/**
 * An ImageJ 1 of its own, patched for use without a display, whose menus have the RobustJ commands.
 * It lives in a class loader of its own, hence the reflection.
 *
 * <p>ImageJ's own ways to run a macro tell neither an error nor its sentence; its interpreter does.
 */
final class ImageJMacro {

  private final ClassLoader loader;

  ImageJMacro() {
    LegacyEnvironment environment = environment();
    environment.disableIJ1PluginDirs();
    environment.disableInitializer();
    environment.addPluginClasspath(classPath());
    environment.applyPatches();
    loader = environment.getClassLoader();
  }

  /**
   * Runs a macro to its end.
   *
   * @param file where the code stands, for {@code getInfo("macro.filepath")}
   * @param argument what {@code getArgument()} gives
   * @return ImageJ's sentence if the macro did not reach its end or an error was shown
   */
  Optional<String> run(Path file, String code, String argument) {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    ClassLoader before = thread.getContextClassLoader();
    // ImageJ tells macro threads by this prefix.
    thread.setName("Run$_" + name);
    thread.setContextClassLoader(loader);
    try {
      return interpret(file, code, argument);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of ImageJ runs macros in another way", e);
    } finally {
      thread.setName(name);
      thread.setContextClassLoader(before);
    }
  }

  private Optional<String> interpret(Path file, String code, String argument)
      throws ReflectiveOperationException {
    loader
        .loadClass("ij.plugin.Macro_Runner")
        .getMethod("setFilePath", String.class)
        .invoke(null, file.toAbsolutePath().toString());
    Class<?> type = plugins().loadClass(MacroInterpreter.class.getName());
    Object interpreter = type.getConstructor().newInstance();
    String stopped = null;
    try {
      type.getMethod("run", String.class, String.class).invoke(interpreter, code, argument);
    } catch (InvocationTargetException e) {
      stopped = isExit(e.getCause()) ? "it ended by exit" : e.getCause().toString();
    }
    if ((Boolean) type.getMethod("wasError").invoke(interpreter))
      stopped = (String) type.getMethod("getErrorMessage").invoke(interpreter);
    if (stopped == null)
      stopped = (String) loader.loadClass("ij.IJ").getMethod("getErrorMessage").invoke(null);
    return Optional.ofNullable(stopped).map(s -> s.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  /** Where ImageJ looks for plugins; it knows RobustJ's classes and takes ImageJ's from itself. */
  private ClassLoader plugins() throws ReflectiveOperationException {
    return (ClassLoader) loader.loadClass("ij.IJ").getMethod("getClassLoader").invoke(null);
  }

  private static boolean isExit(Throwable e) {
    return e instanceof RuntimeException && "Macro canceled".equals(e.getMessage());
  }

  private static LegacyEnvironment environment() {
    try {
      return new LegacyEnvironment(null, true);
    } catch (ClassNotFoundException e) {
      throw new RobustJException("ImageJ is missing on the class path; add ij.jar.", e);
    }
  }

  private static File[] classPath() {
    String[] entries =
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator));
    return Stream.of(entries).filter(entry -> !entry.isEmpty()).map(File::new).toArray(File[]::new);
  }

  /**
   * ImageJ's macro language, with the reason of the first abort as its error message. A command
   * that aborts its macro does so from another thread; until the macro's own thread stops it reads
   * on and, inside a loop or block, puts an error of its making, "';' expected", in the place of
   * the reason.
   */
  public static final class MacroInterpreter extends Interpreter {

    private volatile String reason;

    @Override
    public void abort(String message) {
      if (reason == null) reason = message;
      super.abort(message);
    }

    @Override
    public String getErrorMessage() {
      return reason == null ? super.getErrorMessage() : reason;
    }
  }
}
