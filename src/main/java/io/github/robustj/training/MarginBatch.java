package io.github.robustj.training;

import io.github.robustj.data.Batch;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which samples of a batch a step learns clean and which attacked, and how much they count.
 *
 * @param all the batch
 * @param clean the samples learned as they are, ascending; may be none
 * @param attacked the samples learned attacked, ascending; may be none
 * @param share weight of the attacked ones in the loss, 0 to 1; the clean ones have the rest
 */
record MarginBatch(Batch all, int[] clean, int[] attacked, double share) {

  /** Every sample twice, clean and attacked, as in the papers; only attacked with a share of 1. */
  static MarginBatch whole(Batch batch, double share) {
    int[] every = IntStream.range(0, batch.indices().length).toArray();
    return new MarginBatch(batch, share < 1 ? every : new int[0], every, share);
  }

  /**
   * Every sample once, all with the same weight (Kurakin, Goodfellow and Bengio 2017, arXiv
   * 1611.01236, section 3). Which ones are attacked is drawn at random, and so is whether their
   * number is rounded up or down, such that each is with {@code share} as probability: the loss is
   * then that of {@link #whole} in expectation.
   */
  static MarginBatch split(Batch batch, double share, RandomGenerator random) {
    int n = batch.indices().length;
    // The sum may round up to the next whole number.
    int attacked = (int) Math.min(n, Math.floor(share * n + random.nextDouble()));
    int[] order = IntStream.range(0, n).toArray();
    for (int i = 0; i < attacked; i++) {
      int j = i + random.nextInt(n - i);
      int chosen = order[j];
      order[j] = order[i];
      order[i] = chosen;
    }
    Arrays.sort(order, 0, attacked);
    Arrays.sort(order, attacked, n);
    return new MarginBatch(
        batch,
        Arrays.copyOfRange(order, attacked, n),
        Arrays.copyOf(order, attacked),
        attacked / (double) n);
  }

  /** The part of the batch that is attacked. */
  Batch attackedPart() {
    return attacked.length == all.indices().length ? all : all.gather(attacked);
  }

  /** The loss as one term for each kind of images that there is, the clean ones first. */
  List<LossTerm> terms(Tensor adversarial) {
    List<LossTerm> terms = new ArrayList<>();
    if (clean.length == all.indices().length)
      terms.add(LossTerm.mean(all.images(), all.targets(), 1 - share));
    else if (clean.length > 0)
      terms.add(LossTerm.mean(all.images().gather(clean), all.targets().gather(clean), 1 - share));
    if (attacked.length > 0)
      terms.add(LossTerm.mean(adversarial, all.targets().gather(attacked), share));
    return terms;
  }

  /** The same loss as a single term: {@link #clean} and behind them the adversarial images. */
  LossTerm.Supervised together(Tensor adversarial) {
    Tensor targets = all.targets().gather(attacked);
    if (clean.length == 0) return LossTerm.mean(adversarial, targets, share);
    float[] weights = new float[clean.length + attacked.length];
    Arrays.fill(weights, 0, clean.length, (float) ((1 - share) / clean.length));
    Arrays.fill(weights, clean.length, weights.length, (float) (share / attacked.length));
    return new LossTerm.Supervised(
        Tensor.concat(all.images().gather(clean), adversarial),
        Tensor.concat(all.targets().gather(clean), targets),
        weights);
  }
}
