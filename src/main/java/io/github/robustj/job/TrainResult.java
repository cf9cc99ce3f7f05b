package io.github.robustj.job;

import io.github.robustj.job.JobListener.EpochReport;
import java.nio.file.Path;
import java.util.List;

/**
 * @param model folder of the finished model: the latest epoch of those with the best validation
 *     scores
 * @param history a report per epoch, without margins but for the last
 * @param verdict a sentence: is it better than guessing, what does its curve say, what to try next
 */
public record TrainResult(Path model, List<EpochReport> history, String verdict) {

  /** Not judged. */
  public TrainResult(Path model, List<EpochReport> history) {
    this(model, history, "");
  }
}
