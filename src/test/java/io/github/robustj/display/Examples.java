package io.github.robustj.display;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.job.AttackResult;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.testing.SeenMasks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;

/** Small masks, images and results whose numbers can be worked out by hand. */
final class Examples {

  static final List<LabelClass> CLASSES =
      List.of(
          new LabelClass(0, "background"),
          new LabelClass(1, "anterior"),
          new LabelClass(2, "posterior"));

  static final Calibration MM = new Calibration(.5, 2, 3, "mm");

  private Examples() {}

  /** A mask of one slice from rows of digits. */
  static Mask mask(String... rows) {
    int[] labels = String.join("", rows).chars().map(c -> c - '0').toArray();
    return mask(labels, rows[0].length(), rows.length, 1);
  }

  static Mask mask(int[] labels, int width, int height, int slices) {
    return new Mask(ArrayImgs.ints(labels, width, height, slices));
  }

  /** Salt and pepper: holes, diagonal neighbours, single pixels and edges everywhere. */
  static Mask noise(int width, int height, int slices, int... values) {
    int[] labels = new int[width * height * slices];
    Random random = new Random(7);
    for (int i = 0; i < labels.length; i++) labels[i] = values[random.nextInt(values.length)];
    return mask(labels, width, height, slices);
  }

  static int[] labels(Mask mask) {
    int[][] slices = new int[Planes.slices(mask)][];
    for (int s = 0; s < slices.length; s++) slices[s] = Planes.labels(mask, s);
    return Arrays.stream(slices).flatMapToInt(Arrays::stream).toArray();
  }

  static Image image(String name, float[] values, int... size) {
    long[] axes = Arrays.stream(size).asLongStream().toArray();
    return new Image(name, ArrayImgs.floats(values, axes), MM);
  }

  /** An attack that changed an image of zeros to these values and what the model sees with it. */
  static AttackResult result(Image adversarial, Image perturbation, Mask truth, Mask attacked) {
    return new AttackResult(
        adversarial,
        perturbation,
        truth,
        true,
        prediction(truth),
        prediction(attacked),
        List.of(
            new AttackResult.ClassChange("anterior", .9, .25),
            new AttackResult.ClassChange("posterior", .7, Double.NaN)),
        List.of(new AttackResult.SliceSize(1, 9, 2, .5, 33, .9)),
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  static AttackResult result(Image adversarial) {
    Mask none =
        mask(
            new int[adversarial.width() * adversarial.height() * adversarial.slices()],
            adversarial.width(),
            adversarial.height(),
            adversarial.slices());
    return result(adversarial, adversarial, none, none);
  }

  /** A prediction with score .5 everywhere. */
  static Prediction.Masks prediction(Mask mask) {
    float[] scores = new float[labels(mask).length];
    Arrays.fill(scores, .5f);
    Image score =
        image("case", scores, Planes.width(mask), Planes.height(mask), 1, Planes.slices(mask));
    return SeenMasks.of(mask, score, CLASSES);
  }
}
