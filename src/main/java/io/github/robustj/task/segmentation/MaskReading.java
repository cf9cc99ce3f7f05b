package io.github.robustj.task.segmentation;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The mask of an image and the probability of each pixel's class, from logits slice by slice: of a
 * large image only these are held, without copies between.
 */
final class MaskReading implements Task.Reading {

  private final ClassIndices indices;
  private final Image image;
  private final int width;
  private final int height;

  /** Of each class, in their order. */
  private final int[] values;

  private final int[] labels;
  private final float[] scores;

  /** Pixels so far. */
  private int read;

  /**
   * @param width,height of the image as the network sees it
   * @throws ArithmeticException if it has 2^31 pixels or more
   */
  MaskReading(List<LabelClass> classes, Image image, int width, int height) {
    indices = new ClassIndices(classes);
    this.image = image;
    this.width = width;
    this.height = height;
    values = classes.stream().mapToInt(LabelClass::value).toArray();
    labels = new int[Math.multiplyExact(Math.multiplyExact(width, height), image.slices())];
    scores = new float[labels.length];
  }

  @Override
  public void add(Tensor outputs) {
    indices.requireChannels(outputs);
    float[] z = outputs.data();
    for (int first = 0; first < z.length; first += values.length, read++) {
      int winner = Softmax.winner(z, first, values.length);
      labels[read] = values[winner];
      scores[read] = Softmax.probability(z, first, values.length, winner);
    }
  }

  @Override
  public Prediction prediction() {
    Img<FloatType> score = ArrayImgs.floats(scores, width, height, 1, image.slices());
    return new Prediction.Masks(
        new Annotation.Mask(ArrayImgs.ints(labels, width, height, image.slices())),
        new Image(image.name(), score, image.calibration()),
        indices.classes());
  }
}
