package io.github.robustj.task.detection;

import io.github.robustj.model.Loss;
import io.github.robustj.task.Correctness;

/**
 * The parts of the training loss of a detection, sample by sample: what an adaptive margin compares
 * with its thresholds. The first two are the focal loss of the heat maps (CenterNet, Zhou et al.
 * 2019): {@code -(1 - p)^2 log p} where the target is 1, {@code -(1 - y)^4 p^2 log(1 - p)} where it
 * is {@code 0 <= y < 1}, summed and divided by the number of objects, at least 1; where objects
 * have weights, each class times the mean weight of its objects.
 *
 * @param centers the part in cells that are the centre of an object: what is there
 * @param elsewhere the part in all other cells: that nothing is there
 * @param box the weighted mean of {@code 1 - GIoU} over the cells that tell a box; 0 without any
 */
public record DetectionLoss(double centers, double elsewhere, double box) {

  /**
   * Heat maps and boxes, for objects, a cell for every 4 x 4 pixels (CenterNet, Zhou et al. 2019,
   * with the box loss of TTFNet, Liu et al. 2020). The outputs are a logit for each class, then the
   * place of the centre in the cell and the logarithms of width and height; the targets are a row
   * per object, {@code [sample, object, column]}, of which the maps are made.
   *
   * <p>The loss is the focal loss of the heat maps, summed and divided by the number of objects,
   * plus five times the weighted mean of {@code 1 - GIoU} over the cells that tell a box.
   */
  public static final Loss FOCAL_AND_BOXES = new Loss("focal_and_boxes");

  /** Weight of {@link #box} in the loss, as in TTFNet. */
  public static final double BOX_WEIGHT = 5;

  /** Of the heat maps altogether. */
  public double heat() {
    return centers + elsewhere;
  }

  /** {@code heat + 5 box}. */
  public double total() {
    return heat() + BOX_WEIGHT * box;
  }

  /** What an adaptive margin compares: the sum, or its parts. */
  double[] watched(Correctness correctness) {
    return correctness == Correctness.COMPONENTS
        ? new double[] {box, centers, elsewhere}
        : new double[] {total()};
  }

  /**
   * @param maps the targets, for the same cells
   */
  static DetectionLoss[] perSample(BoxOutputs outputs, BoxMaps maps) {
    DetectionLoss[] losses = new DetectionLoss[outputs.samples()];
    for (int i = 0; i < losses.length; i++) losses[i] = of(outputs, maps, i);
    return losses;
  }

  /** The {@link #total} of each sample. */
  static float[] totals(BoxOutputs outputs, BoxMaps maps) {
    float[] totals = new float[outputs.samples()];
    for (int i = 0; i < totals.length; i++) totals[i] = (float) of(outputs, maps, i).total();
    return totals;
  }

  private static DetectionLoss of(BoxOutputs outputs, BoxMaps maps, int sample) {
    double centers = 0;
    double elsewhere = 0;
    for (int y = 0; y < outputs.height(); y++)
      for (int x = 0; x < outputs.width(); x++) {
        int cell = (sample * outputs.height() + y) * outputs.width() + x;
        double heat = heat(outputs, maps, new Cell(sample, y, x, cell));
        if (isCenter(maps.heat().data(), cell, outputs.classes())) centers += heat;
        else elsewhere += heat;
      }
    return new DetectionLoss(centers, elsewhere, box(outputs, maps, sample));
  }

  /**
   * @param index counted over all samples
   */
  private record Cell(int sample, int y, int x, int index) {}

  static boolean isCenter(float[] heat, int cell, int classes) {
    for (int c = 0; c < classes; c++) if (heat[cell * classes + c] == 1) return true;
    return false;
  }

  private static double heat(BoxOutputs outputs, BoxMaps maps, Cell cell) {
    double sum = 0;
    int classes = outputs.classes();
    for (int c = 0; c < classes; c++) {
      double target = maps.heat().data()[cell.index * classes + c];
      double factor = maps.heatFactors().data()[cell.sample * classes + c];
      if (target >= 0) sum += factor * focal(outputs.logit(cell.sample, cell.y, cell.x, c), target);
    }
    return sum;
  }

  /** With {@code log p = -log(1 + exp(-z))}, which does not overflow. */
  private static double focal(double z, double target) {
    double logP = Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
    double logQ = logP - z;
    if (target == 1) return -Math.exp(2 * logQ) * logP;
    return -Math.pow(1 - target, 4) * Math.exp(2 * logP) * logQ;
  }

  private static double box(BoxOutputs outputs, BoxMaps maps, int sample) {
    double sum = 0;
    double weights = 0;
    int cell = sample * maps.weights().sampleLength();
    for (int y = 0; y < outputs.height(); y++)
      for (int x = 0; x < outputs.width(); x++, cell++) {
        double weight = maps.weights().data()[cell];
        if (weight == 0) continue;
        weights += weight;
        sum += weight * BoxOverlap.loss(outputs.box(sample, y, x), maps.box(cell));
      }
    return weights == 0 ? 0 : sum / weights;
  }
}
