package io.github.robustj.job;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Augmentation;
import io.github.robustj.data.Batch;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.SliceSet;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.PointwiseNet;
import io.github.robustj.testing.ScriptedRandom;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Three annotated slices, as they are and in larger patches, and a network that sees every pixel by
 * itself: what lies beyond the slices is wild and must not matter. Points, boxes and classes reach
 * the slices' edges.
 */
record PaddedScene(Task<?> task, Tensor targets, TrainableModel model, Map<String, Tensor> fresh) {

  static final int SIDE = 24;

  /** Patches of 32 x 40 pixels show the slices from here on. */
  static final int TOP = 4;

  static final int LEFT = 8;
  private static final int CHANNELS = 2;

  private static PaddedScene of(Task<?> task, Tensor targets) {
    TrainableModel model =
        PointwiseNet.of(CHANNELS, task.outputChannels(), task.stride(), task.loss());
    return new PaddedScene(task, targets, model, model.state());
  }

  static PaddedScene segmentation() {
    Tensor targets = random(3, 3, SIDE, SIDE, 1);
    for (int k = 0; k < targets.data().length; k++)
      targets.data()[k] = (int) Math.abs(targets.data()[k]);
    List<LabelClass> classes =
        List.of(new LabelClass(0, "none"), new LabelClass(1, "one"), new LabelClass(2, "two"));
    return of(new SegmentationTask(classes), targets);
  }

  static PaddedScene landmarks(Correctness correctness) {
    LandmarkTask task = new LandmarkTask(List.of("a", "b"), 4, "pixel", correctness);
    List<Map<String, Landmark>> points =
        List.of(
            Map.of("a", Landmark.at(0, 1.3), "b", Landmark.at(22.6, 23)),
            Map.of("b", Landmark.at(11, 9)),
            Map.of("a", Landmark.at(4, 20), "b", Landmark.at(23, 0)));
    return of(task, task.encode(new Landmarks(points, Calibration.PIXELS)));
  }

  static PaddedScene detection(Correctness correctness) {
    DetectionTask task = new DetectionTask(List.of("one", "two"), correctness);
    List<List<BoxedObject>> objects =
        List.of(
            List.of(object("one", 4.5, 5, 9, 9), object("two", 20, 20, 8, 8)),
            List.of(),
            List.of(object("one", 20, 3, 8, 6), object("one", 10, 14, 7, 9)));
    return of(task, task.encode(new Boxes(objects)));
  }

  private static BoxedObject object(String name, double x, double y, double width, double height) {
    return BoxedObject.drawn(name, Box.around(x, y, width, height));
  }

  /** The slices as they are. */
  TrainingData plain() {
    return slices(SIDE, SIDE);
  }

  /** The same in patches whose other pixels are far from all that the slices have. */
  TrainingData padded() {
    return new Wild(slices(SIDE + 2 * TOP, SIDE + 2 * LEFT));
  }

  private SliceSet slices(int height, int width) {
    SliceSet.Builder builder = new SliceSet.Builder();
    builder.add(random(5, 3, SIDE, SIDE, CHANNELS), targets, Bounds.none());
    return builder.build(height, width, new Augmentation(false, false, false, false, false, false));
  }

  private record Wild(TrainingData inside) implements TrainingData {

    @Override
    public int size() {
      return inside.size();
    }

    @Override
    public Batch plain(int... indices) {
      return wild(inside.plain(indices));
    }

    @Override
    public Batch augmented(int[] indices, RandomGenerator random) {
      return wild(inside.augmented(indices, random));
    }

    private static Batch wild(Batch batch) {
      Tensor images = batch.images();
      Tensor noise = random(6, images.shape());
      for (int k = 0; k < images.data().length; k++)
        if (isBeyond(images, k)) images.data()[k] = 3 * noise.data()[k] + 2;
      return batch;
    }
  }

  /** Whether a number of maps over padded patches, of any stride, belongs to a place outside. */
  static boolean isBeyond(Tensor maps, int k) {
    int stride = (SIDE + 2 * TOP) / maps.shape(1);
    int pixel = k / maps.shape(3);
    int x = pixel % maps.shape(2) * stride - LEFT;
    int y = pixel / maps.shape(2) % maps.shape(1) * stride - TOP;
    return y < 0 || x < 0 || y >= SIDE || x >= SIDE;
  }

  /** The part of maps over padded patches that lies over the slices. */
  static Tensor cropped(Tensor maps) {
    int stride = (SIDE + 2 * TOP) / maps.shape(1);
    Tensor part = Tensor.zeros(maps.samples(), SIDE / stride, SIDE / stride, maps.shape(3));
    int to = 0;
    for (int k = 0; k < maps.data().length; k++)
      if (!isBeyond(maps, k)) part.data()[to++] = maps.data()[k];
    return part;
  }

  /**
   * Gives attacks their random starts: the same in the slices, nothing beyond, where a start would
   * only take its share of the ball.
   */
  static ScriptedRandom starts(Tensor images) {
    Tensor inside = random(8, 1, SIDE, SIDE, CHANNELS);
    double[] starts = new double[images.sampleLength()];
    boolean padded = images.shape(1) > SIDE;
    int from = 0;
    for (int k = 0; k < starts.length; k++)
      if (!padded || !isBeyond(images, k)) starts[k] = inside.data()[from++] / 3;
    return new ScriptedRandom(starts);
  }

  static Tensor random(long seed, int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 0; k < tensor.data().length; k++)
      tensor.data()[k] = (float) random.nextDouble(-3, 3);
    return tensor;
  }
}
