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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Cases of one bright square of 8 x 8 pixels on 24 x 24 dark ones, with noise, for every task; or
 * of a bright square and a dark one beside each other on grey.
 */
public final class Spots {

  public static final SegmentationTask MASKS =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(1, "spot")));
  public static final LandmarkTask POINTS =
      new LandmarkTask(List.of("spot"), 5, "mm", Correctness.LOSS);
  public static final DetectionTask OBJECTS = new DetectionTask(List.of("spot"), Correctness.LOSS);

  public static final List<Task<?>> TASKS = List.of(MASKS, POINTS, OBJECTS);

  /** What the bright square and the dark one are called. */
  private static final List<String> PAIR = List.of("spot", "hole");

  /**
   * The same tasks, in the same order, of two structures. Landmarks are the middle of three pixels:
   * {@link FilterNet} knows no offsets, so that all votes of a larger disc are equal.
   */
  public static final List<Task<?>> PAIRS =
      List.of(
          new SegmentationTask(
              List.of(
                  new LabelClass(0, "background"),
                  new LabelClass(1, PAIR.get(0)),
                  new LabelClass(2, PAIR.get(1)))),
          new LandmarkTask(PAIR, 1, "mm", Correctness.LOSS),
          new DetectionTask(PAIR, Correctness.LOSS));

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
    boolean pair = PAIRS.contains(task);
    List<Square> squares = new ArrayList<>();
    for (int i = 0; i < (pair ? 2 : 1); i++) {
      // The middle of a cell of 4 x 4 pixels; of two the second is to the right.
      int left = pair ? 2 + 12 * i : 4 * random.nextInt(1, 3) + 2;
      squares.add(new Square(left, 4 * random.nextInt(1, 3) + 2));
    }
    float[] x = new float[SIDE * SIDE];
    for (int p = 0; p < x.length; p++) {
      for (Square square : squares)
        x[p] += (float) (square.brightness(p, task) * (square == squares.get(0) ? 1 : -1));
      x[p] += (float) (.05 * random.nextGaussian());
    }
    Tensor images = new Tensor(x, 1, SIDE, SIDE, 1);
    Bounds bounds = Bounds.of(pair ? -2 : -1, 2);
    return new EvaluationCase(new EncodedCase(name, images, targets(task, squares), bounds));
  }

  private record Square(int left, int top) {

    boolean contains(int pixel) {
      return inside(pixel / SIDE, top) && inside(pixel % SIDE, left);
    }

    /** A landmark is where it is brightest, all else is as bright in its square as at its edge. */
    double brightness(int pixel, Task<?> task) {
      if (!(task instanceof LandmarkTask)) return contains(pixel) ? 1 : 0;
      double y = (pixel / SIDE - top - (SPOT - 1) / 2.) / WIDE;
      double across = (pixel % SIDE - left - (SPOT - 1) / 2.) / WIDE;
      return Math.exp(-(y * y + across * across) / 2);
    }

    private static boolean inside(int at, int from) {
      return at >= from && at < from + SPOT;
    }
  }

  private static Tensor targets(Task<?> task, List<Square> squares) {
    float[] mask = new float[SIDE * SIDE];
    Map<String, Landmark> points = new HashMap<>();
    List<BoxedObject> objects = new ArrayList<>();
    for (int i = 0; i < squares.size(); i++) {
      Square square = squares.get(i);
      for (int p = 0; p < mask.length; p++) if (square.contains(p)) mask[p] = i + 1;
      double half = (SPOT - 1) / 2.;
      points.put(PAIR.get(i), Landmark.at(square.left + half, square.top + half));
      Box box = new Box(square.left, square.top, square.left + SPOT, square.top + SPOT);
      objects.add(BoxedObject.drawn(PAIR.get(i), box));
    }
    if (task instanceof LandmarkTask landmarks)
      return landmarks.encode(new Landmarks(List.of(points), Calibration.PIXELS));
    if (task instanceof DetectionTask boxes) return boxes.encode(new Boxes(List.of(objects)));
    return new Tensor(mask, 1, SIDE, SIDE, 1);
  }
}
