package io.github.robustj.cli;

import io.github.robustj.job.Engine;
import io.github.robustj.job.JobListener;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.parts.PartStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * A subcommand.
 *
 * @param help what it does, in one line
 * @param keys its options, in the order of the help
 * @param words its positional arguments
 * @param action what happens
 */
record Verb(String name, String help, List<Key<?>> keys, List<Word> words, Action action) {

  Verb(String name, String help, List<Key<?>> keys, Action action) {
    this(name, help, keys, List.of(), action);
  }

  /** A positional argument; optional ones come last. */
  record Word(String label, String help, boolean required) {}

  /** Does the work. */
  @FunctionalInterface
  interface Action {

    /**
     * @throws io.github.robustj.error.RobustJException if the user can mend the cause
     * @throws java.util.concurrent.CancellationException if the listener asked to stop
     */
    void run(Call call, Session session);
  }

  /**
   * What the user typed, checked.
   *
   * @param finished the parts of the work where they are to be merged
   */
  record Call(Options options, List<String> words, Optional<PartStore> finished) {

    Call(Options options, List<String> words) {
      this(options, words, Optional.empty());
    }
  }

  /** What an action works with; {@code out} takes what the user asked for, in brief. */
  record Session(Engine engine, JobListener listener, PrintWriter out) {}
}
