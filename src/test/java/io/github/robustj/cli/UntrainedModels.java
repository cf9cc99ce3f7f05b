package io.github.robustj.cli;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.metric.Dice;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Cases;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.MarginSummary;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Question;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.tensorflow.TensorFlowBackend;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Networks with random weights for every task, so that what they see turns with the last digits,
 * and images of every type of which a part is clipped.
 */
final class UntrainedModels {

  static final int WIDTH = 60;
  static final int HEIGHT = 44;

  private UntrainedModels() {}

  /** Two structures with the label values 3 and 4. */
  static Question segmentation() {
    return new SegmentationQuestion(
        List.of(
            new LabelClass(0, "background"), new LabelClass(3, "organ"), new LabelClass(4, "b")));
  }

  /** The Dice of the classes of {@link #segmentation}, the background first, from labels. */
  static double[] dice(int[] seen, int[] truth) {
    return Dice.perClass(indices(seen), indices(truth), 3);
  }

  private static int[] indices(int[] labels) {
    int[] indices = new int[labels.length];
    for (int i = 0; i < indices.length; i++) indices[i] = labels[i] == 0 ? 0 : labels[i] - 2;
    return indices;
  }

  /** Two landmarks, seen with so many pixels along the longest side. */
  static Question landmarks(int resolution) {
    return new LandmarkQuestion(List.of("a", "b"), 3, resolution, "pixel");
  }

  /** Two classes of objects that count from next to nothing on. */
  static Question objects(double scale) {
    return new DetectionQuestion(List.of("a", "b"), List.of(.01, .01), scale);
  }

  static Path model(Path folder, Question question, Normalization normalization, int bits) {
    Task<?> task = TaskType.of(question);
    NetworkSpec network =
        new NetworkSpec(bits == 24 ? 3 : 1, question.outputChannels(), 4, 2, false, task.stride());
    ModelDescription description = description(question, normalization, network, Map.of());
    Path path = folder.resolve("model-" + normalization.hashCode());
    try (TrainableModel model =
        new TensorFlowBackend().create(network, task.loss(), OptimizerSpec.adam(), 5)) {
      ModelFolder.write(path, description, dir -> model.save(dir.resolve("saved_model")));
    }
    return path;
  }

  /** Of a model that says to have been trained with these options. */
  static ModelDescription description(
      Question question,
      Normalization normalization,
      NetworkSpec network,
      Map<String, Object> options) {
    return new ModelDescription(
        question,
        new Input(normalization, BoundsKind.IMAGE),
        network,
        new Training(
            options,
            Double.NaN,
            MarginSummary.of(new float[0]),
            Map.of(),
            new Cases(List.of(), List.of())),
        new Origin(Instant.now(), Map.of()));
  }

  /** Blobs and noise with long tails; a multiple of a small unit away from 0. */
  static ImagePlus image(int bits, int slices) {
    return image(bits, slices, WIDTH, HEIGHT);
  }

  static ImagePlus image(int bits, int slices, int width, int height) {
    Random random = new Random(bits);
    ImageStack stack = new ImageStack(width, height);
    for (int z = 0; z < slices; z++) {
      float[][] planes = new float[3][width * height];
      for (float[] plane : planes)
        for (int i = 0; i < plane.length; i++) {
          double blob = Math.sin(i % width / 6. + z) * Math.cos(i / width / 5.);
          plane[i] = (float) (blob + .4 * Math.pow(random.nextGaussian(), 3));
        }
      stack.addSlice(processor(bits, planes, width));
    }
    return new ImagePlus("case", stack);
  }

  private static ImageProcessor processor(int bits, float[][] planes, int width) {
    int n = planes[0].length;
    int height = n / width;
    byte[][] bytes = new byte[3][n];
    short[] shorts = new short[n];
    float[] floats = new float[n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++)
        bytes[c][i] = (byte) Math.min(255, Math.max(0, Math.round(120 + 40 * planes[c][i])));
      shorts[i] = (short) Math.min(65535, Math.max(0, Math.round(9000 + 800 * planes[0][i])));
      floats[i] = -3 + .01f * planes[0][i];
    }
    return switch (bits) {
      case 8 -> new ByteProcessor(width, height, bytes[0]);
      case 16 -> new ShortProcessor(width, height, shorts, null);
      case 24 -> {
        ColorProcessor color = new ColorProcessor(width, height);
        color.setRGB(bytes[0], bytes[1], bytes[2]);
        yield color;
      }
      default -> new FloatProcessor(width, height, floats);
    };
  }
}
