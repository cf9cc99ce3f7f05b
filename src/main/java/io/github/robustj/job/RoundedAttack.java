package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.metric.Dice;
import io.github.robustj.task.Reach;
import io.github.robustj.task.segmentation.AimedMasks;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What is left of an attack on a segmentation where its image was rounded to whole grey levels. */
public final class RoundedAttack {

  private RoundedAttack() {}

  /**
   * The result with all numbers of the rounded image.
   *
   * @param rounded in intensities, of the size of the adversarial image
   * @param seen what the model predicts of it
   */
  public static AttackResult of(AttackResult result, Image rounded, Prediction seen) {
    return new AttackResult(
        rounded,
        result
            .adversarial()
            .clean()
            .map(c -> change(result, rounded, c))
            .orElse(result.perturbation()),
        result.truth(),
        result.truthGiven(),
        result.clean(),
        seen,
        classes(result, seen),
        result.adversarial().clean().map(c -> sizes(result, rounded, c)).orElse(result.slices()),
        result.universal(),
        result.wanted().map(changes -> reach(changes, seen)).orElse(result.reach()),
        result.wanted());
  }

  private static Reach reach(Mask changes, Prediction seen) {
    return AimedMasks.reach(changes, new SegmentationTask(seen.classes()).encode(seen.mask()));
  }

  private static List<ClassChange> classes(AttackResult result, Prediction seen) {
    List<LabelClass> known = seen.classes();
    SegmentationTask task = new SegmentationTask(known);
    double[] dice =
        Dice.perClass(
            indices(task.encode(seen.mask())), indices(task.encode(result.truth())), known.size());
    List<ClassChange> changes = new ArrayList<>();
    for (ClassChange change : result.classes())
      for (int c = 1; c < dice.length; c++)
        if (known.get(c).name().equals(change.name()))
          changes.add(new ClassChange(change.name(), change.before(), dice[c]));
    return changes;
  }

  private static int[] indices(Tensor targets) {
    int[] indices = new int[targets.data().length];
    for (int i = 0; i < indices.length; i++) indices[i] = (int) targets.data()[i];
    return indices;
  }

  private static Image change(AttackResult result, Image rounded, CleanScaling clean) {
    Tensor change = Preprocessing.images(rounded, clean.scaling());
    float[] before = clean(result, clean.scaling()).data();
    for (int i = 0; i < before.length; i++) change.data()[i] -= before[i];
    return Preprocessing.perturbation(change, clean.scaling(), rounded);
  }

  private static List<SliceSize> sizes(AttackResult result, Image rounded, CleanScaling clean) {
    Scaling scaling = clean.scaling();
    Tensor seen = Preprocessing.images(rounded, scaling);
    return new Perturbed(clean(result, scaling), seen, scaling.bounds()).sizes();
  }

  /** The clean image as the network saw it, normalised. */
  private static Tensor clean(AttackResult result, Scaling scaling) {
    Image clean = Preprocessing.difference(result.adversarial(), result.perturbation());
    return Preprocessing.images(clean, scaling);
  }
}
