package io.github.robustj.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the driver knows of the parts that run now. Spark's threads tell it, the thread of the run
 * asks it.
 */
final class RunningParts {

  /** Spark makes the plugin that hears executors itself, and there is one Spark in a process. */
  private static final AtomicReference<RunningParts> CURRENT = new AtomicReference<>();

  private final Map<Integer, Running> running = new HashMap<>();
  private List<String> lines = new ArrayList<>();
  private long run;

  /**
   * @param ended whether it has told its end, and its result is on its way
   */
  private record Running(String executor, double fraction, boolean ended) {}

  RunningParts() {
    CURRENT.set(this);
  }

  static RunningParts current() {
    return CURRENT.get();
  }

  /** Begins a run; what parts of an earlier one still say is not heard. */
  synchronized long begin() {
    run++;
    running.clear();
    lines.clear();
    return run;
  }

  /** No part is begun any more. */
  synchronized void end() {
    run++;
  }

  /** The answer is null to what is only told. */
  Object receive(Report report) {
    if (report instanceof Report.Cores asked) return ExecutorCores.current().of(asked.executor());
    return note(report);
  }

  private synchronized Object note(Report report) {
    Object answer = null;
    if (report instanceof Report.Begun begun) {
      answer = begun.run() == run;
      if (begun.run() == run) running.put(begun.part(), new Running(begun.executor(), 0, false));
    } else if (report instanceof Report.Progress done && done.run() == run)
      running.computeIfPresent(
          done.part(), (part, before) -> new Running(before.executor(), done.fraction(), false));
    else if (report instanceof Report.Line line && line.run() == run) lines.add(line.text());
    // Those of a run that was cancelled are waited for. What a part has done counts until its
    // result is taken: progress that falls back would be that of other work.
    else if (report instanceof Report.Ended ended)
      running.computeIfPresent(
          ended.part(), (part, before) -> new Running(before.executor(), before.fraction(), true));
    notifyAll();
    return answer;
  }

  /** Takes a part off whose task has ended; whether it had begun and had not told its end. */
  synchronized boolean take(int part) {
    Running last = running.remove(part);
    return last != null && !last.ended();
  }

  /** What the running parts have done, in parts. */
  synchronized double done() {
    return running.values().stream().mapToDouble(Running::fraction).sum();
  }

  synchronized int count() {
    return (int) running.values().stream().filter(part -> !part.ended()).count();
  }

  /** The lines since it was last asked. */
  synchronized List<String> lines() {
    List<String> told = lines;
    lines = new ArrayList<>();
    return told;
  }

  /** Waits for news, or for that long. */
  synchronized void await(long millis) throws InterruptedException {
    wait(millis);
  }
}
