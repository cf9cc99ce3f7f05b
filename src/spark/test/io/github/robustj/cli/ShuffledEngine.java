package io.github.robustj.cli;

import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives jobs to another engine in an order that a seed says. */
record ShuffledEngine(Engine engine, long seed) implements Engine {

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    return engine.run(job, listener);
  }

  @Override
  public <R> void runAll(
      List<? extends Job<R>> jobs, JobListener listener, BiConsumer<Integer, Outcome<R>> found) {
    List<Integer> order =
        IntStream.range(0, jobs.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(order, new Random(seed));
    engine.runAll(
        order.stream().map(jobs::get).toList(),
        listener,
        (i, outcome) -> found.accept(order.get(i), outcome));
  }
}
