package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossTerm;
import io.github.robustj.option.Options;
import io.github.robustj.task.Task;
import java.util.List;
import java.util.random.RandomGenerator;

/** The mean loss of the clean images: what every robust method is compared with. */
public record StandardTraining() implements TrainingMethod {

  public static final MethodType TYPE =
      new MethodType("standard", "standard (clean images)") {
        @Override
        public double usualShare() {
          return 0;
        }

        @Override
        public double work(Options options, int epoch) {
          return 1;
        }

        @Override
        public TrainingMethod create(Options options, int epochs, Task<?> task) {
          return new StandardTraining();
        }
      };

  @Override
  public List<LossTerm> terms(Batch batch, DifferentiableModel model, RandomGenerator random) {
    return List.of(LossTerm.mean(batch.images(), batch.targets(), 1));
  }
}
