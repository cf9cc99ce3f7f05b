package io.github.robustj.job;

import io.github.robustj.file.Outputs;
import io.github.robustj.file.Run;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which files a command may replace, as its options say. */
public final class OutputRules {

  private OutputRules() {}

  /**
   * @param options with {@link OptionTable#WRITE}
   * @param command as users call it
   * @param inputs the files and folders that are read, the model first; those not given are left
   *     out
   */
  public static Outputs of(Options options, String command, Key<?>... inputs) {
    return inWords(options, command, "", inputs);
  }

  /**
   * As {@link #of(Options, String, Key...)}, for results whose files the user does not name and
   * that differ by other options, too.
   *
   * @param among the keys of these options
   */
  public static Outputs bySettings(
      Options options, String command, Collection<Key<?>> among, Key<?>... inputs) {
    String settings = Run.settings(options.given(among));
    Run run = new Run(command, from(options, inputs), settings);
    return of(run, List.copyOf(among), options.get(OptionTable.OVERWRITE));
  }

  /**
   * As {@link #of(Options, String, Key...)}.
   *
   * @param settings what tells the run from others beside its inputs, as {@link Run} has it
   */
  public static Outputs inWords(
      Options options, String command, String settings, Key<?>... inputs) {
    return of(
        new Run(command, from(options, inputs), settings), options.get(OptionTable.OVERWRITE));
  }

  private static List<Path> from(Options options, Key<?>... inputs) {
    List<Path> from = new ArrayList<>();
    for (Key<?> key : inputs) options.file(key).ifPresent(from::add);
    return from;
  }

  /** What a run may replace: its own files and, if wanted, others, but no part of a model. */
  public static Outputs of(Run run, boolean overwrite) {
    return new Outputs(run, overwrite, ModelFolder::isPart);
  }

  /**
   * As {@link #of(Run, boolean)}.
   *
   * @param among the keys of the run's settings, which tell their defaults
   */
  public static Outputs of(Run run, List<Key<?>> among, boolean overwrite) {
    return new Outputs(run, Keys.standard(among), overwrite, ModelFolder::isPart);
  }
}
