package io.github.robustj.cli;

import io.github.robustj.job.Engine;
import io.github.robustj.worker.Engines;
import java.io.PrintWriter;
import java.util.List;

/** Entry point of {@code robustj}. */
public final class Main {

  private Main() {}

  /**
   * Ends the process with 0 when done, 1 when failed, 2 for wrong usage, 130 when cancelled; a
   * signal ends it with 128 and its number, after the job has cleaned up.
   */
  public static void main(String[] arguments) {
    StandardError.restore();
    System.exit(run(verbs(), Engines.standard(), arguments));
  }

  /** The subcommands, in the order of the help; a new one is a line here. */
  static List<Verb> verbs() {
    return List.of(
        TrainVerb.VERB,
        PredictVerb.VERB,
        AttackVerb.VERB,
        EvaluateVerb.VERB,
        CompareVerb.VERB,
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
}
