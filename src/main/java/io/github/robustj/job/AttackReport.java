package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Scaling;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What an attack did, in the user's terms.
 *
 * @param image the clean image
 * @param targets class indices of the truth
 */
record AttackReport(Image image, Scaling scaling, SegmentationTask task, Tensor targets) {

  /** Logits of all slices. */
  record Outputs(Tensor clean, Tensor attacked) {}

  /**
   * @param clean all slices, normalised
   */
  AttackResult result(
      Tensor clean, AttackedImage attacked, Outputs outputs, Mask truth, boolean truthGiven) {
    return new AttackResult(
        attacked.image(),
        attacked.perturbation(),
        truth,
        truthGiven,
        prediction(outputs.clean()),
        prediction(outputs.attacked()),
        classes(outputs),
        new Perturbed(clean, attacked.seen(), scaling.bounds()).sizes());
  }

  private Prediction prediction(Tensor outputs) {
    PredictionBuilder builder = new PredictionBuilder(image, task);
    builder.add(0, outputs);
    return builder.prediction();
  }

  private List<ClassChange> classes(Outputs outputs) {
    Map<String, Double> before = task.score(outputs.clean(), targets);
    Map<String, Double> after = task.score(outputs.attacked(), targets);
    return before.keySet().stream()
        .map(name -> new ClassChange(name, before.get(name), after.get(name)))
        .toList();
  }
}
