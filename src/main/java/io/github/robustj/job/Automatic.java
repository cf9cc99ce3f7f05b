package io.github.robustj.job;

import io.github.robustj.attack.Norm;
import io.github.robustj.option.Options;
import io.github.robustj.task.TrainingDefaults;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.MethodType.Trait;
import io.github.robustj.training.Methods;
import io.github.robustj.training.TrainingTable;
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

  private Automatic() {}

  static TrainOptions resolve(TrainOptions options, TrainingCases cases) {
    Map<String, Object> values = options.values();
    Options chosen = options.options();
    int batches = divideUp(cases.slices().size(), chosen.get(TrainingTable.BATCH));
    TrainingDefaults usual = cases.task().trainingDefaults();
    int epochs =
        Math.min(usual.mostEpochs(), Math.max(FEWEST_EPOCHS, divideUp(usual.steps(), batches)));
    if (chosen.get(TrainingTable.EPOCHS) == 0) values.put(TrainingTable.EPOCHS.name(), epochs);
    double step = chosen.get(MarginTable.MARGIN_STEP);
    if (step == 0) step = step(chosen.get(MethodTable.NORM), cases);
    boolean margins = Methods.in(chosen).has(Trait.MARGINS);
    if (margins) values.put(MarginTable.MARGIN_STEP.name(), step);
    if (margins && chosen.get(MarginTable.MARGIN_MAX) == 0)
      values.put(MarginTable.MARGIN_MAX.name(), MAX_IN_STEPS * step);
    if (chosen.get(MethodTable.EPSILON) < 0)
      values.put(MethodTable.EPSILON.name(), EPSILON_IN_STEPS * step);
    return TrainOptions.of(values);
  }

  private static int divideUp(int a, int b) {
    return (a + b - 1) / b;
  }

  /** Of a perturbation that is as large at every pixel, to two digits. */
  private static double step(Norm norm, TrainingCases cases) {
    double each = cases.task().trainingDefaults().marginPerPixel();
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
