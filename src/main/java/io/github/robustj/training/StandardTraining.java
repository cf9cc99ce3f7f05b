package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import java.util.List;
import java.util.random.RandomGenerator;

/** The mean loss of the clean images: what every robust method is compared with. */
public record StandardTraining() implements TrainingMethod {

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    return List.of(LossTerm.mean(batch.images(), batch.targets(), 1));
  }
}
