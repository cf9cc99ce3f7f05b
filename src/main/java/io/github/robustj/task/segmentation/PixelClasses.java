package io.github.robustj.task.segmentation;

import io.github.robustj.data.LabelClass;
import io.github.robustj.task.PixelReading;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/** The class with the largest logit. */
final class PixelClasses implements PixelReading {

  private final ClassIndices indices;

  /** Of each class, in their order. */
  private final int[] values;

  PixelClasses(List<LabelClass> classes) {
    indices = new ClassIndices(classes);
    values = classes.stream().mapToInt(LabelClass::value).toArray();
  }

  @Override
  public List<LabelClass> classes() {
    return indices.classes();
  }

  @Override
  public void read(Tensor outputs, Pixels pixels) {
    indices.requireChannels(outputs);
    float[] z = outputs.data();
    for (int first = 0; first < z.length; first += values.length) {
      int winner = Softmax.winner(z, first, values.length);
      pixels.take(winner, values[winner], Softmax.probability(z, first, values.length, winner));
    }
  }
}
