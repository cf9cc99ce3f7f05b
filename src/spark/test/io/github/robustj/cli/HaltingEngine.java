package io.github.robustj.cli;

import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Outcome;
import io.github.robustj.job.PredictFileJob;
import io.github.robustj.model.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** One of the jobs ends every executor that begins it. */
record HaltingEngine(Engine engine, int place) implements Engine {

  /** In place of the prediction of an image. */
  record HaltsForImage() implements Job<PredictFileJob.Found> {
    @Override
    public PredictFileJob.Found run(Backend backend, JobListener listener) {
      Runtime.getRuntime().halt(7);
      return null;
    }
  }

  /** In place of a training. */
  record HaltsForName() implements Job<String> {
    @Override
    public String run(Backend backend, JobListener listener) {
      Runtime.getRuntime().halt(7);
      return "";
    }
  }

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    return engine.run(job, listener);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> void runAll(
      List<? extends Job<R>> jobs, JobListener listener, BiConsumer<Integer, Outcome<R>> found) {
    List<Job<R>> all = new ArrayList<>(jobs);
    boolean images = jobs.get(place) instanceof PredictFileJob;
    all.set(place, (Job<R>) (images ? new HaltsForImage() : new HaltsForName()));
    engine.runAll(all, listener, found);
  }
}
