package io.github.robustj.worker;

import io.github.robustj.job.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Why a worker ended, in words a user can act on. */
public final class WorkerFailures {

  /** What {@code -XX:+ExitOnOutOfMemoryError} gives. */
  private static final int OUT_OF_MEMORY = 3;

  /** POSIX: the exit code of a process that a signal ended is above this by the signal's number. */
  private static final int SIGNAL = 128;

  /** The exit code of a process that was ended by force. */
  static final int KILLED = SIGNAL + 9;

  private static final Pattern NO_MEMORY =
      Pattern.compile("std::bad_alloc|CUDA_ERROR_OUT_OF_MEMORY");

  private WorkerFailures() {}

  /**
   * @param job that was running
   */
  static String outOfMemory(Job<?> job, Path log) {
    return "The engine needs more memory than it may take; try %s, or give it more, as in %s=-Xmx8g in the environment; its log is %s."
        .formatted(job.lighter(), WorkerSettings.OPTIONS_VARIABLE, log);
  }

  /**
   * @param exitCode of a worker that nobody had asked to end
   * @param job that was running
   */
  static String ended(int exitCode, Job<?> job, Path log) {
    if (exitCode == OUT_OF_MEMORY || tellsOfMemory(log)) return outOfMemory(job, log);
    return "The engine %s; images and ImageJ are as they were, run the command again (with resume a training goes on from its last epoch, an evaluation from its last case); its log is %s."
        .formatted(how(exitCode), log);
  }

  /** Of a worker that was ended because it did not answer any more. */
  static String silent(Path log) {
    return "The engine did not answer any more and was ended; images and ImageJ are as they were, run the command again (with resume a training goes on from its last epoch, an evaluation from its last case); its log is %s."
        .formatted(log);
  }

  /** Native code that finds no memory prints so and ends the whole process. */
  private static boolean tellsOfMemory(Path log) {
    try {
      return NO_MEMORY.matcher(Files.readString(log, StandardCharsets.ISO_8859_1)).find();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static String how(int exitCode) {
    return switch (exitCode - SIGNAL) {
      case 9 -> "was killed, perhaps by the system because memory ran out";
      case 15 -> "was asked to end by somebody else";
      case 4, 6, 7, 8, 11 ->
          "crashed in native code (if it does so again, install the engine anew)";
      default -> "ended by itself with exit code " + exitCode;
    };
  }
}
