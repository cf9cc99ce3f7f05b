package io.github.robustj.evaluation.check;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.NoNumbersException;
import io.github.robustj.tensor.Tensor;

/** Whether the model's answers can be measured at all. */
final class AnswerChecks {

  static final CheckType FINITE =
      new CheckType("finite outputs", Level.USUAL, AnswerChecks::finite);
  static final CheckType REPEATED =
      new CheckType("same answer twice", Level.USUAL, AnswerChecks::repeated);
  static final CheckType FILES =
      new CheckType("same score from the file", Level.ALL, AnswerChecks::files);

  private AnswerChecks() {}

  /** Over the whole evaluation, and at the ends of the range. */
  private static Answer finite(Examination examined) {
    WatchedModel watched = examined.watched();
    if (watched.broken() > 0)
      return Answer.flag(
          "In %d of %d answers the outputs, the loss or the gradient were no finite numbers. An"
              + " attack never keeps such images, so the model looks better than it is; train it"
              + " again with a lower learning_rate, or with precision=float32.",
          watched.broken(), watched.images());
    WatchedModel ends = new WatchedModel(examined.model());
    for (Part part : examined.probe().parts())
      for (Tensor images : Replaced.all(part, examined.random("finite")))
        ask(examined, ends, part, images);
    if (ends.broken() > 0)
      return Answer.flag(
          "For images of valid intensities, blank, inverted or random, the outputs, the loss or the"
              + " gradient are no finite numbers in %d of %d answers: the model overflows, and an"
              + " attack cannot go where it does; train it again with a lower learning_rate.",
          ends.broken(), ends.images());
    return Answer.pass(
        "All outputs, losses and gradients were finite: of %d answers in the evaluation and %d"
            + " about blank, inverted and random images.",
        watched.images(), ends.images());
  }

  private static void ask(Examination examined, WatchedModel model, Part part, Tensor images) {
    try {
      if (examined.has(Trait.BLACK_BOX)) model.predict(images);
      else model.loss(images, part.targets());
    } catch (NoNumbersException counted) {
      // What it was asked for.
    }
  }

  /** The same images twice, each alone, and with the gradient. */
  private static Answer repeated(Examination examined) {
    if (examined.probe().isEmpty()) return Reasons.NO_SLICE;
    double again = 0;
    double otherwise = 0;
    for (Part part : examined.probe().parts()) {
      Tensor first = examined.model().predict(part.clean());
      again = Math.max(again, difference(first, examined.model().predict(part.clean())));
      Tensor alone = examined.model().predict(part.clean().slice(0, 1));
      otherwise = Math.max(otherwise, difference(first.slice(0, 1), alone));
      if (examined.has(Trait.BLACK_BOX)) continue;
      if (!examined.model().lossSeesPrediction(part.clean())) continue;
      LossAndGradient at = examined.model().loss(part.clean(), part.targets());
      otherwise = Math.max(otherwise, difference(first, at.outputs()));
    }
    if (again > Limits.REPEATED)
      return Answer.flag(
          "Two passes over the same images differ by %.2g standard deviations of the outputs. A"
              + " model that answers at random cannot be attacked by single looks at it; switch the"
              + " randomness off, or attack the mean of many passes.",
          again);
    if (otherwise > Limits.OTHERWISE_RUN)
      return Answer.flag(
          "An image gets another answer alone, or when its gradient is asked for, than among"
              + " others: by %.2g standard deviations of the outputs. The attack then sees another"
              + " model than the one that is scored; export the network as it predicts.",
          otherwise);
    return Answer.pass("Two passes over the same images give the same outputs.");
  }

  /** Largest difference, in standard deviations of the first. */
  private static double difference(Tensor first, Tensor second) {
    double sum = 0;
    double squares = 0;
    double largest = 0;
    float[] a = first.data();
    for (int k = 0; k < a.length; k++) {
      sum += a[k];
      squares += (double) a[k] * a[k];
      double d = Math.abs((double) a[k] - second.data()[k]);
      // A NaN is the matter of another check.
      if (d > largest) largest = d;
    }
    double mean = sum / a.length;
    double deviation = Math.sqrt(Math.max(squares / a.length - mean * mean, 0));
    return largest / Math.max(deviation, 1e-12);
  }

  /** The probe's attacked slices among the clean ones of their cases. */
  private static Answer files(Examination examined) {
    if (examined.probe().isEmpty()) return Reasons.NO_SLICE;
    if (examined.subject().files().isEmpty())
      return Answer.notChecked("It is not known how the cases are written.");
    if (examined.subject().epsilon() == 0) return Reasons.NO_EPSILON;
    Subject.Written written = examined.subject().files().get();
    Strength kept = examined.fromFiles(written);
    double lost = -examined.gain(kept);
    if (Math.abs(lost) <= examined.limit())
      return Answer.pass(
          "Written in the type of its image and read again, the attack leaves %s, as before (%s).",
          examined.inWords(kept.mean()), examined.inWords(examined.configured().mean()));
    return Answer.flag(
        "Written in the type of its image and read again, the attack leaves %s instead of %s:"
            + " perturbations of this size are lost in rounding. The scores are of images that no"
            + " file of this type can hold; measure at a larger epsilon, or keep images in 32 bit.",
        examined.inWords(kept.mean()), examined.inWords(examined.configured().mean()));
  }
}
