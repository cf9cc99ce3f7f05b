package io.github.robustj.cli;

import io.github.robustj.job.Engine;
import io.github.robustj.worker.Engines;
import io.github.robustj.worker.NativeFolders;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.util.List;

/** Entry point of {@code robustj}. */
public final class Main {

  private Main() {}

  /**
   * Ends the process with 0 when done, 1 when failed, 2 for wrong usage, 130 when cancelled; a
   * signal ends it with 128 and its number, after the job has cleaned up.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** What {@link #main} does, for programs that end the process themselves; its exit code. */
  public static int run(String... arguments) {
    restoreError();
    NativeFolders.use();
    return run(verbs(), Engines.standard(), arguments);
  }

  /** The subcommands, in the order of the help; a new one is a line here. */
  static List<Verb> verbs() {
    return List.of(
        TrainVerb.VERB,
        PredictVerb.VERB,
        AttackVerb.VERB,
        EvaluateVerb.VERB,
        CompareVerb.VERB,
        MergeVerb.VERB,
        ReportVerb.VERB,
        ImportVerb.VERB,
        ExportVerb.VERB,
        ServeVerb.VERB,
        BenchVerb.VERB,
        MacroVerb.VERB,
        EngineVerb.VERB);
  }

  static int run(List<Verb> verbs, Engine engine, String... arguments) {
    Cancellation cancellation = Cancellation.onShutdown();
    try {
      Program.Streams streams =
          new Program.Streams(
              new PrintWriter(System.out, true), new PrintWriter(System.err, true), isTerminal());
      return new Program(verbs, streams, engine, cancellation).run(arguments);
    } finally {
      cancellation.ended();
    }
  }

  /** The launcher looks at standard error itself; Java can only tell about all three streams. */
  private static boolean isTerminal() {
    String told = System.getProperty("robustj.terminal");
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /**
   * Lets Java write past the launcher's filter to the user's standard error, if there is one.
   * Native code writes on descriptor 2 what it likes, which the launcher therefore sends through a
   * filter; the true one it keeps under the number in {@code robustj.stderr}.
   */
  private static void restoreError() {
    int number = Integer.getInteger("robustj.stderr", 2);
    if (number == 2) return;
    try {
      // Opened by its name, as /dev/fd/3, a file would be written from its beginning again.
      Constructor<FileDescriptor> numbered = FileDescriptor.class.getDeclaredConstructor(int.class);
      numbered.setAccessible(true);
      FileOutputStream out = new FileOutputStream(numbered.newInstance(number));
      System.setErr(new PrintStream(out, true));
    } catch (ReflectiveOperationException | RuntimeException unknownJava) {
      // Through the filter all lines arrive, too; only a bar on a terminal comes late.
      System.err.flush();
    }
  }
}
