package io.github.robustj.job;

import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.option.Options;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.MethodType;
import io.github.robustj.training.Methods;
import java.util.List;

/**
 * What scoring the validation cases is expected to cost, for the time that is left.
 *
 * @param calls of the network
 * @param epochs in standard training epochs
 * @param every how many epochs the cases are scored, the last one always
 */
record ValidationCost(double calls, double epochs, int every) {

  /** Of what a training step takes on the same pixels. */
  static final double PREDICTION = MethodType.PREDICTION;

  static final double GRADIENT = .7;

  /**
   * @param options that say how the first few cases are attacked
   */
  static ValidationCost of(TrainingCases cases, Options options, int every) {
    List<EncodedCase> all = cases.validation();
    List<EncodedCase> attacked =
        options.get(MethodTable.EPSILON) > 0
            ? all.subList(0, Math.min(Validation.ATTACKED, all.size()))
            : List.of();
    int steps = Methods.attack(options).calls(ObjectiveCalls.TRAINING_LOSS);
    double calls = 0;
    double work = 0;
    for (EncodedCase subject : all) {
      calls += batches(subject.images());
      work += PREDICTION * pixels(subject.images());
    }
    for (EncodedCase subject : attacked) {
      calls += (steps + 1) * batches(subject.images());
      work += (GRADIENT * steps + PREDICTION) * pixels(subject.images());
    }
    return new ValidationCost(Math.max(1, calls), work / cases.pixels(), every);
  }

  /** After an epoch, counted from 0. */
  double epochs(int epoch, int last) {
    return (epoch + 1) % every == 0 || epoch + 1 == last ? epochs : 0;
  }

  private static double batches(Tensor images) {
    return Math.ceil((double) images.samples() / OpenModel.BATCH);
  }

  static double pixels(Tensor images) {
    return (double) images.samples() * images.shape(1) * images.shape(2);
  }
}
