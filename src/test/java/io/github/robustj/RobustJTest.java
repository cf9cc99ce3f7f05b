package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.Prediction;
import io.github.robustj.testing.Discs;
import java.nio.file.Path;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The facade on a small real training: bright discs on a dark ground, of which every script step
 * must make sense.
 */
class RobustJTest {

  @TempDir static Path folder;
  private static String model;

  @BeforeAll
  static void train() {
    model = folder.resolve("disc model").toString();
    Discs.write(folder.resolve("data"), 12);
    RobustJ.train(
        folder.resolve("data").toString(),
        model,
        Map.of("epochs", 12, "width", 8, "depth", 2, "learning_rate", .01, "epsilon", 0));
  }

  @Test
  void findsDiscsInImagesOfAnyTypeAndNumberOfAxes() {
    RandomAccessibleInterval<UnsignedShortType> flat = Discs.image(40, 20, 99);
    RandomAccessibleInterval<DoubleType> doubles = ArrayImgs.doubles(40, 40, 3);
    for (int z = 0; z < 3; z++) copy(flat, Views.hyperSlice(doubles, 2, z));
    Prediction one = RobustJ.predict(flat, model, Map.of());
    Prediction stack = RobustJ.predict(doubles, model, Map.of("axes", "xyz"));
    assertEquals(3, stack.mask().labels().dimension(2));
    double expected = Math.PI * 64;
    assertEquals(expected, area(one.mask().labels()), .1 * expected);
    assertEquals(
        area(one.mask().labels()),
        area(Views.hyperSlice(stack.mask().labels(), 2, 1)),
        .05 * expected);
  }

  @Test
  void keepsThePixelSizeOfAnImagePlus() {
    ImagePlus image = Discs.imagePlus(40, 20, 99);
    Calibration calibration = image.getCalibration();
    calibration.pixelWidth = .5;
    calibration.pixelHeight = .25;
    calibration.setUnit("mm");
    Prediction prediction = RobustJ.predict(image, model, Map.of("tile", 32));
    assertEquals(.5, prediction.score().calibration().x());
    assertEquals(.25, prediction.score().calibration().y());
  }

  /** The perturbation is within its ball, and Dice falls. */
  @Test
  void attacks() {
    ImagePlus image = Discs.imagePlus(40, 20, 99);
    ImagePlus truth = new ImagePlus("truth", Discs.label(40, 20));
    AttackResult result =
        RobustJ.attack(image, truth, model, Map.of("epsilon", 15, "steps", 20, "norm", "l2"));
    assertTrue(result.truthGiven());
    assertTrue(result.slices().get(0).l2() <= 15 * (1 + 1e-4));
    assertTrue(
        result.classes().get(0).after() < result.classes().get(0).before() - .05,
        () -> "Dice " + result.classes());
  }

  @Test
  void attacksItsOwnPredictionWithoutATruth() {
    AttackResult result =
        RobustJ.attack(Discs.image(40, 20, 99), null, model, Map.of("epsilon", 0, "steps", 2));
    assertEquals(1, result.classes().get(0).before(), 0);
    assertEquals(1, result.classes().get(0).after(), 0);
    assertEquals(0, result.slices().get(0).l2(), 0);
    assertArrayEquals(
        new long[] {40, 40, 1, 1}, result.adversarial().pixels().dimensionsAsLongArray());
  }

  @Test
  void evaluates() {
    RobustnessCurve curve =
        RobustJ.evaluate(
            folder.resolve("data").toString(), model, Map.of("epsilons", "0,8", "steps", 10));
    assertTrue(curve.points().get(0).mean() > .9, () -> "clean " + curve.points().get(0).mean());
    assertTrue(curve.points().get(1).mean() < curve.points().get(0).mean());
  }

  @Test
  void unknownOptionsAreNamed() {
    RobustJException wrong =
        assertThrows(
            RobustJException.class,
            () -> RobustJ.predict(Discs.image(40, 20, 1), model, Map.of("tiles", 64)));
    assertTrue(
        wrong.getMessage().contains("tiles") && wrong.getMessage().contains("tile"),
        wrong.getMessage());
  }

  private static void copy(
      RandomAccessibleInterval<UnsignedShortType> from, RandomAccessibleInterval<DoubleType> to) {
    var target = to.randomAccess();
    var cursor = Views.iterable(from).localizingCursor();
    while (cursor.hasNext()) {
      double value = cursor.next().getRealDouble();
      target.setPosition(cursor);
      target.get().set(value);
    }
  }

  private static double area(RandomAccessibleInterval<IntType> labels) {
    double area = 0;
    for (IntType label : Views.iterable(labels)) if (label.get() > 0) area++;
    return area;
  }
}
