package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * A weighted term of a training loss, {@code sum_i weights[i] * value_i}, one value per sample. A
 * training method is a list of such terms; terms that hold the same tensor object share its pass
 * through the network.
 *
 * <p>Gradients flow through every image of a term. {@code p} are the class probabilities of the
 * network's final output, the softmax of its logits; means are over pixels. Of landmarks, {@code p}
 * is the softmax of each heat map over the slice; means are over landmarks, of sums over space.
 */
public sealed interface LossTerm {

  /** {@code [sample, y, x, channel]}. */
  Tensor images();

  /** As the task encodes them, one per sample. */
  Tensor targets();

  /** One per sample. */
  float[] weights();

  /** {@code loss(f(images), targets)}, see {@link Loss}, over all supervised decoder levels. */
  record Supervised(Tensor images, Tensor targets, float[] weights) implements LossTerm {

    public Supervised {
      requireSamples(weights, images, targets);
    }
  }

  /**
   * The mean of {@code KL(p(images) || p(adversarial))}: how far the output moves with the
   * perturbation (TRADES, Zhang et al. 2019, arXiv 1901.08573). Of heat maps the sum over cells and
   * classes of the divergences, over the sum of {@code p(images)}, at least 1.
   *
   * @param targets class indices; pixels with a negative target, beyond the slice, are left out, as
   *     what lies there is of landmarks, and of objects all that does not count in the loss
   */
  record Smoothness(Tensor images, Tensor adversarial, Tensor targets, float[] weights)
      implements LossTerm {

    public Smoothness {
      requireSamples(weights, images, adversarial, targets);
    }
  }

  /**
   * The mean of {@code KL(p(images) || p(adversarial)) (1 - p_y(images))}: smoothness where the
   * clean image is not yet right (MART, Wang et al., ICLR 2020, equation 11).
   *
   * @param targets class indices; pixels with a negative target are left out
   */
  record DoubtfulSmoothness(Tensor images, Tensor adversarial, Tensor targets, float[] weights)
      implements LossTerm {

    public DoubtfulSmoothness {
      requireSamples(weights, images, adversarial, targets);
    }
  }

  /**
   * The mean of {@code -log p_y - log(1 - max over k != y of p_k)}: cross-entropy with a margin to
   * the runner-up (MART, equation 8).
   *
   * @param targets class indices; pixels with a negative target are left out
   */
  record BoostedCrossEntropy(Tensor images, Tensor targets, float[] weights) implements LossTerm {

    public BoostedCrossEntropy {
      requireSamples(weights, images, targets);
    }
  }

  /**
   * The mean over pixels and classes of {@code (p(images) - reference)^2} (temporal ensembling,
   * Laine and Aila 2017, arXiv 1610.02242).
   *
   * @param reference probabilities {@code [sample, y, x, class]}, constants to the gradient; of
   *     heat maps each cell and class has one of its own
   * @param targets as of {@link Smoothness}
   */
  record Agreement(Tensor images, Tensor reference, Tensor targets, float[] weights)
      implements LossTerm {

    public Agreement {
      requireSamples(weights, images, reference, targets);
    }
  }

  /**
   * Supervision of every sample with the weight {@code share / samples}, so that the term is {@code
   * share} times the mean loss.
   */
  static Supervised mean(Tensor images, Tensor targets, double share) {
    return new Supervised(images, targets, evenly(images.samples(), share));
  }

  /** Equal weights that add up to {@code share}. */
  static float[] evenly(int samples, double share) {
    float[] weights = new float[samples];
    Arrays.fill(weights, (float) (share / samples));
    return weights;
  }

  private static void requireSamples(float[] weights, Tensor... parts) {
    for (Tensor part : parts)
      if (part.samples() != weights.length)
        throw new IllegalArgumentException(
            weights.length + " weights for " + Arrays.toString(parts));
  }
}
