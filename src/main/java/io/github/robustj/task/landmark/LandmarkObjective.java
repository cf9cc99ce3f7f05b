package io.github.robustj.task.landmark;

import io.github.robustj.data.PointRow;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.NamedObjective;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/**
 * What an attack on landmarks may maximise: a number per sample from outputs and targets, with its
 * derivative by the outputs. Landmarks that a sample does not have count in none of them.
 */
public enum LandmarkObjective implements NamedObjective {
  /** {@code 2 heat maps + offsets}. */
  TRAINING_LOSS("the loss the model was trained with"),
  HEAT_MAPS("binary cross-entropy of the heat maps, mean over the pixels"),
  OFFSETS("error of the offsets near the landmarks, in units of R"),
  SOFT_ARGMAX("distance of the soft-argmax of each heat map from its landmark"),
  SCALE_FREE_SOFT_ARGMAX("the same of heat maps whose logits are brought to one size");

  private final String description;

  LandmarkObjective(String description) {
    this.description = description;
  }

  /**
   * @throws RobustJException if there is no objective of that name
   */
  public static LandmarkObjective named(String name) {
    return NamedObjective.find(values(), name, LandmarkTask.NAME, "for landmarks it");
  }

  /** The names users type. */
  public static List<String> names() {
    return NamedObjective.names(values(), LandmarkTask.NAME);
  }

  public String description() {
    return description;
  }

  /**
   * @param outputs {@code [sample, y, x, 3 n]}: heat map logits, vertical, horizontal offsets of n
   *     landmarks
   * @param rows {@code [sample, landmark, column]} with the columns of {@link PointRow}
   */
  public Value of(Tensor outputs, Tensor rows) {
    return of(outputs, rows, 2);
  }

  /**
   * The same where the rows are places to lead landmarks to. Heat has to come there first, which
   * the mean over all pixels hardly asks for beside the offsets, so that the training loss gives it
   * the weight that training does.
   */
  Value leading(Tensor outputs, Tensor rows) {
    return of(outputs, rows, 40);
  }

  private Value of(Tensor outputs, Tensor rows, double heatInTraining) {
    if (this == SOFT_ARGMAX) return SoftArgmax.distance(outputs, rows);
    if (this == SCALE_FREE_SOFT_ARGMAX) return SoftArgmax.scaleFree(outputs, rows);
    LandmarkMaps maps = LandmarkMaps.of(rows, outputs.shape(1), outputs.shape(2));
    double heat = this == TRAINING_LOSS ? heatInTraining : this == HEAT_MAPS ? 1 : 0;
    double offsets = this == HEAT_MAPS ? 0 : 1;
    LandmarkLoss[] losses = LandmarkLoss.perSample(outputs, maps);
    float[] value = new float[losses.length];
    for (int i = 0; i < value.length; i++)
      value[i] =
          (float) (heat * losses[i].heat() + offsets * (losses[i].offsetY() + losses[i].offsetX()));
    return new Value(value, LandmarkLoss.gradient(outputs, maps, heat, offsets));
  }
}
