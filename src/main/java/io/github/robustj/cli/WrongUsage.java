package io.github.robustj.cli;

import io.github.robustj.option.Options;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told of a command line that cannot be read. */
record WrongUsage(List<Verb> verbs) {

  String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) return unmatched(unmatched);
    if (e instanceof OverwrittenOptionException twice)
      return "The option %s is given twice; give it once.".formatted(key(twice.getOverwritten()));
    if (e instanceof MissingParameterException missing) return missing(missing);
    return e.getMessage();
  }

  private String unmatched(UnmatchedArgumentException e) {
    List<String> words = e.getUnmatched();
    String first = words.get(0);
    Optional<Verb> verb = verb(e);
    // What macros and scripts are told, too.
    Optional<String> unknown =
        words.stream()
            .filter(Arguments::isOption)
            .findFirst()
            .flatMap(typed -> verb.flatMap(v -> Options.unknown(Arguments.key(typed), v.keys())));
    if (unknown.isPresent()) return unknown.get();
    if (first.startsWith("-"))
      return "There is no option \"%s\"; options begin with two hyphens, as --help."
          .formatted(first);
    if (verb.isEmpty())
      return Options.unknown("command", first, verbs.stream().map(Verb::name).toList());
    return "The word \"%s\" is one too many; values follow their option, as in %s, and those with blanks need quotes."
        .formatted(first, "--out FOLDER");
  }

  private String missing(MissingParameterException e) {
    ArgSpec first = e.getMissing().get(0);
    if (first.isOption()) return "The option %s has no value; give one.".formatted(key(first));
    return "The argument %s is missing: %s."
        .formatted(first.paramLabel(), String.join(" ", first.description()));
  }

  private Optional<Verb> verb(ParameterException e) {
    String name = e.getCommandLine().getCommandName();
    return verbs.stream().filter(known -> known.name().equals(name)).findFirst();
  }

  private static String key(ArgSpec option) {
    return Arguments.key(((OptionSpec) option).longestName());
  }
}
