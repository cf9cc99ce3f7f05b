package io.github.robustj.attack;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What an attack maximises: one number per image. */
public interface Objective {

  /** The values for the images {@code [sample, y, x, channel]}. */
  float[] loss(Tensor images);

  /**
   * What decides which image is an attack's result, higher is worse for the model. The objective
   * itself, unless another number says better what was asked for (a score).
   */
  default float[] harm(Tensor images) {
    return loss(images);
  }

  /**
   * What a search without gradients goes by, of one look at the images.
   *
   * @param tracked tells progress from standstill, see {@link Differentiable#tracked}
   * @param harm decides which image is the result, see {@link #harm}
   */
  record Judged(float[] tracked, float[] harm) {}

  /** Progress and harm of the images {@code [sample, y, x, channel]}. */
  default Judged judge(Tensor images) {
    return new Judged(loss(images), harm(images));
  }

  /**
   * The harm of a sample with this score, by which fmn tells a broken sample. What is missing of a
   * score from 0 to 1, unless the score is an error.
   */
  default float harmOf(double score) {
    return (float) (1 - score);
  }

  /**
   * An objective whose gradient with respect to the images is known: what a white-box attack needs.
   */
  interface Differentiable extends Objective {

    LossAndGradient lossAndGradient(Tensor images);

    @Override
    default float[] loss(Tensor images) {
      return lossAndGradient(images).loss();
    }

    @Override
    default float[] harm(Tensor images) {
      return harm(lossAndGradient(images));
    }

    @Override
    default Judged judge(Tensor images) {
      LossAndGradient at = lossAndGradient(images);
      return new Judged(tracked(at), harm(at));
    }

    /** {@link #harm(Tensor)} of images that have just been evaluated. */
    default float[] harm(LossAndGradient at) {
      return at.loss();
    }

    /**
     * A value that may be compared between iterates and so tells progress from standstill. The
     * objective itself, unless its weights change with the image (masked, weighted losses).
     */
    default float[] tracked(LossAndGradient at) {
      return at.loss();
    }

    /**
     * The objective at a moment of the attack.
     *
     * @param progress 0 at the start, 1 at the end
     */
    default Differentiable at(double progress) {
      return this;
    }

    /**
     * The objectives that an ensemble maximises one after another, the last once more from the best
     * that all have found; all have this one's harm.
     */
    default List<Differentiable> variants() {
      return List.of(this);
    }

    /** The same objective on another model, whose gradients a transfer attack takes. */
    default Optional<Differentiable> source() {
      return Optional.empty();
    }
  }
}
