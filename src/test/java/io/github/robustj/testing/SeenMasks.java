package io.github.robustj.testing;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** What a segmentation model could have seen. */
public final class SeenMasks {

  private SeenMasks() {}

  /**
   * Without probabilities.
   *
   * @param score of the class of each pixel, one channel; has the image's name and calibration
   */
  public static Prediction.Masks of(Mask mask, Image score, List<LabelClass> classes) {
    List<MaskSums> sums = new ArrayList<>();
    Cursor<FloatType> scores = Views.flatIterable(score.pixels()).cursor();
    for (int z = 0; z < score.slices(); z++) {
      MaskSums slice = MaskSums.of(classes.size());
      for (IntType label : Views.flatIterable(Views.hyperSlice(mask.labels(), 2, z)))
        slice.add(index(label.get(), classes), scores.next().get());
      sums.add(slice);
    }
    return new Prediction.Masks(
        score.name(), score.calibration(), mask, classes, sums, Optional.empty());
  }

  /**
   * The same with probabilities, if they are wanted: what the winning class leaves is divided
   * evenly among the others.
   */
  public static Prediction.Masks of(
      Mask mask, Image score, List<LabelClass> classes, boolean probabilities) {
    Prediction.Masks seen = of(mask, score, classes);
    if (!probabilities) return seen;
    long width = score.width();
    long height = score.height();
    Img<FloatType> all = ArrayImgs.floats(width, height, classes.size() - 1, score.slices());
    Cursor<FloatType> pixel = all.localizingCursor();
    RandomAccess<FloatType> scores = score.pixels().randomAccess();
    RandomAccess<IntType> labels = mask.labels().randomAccess();
    while (pixel.hasNext()) {
      pixel.fwd();
      for (int d = 0; d < 2; d++) {
        scores.setPosition(pixel.getLongPosition(d), d);
        labels.setPosition(pixel.getLongPosition(d), d);
      }
      scores.setPosition(0, 2);
      scores.setPosition(pixel.getLongPosition(3), 3);
      labels.setPosition(pixel.getLongPosition(3), 2);
      int winner = index(labels.get().get(), classes);
      float p = scores.get().get();
      boolean won = winner == pixel.getIntPosition(2) + 1;
      pixel.get().set(won ? p : (1 - p) / (classes.size() - 1));
    }
    return new Prediction.Masks(
        seen.image(),
        seen.calibration(),
        mask,
        classes,
        seen.sums(),
        Optional.of(new Image(score.name(), all, score.calibration())));
  }

  private static int index(int value, List<LabelClass> classes) {
    return classes.stream().map(LabelClass::value).toList().indexOf(value);
  }
}
