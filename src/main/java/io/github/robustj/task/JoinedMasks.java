package io.github.robustj.task;

import io.github.robustj.data.Image;
import io.github.robustj.task.Prediction.Masks;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** What a segmentation model sees in a volume, from what it sees in parts of it. */
final class JoinedMasks {

  private JoinedMasks() {}

  /**
   * @throws ArithmeticException if the mask has 2^31 pixels or more
   */
  static Masks of(List<Masks> parts) {
    Masks first = parts.get(0);
    int width = first.score().width();
    int height = first.score().height();
    int slices = parts.stream().mapToInt(part -> part.score().slices()).sum();
    LabelWriter labels = new LabelWriter(first.classes(), width, height, slices);
    float[] scores = new float[width * height * slices];
    int score = 0;
    for (Masks part : parts) {
      for (IntType value : Views.flatIterable(part.mask().labels())) labels.add(value.get());
      for (FloatType value : Views.flatIterable(part.score().pixels()))
        scores[score++] = value.get();
    }
    return new Masks(
        labels.mask(),
        new Image(
            first.score().name(),
            ArrayImgs.floats(scores, width, height, 1, slices),
            first.score().calibration()),
        first.classes());
  }
}
