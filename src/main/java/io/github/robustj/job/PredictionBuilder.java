package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.task.segmentation.Softmax;
import io.github.robustj.tensor.Tensor;
import net.imglib2.img.array.ArrayImgs;

/**
 * Collects the logits of an image's slices as labels and scores, so that no volume of logits is
 * ever held.
 */
final class PredictionBuilder {

  private final Image image;
  private final SegmentationTask task;
  private final int[] labels;
  private final float[] scores;

  PredictionBuilder(Image image, SegmentationTask task) {
    this.image = image;
    this.task = task;
    int pixels =
        Math.multiplyExact(Math.multiplyExact(image.width(), image.height()), image.slices());
    labels = new int[pixels];
    scores = new float[pixels];
  }

  /**
   * @param logits of the slices from {@code first} on
   */
  void add(int first, Tensor logits) {
    int[] winner = Softmax.winner(logits);
    float[] probability = Softmax.probability(logits, winner);
    int offset = first * image.width() * image.height();
    for (int i = 0; i < winner.length; i++)
      labels[offset + i] = task.classes().get(winner[i]).value();
    System.arraycopy(probability, 0, scores, offset, probability.length);
  }

  Prediction prediction() {
    Mask mask = new Mask(ArrayImgs.ints(labels, image.width(), image.height(), image.slices()));
    Image score =
        new Image(
            image.name(),
            ArrayImgs.floats(scores, image.width(), image.height(), 1, image.slices()),
            image.calibration());
    return new Prediction(mask, score, task.classes());
  }
}
