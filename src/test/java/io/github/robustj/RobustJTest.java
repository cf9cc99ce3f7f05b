package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.PairedComparison;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.JobListener;
import io.github.robustj.task.Prediction;
import io.github.robustj.testing.As;
import io.github.robustj.testing.Discs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
    Prediction.Masks one = RobustJ.predict(flat, model, Map.of());
    Prediction.Masks stack = RobustJ.predict(doubles, model, Map.of("axes", "xyz"));
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
    Prediction.Masks prediction = RobustJ.predict(image, model, Map.of("tile", 32));
    assertEquals(.5, prediction.calibration().x());
    assertEquals(.25, prediction.calibration().y());
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

  /** Only the left half may change; a disc lies in both halves. */
  @Test
  void nothingChangesOutsideTheRegion() {
    ByteProcessor left = new ByteProcessor(40, 40);
    left.setColor(1);
    left.fill(new Roi(0, 0, 20, 40));
    Path region = folder.resolve("left half.tif");
    IJ.saveAsTiff(new ImagePlus("region", left), region.toString());
    AttackResult result =
        RobustJ.attack(
            Discs.imagePlus(40, 20, 99),
            new ImagePlus("truth", Discs.label(40, 20)),
            model,
            Map.of("epsilon", 15, "steps", 10, "attack", "apgd", "region", region));
    var change = result.perturbation().pixels().randomAccess();
    double inside = 0;
    for (int y = 0; y < 40; y++)
      for (int x = 0; x < 40; x++) {
        float value = change.setPositionAndGet(x, y, 0, 0).get();
        if (x >= 20) assertEquals(0, value, x + ", " + y);
        inside += Math.abs(value);
      }
    assertTrue(inside > 0);
  }

  /** Erased, smaller, elsewhere: each time the model comes much closer to what it shall see. */
  @Test
  void comesCloserToTargets() {
    Path elsewhere = folder.resolve("elsewhere.tif");
    IJ.saveAsTiff(new ImagePlus("target", Discs.label(40, 14)), elsewhere.toString());
    AttackResult erased = aimed(Map.of("target", "erase", "target_class", "1"));
    double before = area(As.mask(erased.clean()).labels());
    double gone = area(As.mask(erased.attacked()).labels());
    assertTrue(gone < .5 * before, () -> before + " -> " + gone + " pixels");
    AttackResult smaller = aimed(Map.of("target", "shrink", "target_class", "Label 1"));
    double less = area(As.mask(smaller.attacked()).labels());
    assertTrue(less < .8 * before, () -> before + " -> " + less + " pixels");
    AttackResult moved = aimed(Map.of("target", "mask", "target_mask", elsewhere));
    assertTrue(
        wrong((Prediction.Masks) moved.attacked(), 14)
            < .7 * wrong((Prediction.Masks) moved.clean(), 14));
  }

  private static AttackResult aimed(Map<String, Object> aim) {
    Map<String, Object> options =
        Map.of("attack", "apgd", "objective", "cross_entropy", "epsilon", 60, "steps", 40);
    return RobustJ.attack(
        Discs.imagePlus(40, 20, 99),
        new ImagePlus("truth", Discs.label(40, 20)),
        model,
        and(options, aim));
  }

  /** Number of pixels that are not as the label image of a disc has them. */
  private static int wrong(Prediction.Masks prediction, int center) {
    ByteProcessor label = Discs.label(40, center);
    int wrong = 0;
    for (int y = 0; y < 40; y++)
      for (int x = 0; x < 40; x++)
        if (prediction.mask().labels().getAt(x, y, 0).get() != label.get(x, y)) wrong++;
    return wrong;
  }

  @Test
  void targetsThatDoNotExistAreNamed() {
    RobustJException wrong =
        assertThrows(
            RobustJException.class,
            () ->
                RobustJ.attack(
                    Discs.imagePlus(40, 20, 99),
                    null,
                    model,
                    Map.of("target", "erase", "target_class", "liver")));
    assertTrue(
        wrong.getMessage().contains("target_class")
            && wrong.getMessage().contains("liver")
            && wrong.getMessage().contains("label 1 (1)"),
        wrong.getMessage());
  }

  /** From the model itself nothing is lost on the way; one perturbation for all is less. */
  @Test
  void evaluatesTransferAndUniversalAttacks() {
    String data = folder.resolve("data").toString();
    Map<String, Object> options = Map.of("epsilons", "0,30", "steps", 10);
    RobustnessCurve transfer =
        RobustJ.evaluate(
                data, model, and(options, Map.of("attack", "transfer", "source_model", model)))
            .curve();
    RobustnessCurve universal =
        RobustJ.evaluate(data, model, and(options, Map.of("attack", "universal"))).curve();
    double clean = transfer.points().get(0).mean();
    assertTrue(transfer.points().get(1).mean() < .8 * clean);
    assertTrue(universal.points().get(1).mean() < clean);
    assertTrue(universal.points().get(1).mean() > transfer.points().get(1).mean());
    RobustJException none =
        assertThrows(
            RobustJException.class,
            () -> RobustJ.evaluate(data, model, Map.of("attack", "transfer")));
    assertTrue(none.getMessage().contains("source_model"), none.getMessage());
  }

  /** The smallest perturbation that takes the Dice of this disc below .5. */
  @Test
  void findsTheSmallestPerturbation() {
    ImagePlus image = Discs.imagePlus(40, 20, 99);
    ImagePlus truth = new ImagePlus("truth", Discs.label(40, 20));
    AttackResult result =
        RobustJ.attack(image, truth, model, Map.of("attack", "fmn", "epsilon", 100, "steps", 60));
    double after = result.classes().get(0).after();
    assertTrue(after < .5, "Dice " + after);
    // A tenth less is not enough for the strongest attack there is.
    double size = result.slices().get(0).l2();
    assertTrue(size > 0 && size < 100, "size " + size);
    AttackResult less =
        RobustJ.attack(
            image, truth, model, Map.of("attack", "ensemble", "epsilon", .8 * size, "steps", 20));
    assertTrue(less.classes().get(0).after() > after, () -> "Dice " + less.classes());
  }

  @Test
  void evaluates() {
    RobustnessCurve curve =
        RobustJ.evaluate(
                folder.resolve("data").toString(), model, Map.of("epsilons", "0,8", "steps", 10))
            .curve();
    assertTrue(curve.points().get(0).mean() > .9, () -> "clean " + curve.points().get(0).mean());
    assertTrue(curve.points().get(1).mean() < curve.points().get(0).mean());
  }

  /** Each as it is measured alone; between two models of one network there is no difference. */
  @Test
  void evaluatesSeveralModels() {
    Path twin = Discs.twin(Path.of(model), folder.resolve("twin"));
    String data = folder.resolve("data").toString();
    Map<String, Object> options = Map.of("epsilons", "0,8", "steps", 3, "seed", 2);
    List<String> heard = new CopyOnWriteArrayList<>();
    JobListener listener =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            heard.add(message);
          }
        };
    Map<String, Evaluation> found =
        RobustJ.evaluate(data, List.of(model, twin.toString()), options, listener);
    assertEquals(List.of("disc model", "twin"), List.copyOf(found.keySet()));
    RobustnessCurve alone = RobustJ.evaluate(data, model, options).curve();
    assertEquals(alone, found.get("disc model").curve());
    assertEquals(alone.points(), found.get("twin").curve().points());
    for (List<Object> row : PairedComparison.table(found).select("difference").rows())
      assertEquals(0., row.get(0));
    assertTrue(heard.get(heard.size() - 1).startsWith("model 2 of 2, twin: "), () -> "" + heard);
  }

  @Test
  void refusesModelsThatCannotBeCompared() {
    String data = folder.resolve("data").toString();
    for (List<String> models : List.of(List.of(model, model + "/."), List.<String>of())) {
      String why =
          assertThrows(
                  RobustJException.class, () -> RobustJ.evaluate(data, models, Map.of("seed", 1)))
              .getMessage();
      assertTrue(why.contains(models.isEmpty() ? "no model" : "is given twice"), why);
    }
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

  private static Map<String, Object> and(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return all;
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
