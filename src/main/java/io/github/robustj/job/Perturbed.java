package io.github.robustj.job;

import io.github.robustj.evaluation.PerturbationSize;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Slices before and after an attack, normalised.
 *
 * @param bounds the valid range of both
 */
record Perturbed(Tensor clean, Tensor adversarial, Bounds bounds) {

  List<SliceSize> sizes() {
    double range = 0;
    for (int c = 0; c < bounds.lower().length; c++)
      range = Math.max(range, bounds.upper()[c] - bounds.lower()[c]);
    List<SliceSize> sizes = new ArrayList<>();
    for (PerturbationSize size : PerturbationSize.of(clean, adversarial, range > 0 ? range : 1))
      sizes.add(new SliceSize(sizes.size() + 1, size.l1(), size.l2(), size.linf(), size.psnr()));
    return sizes;
  }
}
