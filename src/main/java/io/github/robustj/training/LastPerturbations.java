package io.github.robustj.training;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.tensor.Tensor;
import java.util.Map;

/** What was last found to hurt each training sample, for the next attack on it to start from. */
final class LastPerturbations {

  private final SampleMaps maps = new SampleMaps("perturbations");

  /** Makes room for the samples of the training. */
  void require(int samples) {
    maps.require(samples);
  }

  /**
   * Samples that were attacked before start from what was found then, as their augmentation shows
   * it and cut to the ball; the others stay.
   *
   * @param start changed in place
   */
  void start(Batch batch, PerturbationBall ball, Tensor start) {
    Tensor last = maps.at(batch, Tensor.zeros(start.shape()));
    float[] clean = batch.images().data();
    for (int k = 0; k < clean.length; k++) last.data()[k] += clean[k];
    ball.project(last);
    for (int i = 0; i < start.samples(); i++)
      if (maps.knows(batch.indices()[i])) start.setSample(i, last, i);
  }

  void remember(Batch batch, Tensor attacked) {
    Tensor found = attacked.copy();
    float[] clean = batch.images().data();
    for (int k = 0; k < clean.length; k++) found.data()[k] -= clean[k];
    maps.blend(batch, found, 0);
  }

  Map<String, Tensor> state() {
    return maps.state();
  }

  /**
   * See {@link SampleMaps#restore}.
   *
   * @throws IllegalArgumentException also if the state is of a training that kept none
   */
  void restore(Map<String, Tensor> state) {
    if (!maps.isIn(state)) throw new IllegalArgumentException("it lacks the last perturbations");
    maps.restore(state);
  }
}
