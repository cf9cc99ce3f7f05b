package io.github.robustj.task.segmentation;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * Label values as the places of their classes in a list and back.
 *
 * @param classes with values of their own
 */
record ClassIndices(List<LabelClass> classes) {

  /**
   * @return {@code [slice, y, x, 1]}
   * @throws RobustJException if the mask holds a value that is no class
   */
  Tensor encode(Annotation.Mask mask) {
    RandomAccessibleInterval<IntType> labels = mask.labels();
    Map<Integer, Integer> indices = new HashMap<>();
    for (LabelClass known : classes) indices.put(known.value(), indices.size());
    Tensor targets = Tensor.zeros(length(labels, 2), length(labels, 1), length(labels, 0), 1);
    int i = 0;
    for (IntType label : Views.flatIterable(labels)) {
      Integer index = indices.get(label.get());
      if (index == null) throw unknown(label.get());
      targets.data()[i++] = index;
    }
    return targets;
  }

  /**
   * The class with the largest logit, pixel by pixel.
   *
   * @param outputs logits {@code [slice, y, x, class]}
   * @throws RobustJException if there are not as many channels as classes
   */
  int[] winners(Tensor outputs) {
    requireChannels(outputs);
    return Softmax.winner(outputs);
  }

  /**
   * @throws RobustJException if there are not as many channels as classes
   */
  void requireChannels(Tensor outputs) {
    if (outputs.shape(3) != classes.size())
      throw new RobustJException(
          "The network gives "
              + outputs.shape(3)
              + " output channels but there are "
              + classes.size()
              + " classes; use the classes the model was trained with.");
  }

  /**
   * @param indices of all pixels, which are replaced by label values
   * @param shaped a tensor {@code [slice, y, x, any]} of these pixels
   */
  Annotation.Mask mask(int[] indices, Tensor shaped) {
    for (int i = 0; i < indices.length; i++) indices[i] = classes.get(indices[i]).value();
    return new Annotation.Mask(
        ArrayImgs.ints(indices, shaped.shape(2), shaped.shape(1), shaped.shape(0)));
  }

  /** Those of targets; negative where a pixel does not count. */
  static int[] of(Tensor targets) {
    int[] indices = new int[targets.data().length];
    for (int i = 0; i < indices.length; i++) indices[i] = (int) targets.data()[i];
    return indices;
  }

  static String inWords(List<LabelClass> classes) {
    return classes.stream()
        .map(known -> known.value() + " (" + known.name() + ")")
        .collect(Collectors.joining(", "));
  }

  private static int length(RandomAccessibleInterval<?> labels, int axis) {
    return Math.toIntExact(labels.dimension(axis));
  }

  private RobustJException unknown(int value) {
    return new RobustJException(
        "A mask contains the label value %d, but the known classes are %s; add the class or correct the mask."
            .formatted(value, inWords(classes)));
  }
}
