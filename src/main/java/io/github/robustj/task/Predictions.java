package io.github.robustj.task;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** What a model sees in a volume, from what it sees in parts of it. */
public final class Predictions {

  private Predictions() {}

  /**
   * All slices.
   *
   * @param parts of one volume by one model, at least one, in the order of their slices
   * @throws ClassCastException if they are of different tasks
   * @throws ArithmeticException if a mask has 2^31 pixels or more
   */
  public static Prediction joined(List<Prediction> parts) {
    Prediction first = parts.get(0);
    if (parts.size() == 1) return first;
    if (first instanceof Prediction.Masks masks)
      return masks(masks, parts.stream().map(Prediction.Masks.class::cast).toList());
    if (first instanceof Prediction.Points points) {
      List<Map<String, Landmark>> slices = new ArrayList<>();
      for (Prediction part : parts) slices.addAll(((Prediction.Points) part).landmarks().slices());
      return new Prediction.Points(
          points.image(), new Landmarks(slices, points.landmarks().calibration()));
    }
    Prediction.Objects objects = (Prediction.Objects) first;
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (Prediction part : parts) slices.addAll(((Prediction.Objects) part).found().slices());
    return new Prediction.Objects(
        objects.image(),
        objects.width(),
        objects.height(),
        objects.classes(),
        new Boxes(slices),
        objects.threshold());
  }

  private static Prediction masks(Prediction.Masks first, List<Prediction.Masks> parts) {
    int width = first.score().width();
    int height = first.score().height();
    int slices = parts.stream().mapToInt(part -> part.score().slices()).sum();
    int[] labels = new int[Math.multiplyExact(Math.multiplyExact(width, height), slices)];
    float[] scores = new float[labels.length];
    int label = 0;
    int score = 0;
    for (Prediction.Masks part : parts) {
      for (IntType value : Views.flatIterable(part.mask().labels())) labels[label++] = value.get();
      for (FloatType value : Views.flatIterable(part.score().pixels()))
        scores[score++] = value.get();
    }
    return new Prediction.Masks(
        new Mask(ArrayImgs.ints(labels, width, height, slices)),
        new Image(
            first.score().name(),
            ArrayImgs.floats(scores, width, height, 1, slices),
            first.score().calibration()),
        first.classes());
  }
}
