package io.github.robustj.task;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a targeted attack wants a model to see of some samples: some things changed, all others held
 * where the model sees them in the clean images, right or wrong, so that the attack repairs nothing
 * on its way.
 */
public interface Aimed {

  /** What the goals read that lead to a target: changes and held things apart, sample by sample. */
  Tensor steering();

  /** Changes and held things together as the task encodes them, to score against. */
  Tensor targets();

  /**
   * How many things are to change in each sample: pixels, landmarks or objects. 0 where there is
   * nothing of the kind; such a sample is not attacked.
   */
  int[] wanted();

  /**
   * How many of them are as wanted.
   *
   * @param outputs of the model for all samples
   */
  int[] reached(Tensor outputs);

  /**
   * What the mean over all held things counts beside the mean over all changes: the root of the
   * ratio of their numbers. With 1 few changes would give away many held things, with the ratio
   * itself many held things outweigh few changes.
   */
  static double heldWeight(int held, int changes) {
    return changes == 0 ? 1 : Math.sqrt((double) held / changes);
  }

  /** Whether any sample has something to change. */
  default boolean hasChanges() {
    return Arrays.stream(wanted()).anyMatch(n -> n > 0);
  }

  /** What pixels are to become, see {@code AimedMasks}; empty where no pixels are aimed at. */
  default Optional<Mask> changes() {
    return Optional.empty();
  }

  /**
   * How far an attack came, with the things that were to change.
   *
   * @param before,after outputs of the model for all samples
   * @param unit of distances
   */
  String inWords(Tensor before, Tensor after, String unit);

  /** The sums over the samples. */
  default Reach reach(Tensor outputs) {
    return new Reach(Arrays.stream(reached(outputs)).sum(), Arrays.stream(wanted()).sum());
  }
}
