package io.github.robustj.job;

import io.github.robustj.attack.Norm;
import io.github.robustj.job.MethodType.Trait;
import io.github.robustj.task.DetectionTask;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.task.Task;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;

/**
 * Values of the options that the user leaves to RobustJ, once the images are known.
 *
 * <p>Perturbations are measured over all pixels of a slice, so a radius that is large for a small
 * image is nothing for a large one: margins are chosen per pixel, as the root mean square of the
 * perturbation in normalised intensities, and then converted to the norm.
 */
final class Automatic {

  private static final int FEWEST_EPOCHS = 6;
  private static final double MAX_IN_STEPS = 5;
  private static final double EPSILON_IN_STEPS = 2;

  /**
   * What suits a task.
   *
   * @param steps that a training takes, unless that would be more epochs
   * @param stepPerPixel of margins
   */
  private record Usual(int steps, int mostEpochs, double stepPerPixel) {

    static final Usual PIXELS = new Usual(4000, 60, .04);

    /** Boxes are lost to smaller perturbations than regions. */
    static final Usual OBJECTS = new Usual(1500, 60, .02);

    /**
     * A place is lost to smaller perturbations than a region, and every epoch shows all of every
     * image, not a patch of it.
     */
    static final Usual PLACES = new Usual(4000, 40, .02);

    static Usual of(Task<?> task) {
      if (task instanceof DetectionTask) return OBJECTS;
      return task instanceof LandmarkTask ? PLACES : PIXELS;
    }
  }

  private Automatic() {}

  static TrainOptions resolve(TrainOptions options, TrainingCases cases) {
    Map<String, Object> values = options.values();
    int batches = divideUp(cases.slices().size(), options.schedule().batch());
    Usual usual = Usual.of(cases.task());
    int epochs =
        Math.min(usual.mostEpochs(), Math.max(FEWEST_EPOCHS, divideUp(usual.steps(), batches)));
    if (options.schedule().epochs() == 0) values.put("epochs", epochs);
    double step = options.method().margin().size().step();
    if (step == 0) step = step(options.method().attack().norm(), cases);
    boolean margins = options.method().type().has(Trait.MARGINS);
    if (margins) values.put("margin_step", step);
    if (margins && options.method().margin().size().max() == 0)
      values.put("margin_max", MAX_IN_STEPS * step);
    if (options.method().epsilon() < 0) values.put("epsilon", EPSILON_IN_STEPS * step);
    return TrainOptions.of(values);
  }

  private static int divideUp(int a, int b) {
    return (a + b - 1) / b;
  }

  /** Of a perturbation that is as large at every pixel, to two digits. */
  private static double step(Norm norm, TrainingCases cases) {
    double each = Usual.of(cases.task()).stepPerPixel();
    double pixels =
        (double) cases.geometry().height() * cases.geometry().width() * cases.channels();
    double exact =
        switch (norm) {
          case L1 -> each * pixels;
          case L2 -> each * Math.sqrt(pixels);
          case LINF -> each;
        };
    return new BigDecimal(exact).round(new MathContext(2)).doubleValue();
  }
}
