package io.github.robustj.job;

import io.github.robustj.model.Backend;

/**
 * What a model sees in some slices of a volume that is read where the job runs, see {@link
 * io.github.robustj.task.Prediction#of(java.util.List)}.
 *
 * @param volume the prediction of all slices
 */
public record PredictSlicesJob(PredictFileJob volume, SliceRange slices)
    implements Job<PredictFileJob.Found> {

  @Override
  public String lighter() {
    return volume.lighter();
  }

  @Override
  public PredictFileJob.Found run(Backend backend, JobListener listener) {
    String sum = volume.sum();
    PredictJob all = volume.of(volume.image().read());
    return new PredictFileJob.Found(sum, all.slices(slices, backend, listener));
  }
}
