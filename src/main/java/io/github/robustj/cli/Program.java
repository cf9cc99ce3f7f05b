package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.job.Cluster;
import io.github.robustj.job.ComputeOptions;
import io.github.robustj.job.DivisionTable;
import io.github.robustj.job.Engine;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.Version;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line as a function: arguments in, exit code out. */
final class Program {

  /** What the process tells its caller at its end. */
  static final int DONE = 0;

  static final int FAILED = 1;

  /** A wrong command line; nothing was started. */
  static final int USAGE = 2;

  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  static final int CANCELLED = 130;

  private static final String DEBUG = "--debug";
  private static final String HELP_ALL = "--help-all";

  private final List<Verb> verbs;
  private final Streams streams;
  private final Engine engine;
  private final Cancellation cancellation;

  /**
   * Where texts go.
   *
   * @param terminal whether {@code err} is a terminal, on which a line can be written over
   */
  record Streams(PrintWriter out, PrintWriter err, boolean terminal) {}

  Program(List<Verb> verbs, Streams streams, Engine engine, Cancellation cancellation) {
    this.verbs = List.copyOf(verbs);
    this.streams = streams;
    this.engine = engine;
    this.cancellation = cancellation;
  }

  /** Runs one command line to its end. */
  int run(String... arguments) {
    CommandSpec spec = command("robustj", "Train, attack and measure robust networks.");
    // Options may be those of jars, which are opened for the verb only that wants them.
    List<String> words = List.of(arguments);
    verbs.forEach(
        verb -> spec.addSubcommand(verb.name(), command(verb, words.contains(verb.name()))));
    return new CommandLine(spec)
        .setOut(streams.out())
        .setErr(streams.err())
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(this::wrongUsage)
        .execute(arguments);
  }

  private CommandSpec command(String name, String help) {
    CommandSpec[] self = new CommandSpec[1];
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(call(() -> missingVerb(self[0].commandLine())));
    self[0] = spec;
    spec.name(name).usageMessage().description(help).width(100);
    return spec.mixinStandardHelpOptions(true).version(version());
  }

  private CommandSpec command(Verb verb, boolean wanted) {
    CommandSpec[] self = new CommandSpec[1];
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(call(() -> perform(verb, self[0].commandLine())));
    self[0] = spec;
    for (int i = 0; i < verb.words().size(); i++)
      spec.addPositional(Arguments.positional(i, verb.words().get(i)));
    if (wanted) verb.keys().forEach(key -> spec.addOption(Arguments.option(key, verb.keys())));
    spec.addOption(
        OptionSpec.builder(DEBUG)
            .type(boolean.class)
            .description("print where an error came from")
            .build());
    spec.addOption(
        OptionSpec.builder("-h", "--help", HELP_ALL).type(boolean.class).usageHelp(true).build());
    spec.addOption(
        OptionSpec.builder("-V", "--version").type(boolean.class).versionHelp(true).build());
    spec.usageMessage().description(verb.help()).sectionKeys(List.of(HELP_ALL));
    spec.usageMessage().sectionMap().put(HELP_ALL, help -> help(verb, self[0].commandLine()));
    return spec.version(version());
  }

  private static String help(Verb verb, CommandLine line) {
    ParseResult parsed = line.getParseResult();
    return new HelpText(verb, parsed != null && parsed.originalArgs().contains(HELP_ALL))
        .toString();
  }

  private int missingVerb(CommandLine root) {
    throw new ParameterException(
        root, "A command is missing: one of " + String.join(", ", root.getSubcommands().keySet()));
  }

  private int perform(Verb verb, CommandLine line) {
    ParseResult parsed = line.getParseResult();
    Verb.Call call = new Verb.Call(options(verb, line), words(parsed));
    ConsoleProgress progress =
        new ConsoleProgress(
            streams.err(), streams.terminal(), System::currentTimeMillis, cancellation);
    try {
      Extensions.problems().forEach(progress::log);
      perform(verb, call, progress);
      progress.clear();
      return DONE;
    } catch (RuntimeException | Error e) {
      progress.clear();
      return failed(e, parsed.hasMatchedOption(DEBUG));
    } finally {
      streams.out().flush();
    }
  }

  private void perform(Verb verb, Verb.Call call, ConsoleProgress progress) {
    DividedRun.requireOneWay(call.options());
    Optional<String> cluster = DividedRun.cluster(call.options());
    if (cluster.isEmpty()) perform(verb, call, engine, progress);
    else
      try (Cluster.Opened opened = Cluster.at(cluster.get(), progress::log)) {
        perform(verb, call, opened, progress);
      }
  }

  private void perform(Verb verb, Verb.Call call, Engine on, ConsoleProgress progress) {
    Engine chosen = on.with(ComputeOptions.from(call.options()));
    verb.action().run(call, new Verb.Session(chosen, progress, streams.out()));
  }

  private static Options options(Verb verb, CommandLine line) {
    try {
      Options given = Options.of(Arguments.given(line.getParseResult(), verb.keys()), verb.keys());
      // Share 3 of 2 is wrong usage, too, though it is written as a share.
      if (given.has(DivisionTable.SHARD)) given.get(DivisionTable.SHARD);
      return given;
    } catch (RobustJException wrong) {
      throw new ParameterException(line, wrong.getMessage(), wrong);
    }
  }

  private static List<String> words(ParseResult parsed) {
    return parsed.matchedPositionals().stream().map(p -> p.<String>getValue()).toList();
  }

  private int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    streams.err().println(new WrongUsage(verbs).sentence(e));
    Extensions.problems().forEach(streams.err()::println);
    streams.err().println("See " + line.getCommandSpec().qualifiedName() + " --help.");
    streams.err().flush();
    return USAGE;
  }

  private int failed(Throwable e, boolean debug) {
    // Java refuses some things once it is about to end, which it is because the user wants it to.
    boolean ending = cancellation.wanted() && "Shutdown in progress".equals(e.getMessage());
    boolean cancelled = e instanceof CancellationException || ending;
    streams.err().println(cancelled ? "Cancelled." : sentence(e));
    if (debug) e.printStackTrace(streams.err());
    streams.err().flush();
    return cancelled ? CANCELLED : FAILED;
  }

  /** What a user reads of an error. */
  static String sentence(Throwable e) {
    if (e instanceof RobustJException) return e.getMessage();
    if (e instanceof OutOfMemoryError)
      return "There is not enough memory; give Java more, as in ROBUSTJ_JAVA_OPTS=-Xmx8g, or use a"
          + " smaller batch or patch.";
    if (e instanceof InvalidPathException path)
      return "%s is no name of a file on this system; where that is for its letters, set LC_ALL=C.UTF-8."
          .formatted(path.getInput());
    return "RobustJ met an error of its own (" + e + "); --debug shows where, please report it.";
  }

  private static String[] version() {
    return new String[] {
      Version.NAME + " " + Version.text(),
      "Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }

  /** Picocli runs a command's user object if it is one of these. */
  private static Callable<Integer> call(Callable<Integer> action) {
    return action;
  }
}
