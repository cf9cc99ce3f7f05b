package io.github.robustj.testing;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Cases of one bright square of 8 x 8 pixels on 24 x 24 dark ones, with noise, for every task. */
public final class Spots {

  public static final SegmentationTask MASKS =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(1, "spot")));
  public static final LandmarkTask POINTS =
      new LandmarkTask(List.of("spot"), 5, "mm", Correctness.LOSS);
  public static final DetectionTask OBJECTS = new DetectionTask(List.of("spot"), Correctness.LOSS);

  public static final List<Task<?>> TASKS = List.of(MASKS, POINTS, OBJECTS);

  private static final int SIDE = 24;
  private static final int SPOT = 8;
  private static final double WIDE = 3;

  private Spots() {}

  /** Each of a patient of its own, with intensities from -1 to 2. */
  public static List<Supplier<EvaluationCase>> cases(Task<?> task, int count, long seed) {
    List<Supplier<EvaluationCase>> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EvaluationCase one = one(task, "spot" + i, new SplittableRandom(seed + i));
      cases.add(() -> one);
    }
    return cases;
  }

  private static EvaluationCase one(Task<?> task, String name, SplittableRandom random) {
    // The middle of a cell of 4 x 4 pixels.
    int left = 4 * random.nextInt(1, 3) + 2;
    int top = 4 * random.nextInt(1, 3) + 2;
    float[] x = new float[SIDE * SIDE];
    float[] mask = new float[x.length];
    for (int p = 0; p < x.length; p++) {
      boolean in = inside(p / SIDE, top) && inside(p % SIDE, left);
      mask[p] = in ? 1 : 0;
      double bright = in ? 1 : 0;
      // A landmark is where it is brightest.
      if (task == POINTS) {
        double y = (p / SIDE - top - (SPOT - 1) / 2.) / WIDE;
        double across = (p % SIDE - left - (SPOT - 1) / 2.) / WIDE;
        bright = Math.exp(-(y * y + across * across) / 2);
      }
      x[p] = (float) (bright + .05 * random.nextGaussian());
    }
    Tensor images = new Tensor(x, 1, SIDE, SIDE, 1);
    Tensor targets = targets(task, mask, left, top);
    return new EvaluationCase(new EncodedCase(name, images, targets, Bounds.of(-1, 2)));
  }

  private static boolean inside(int at, int from) {
    return at >= from && at < from + SPOT;
  }

  private static Tensor targets(Task<?> task, float[] mask, int left, int top) {
    if (task == MASKS) return new Tensor(mask, 1, SIDE, SIDE, 1);
    if (task == POINTS) {
      Landmark middle = Landmark.at(left + (SPOT - 1) / 2., top + (SPOT - 1) / 2.);
      return POINTS.encode(new Landmarks(List.of(Map.of("spot", middle)), Calibration.PIXELS));
    }
    Box box = new Box(left, top, left + SPOT, top + SPOT);
    return OBJECTS.encode(new Boxes(List.of(List.of(BoxedObject.drawn("spot", box)))));
  }
}
