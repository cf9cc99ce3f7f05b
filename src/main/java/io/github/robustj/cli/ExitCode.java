package io.github.robustj.cli;

/** What the process tells its caller at its end. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** A wrong command line; nothing was started. */
  static final int USAGE = 2;

  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  static final int CANCELLED = 130;

  private ExitCode() {}
}
