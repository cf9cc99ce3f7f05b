package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.BlockJob;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictSlideJob;
import io.github.robustj.job.SeamNetwork;
import io.github.robustj.job.SurveyJob;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that counts the blocks it does, and may be ended, or fail. */
final class CountedBlocks implements Engine {

  final SeamNetwork network;
  final AtomicInteger blocks = new AtomicInteger();
  final AtomicInteger surveys = new AtomicInteger();
  volatile int end = Integer.MAX_VALUE;
  volatile String broken = "";

  CountedBlocks(SeamNetwork network) {
    this.network = network;
  }

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    if (job instanceof SurveyJob) surveys.incrementAndGet();
    if (job instanceof PredictSlideJob) blocks.incrementAndGet();
    if (job instanceof BlockJob block) {
      if (blocks.get() == end) throw new CancellationException("killed");
      blocks.incrementAndGet();
      if (block.plan().image().endsWith(broken) && !broken.isEmpty())
        throw new RobustJException("A block is unreadable.");
    }
    return job.run(network.backend(), listener);
  }
}
