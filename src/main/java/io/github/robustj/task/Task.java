package io.github.robustj.task;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A kind of question to an image, as dense prediction: how its answer is written into targets, read
 * from logits and scored.
 *
 * @param <A> the kind of annotation
 */
public interface Task<A extends Annotation> {

  /**
   * As in {@code model.json}: {@code segmentation}, {@code landmark}, {@code detection} or {@code
   * instance}.
   */
  String name();

  Loss loss();

  int outputChannels();

  /**
   * What the output channels are, for users of other programs, in their order; one part for each
   * kind of number.
   */
  default List<Output> outputs() {
    List<String> channels =
        IntStream.range(0, outputChannels()).mapToObj(c -> "channel_" + c).toList();
    return List.of(new Output("outputs", channels, Activation.NONE, "what the network gives"));
  }

  /**
   * How many of the output channels, the first ones, are logits; the others are places and sizes.
   * An attack that is fooled by the scale of the logits alone is not as strong as it looks.
   */
  default int logitChannels() {
    return outputChannels();
  }

  /**
   * {@link #loss} of outputs in closed form: one number per sample, with its derivative by the
   * outputs.
   *
   * @param outputs {@code [sample, y, x, output channel]}
   * @param targets as the task encodes them, of the same samples
   */
  ObjectiveType.Value loss(Tensor outputs, Tensor targets);

  /** Targets {@code [slice, ...]} of one case. */
  Tensor encode(A annotation);

  /**
   * Targets of what is drawn on an image.
   *
   * @param seen the image as the network sees it
   */
  Tensor encode(Annotation annotation, Image image, Image seen);

  /**
   * What targets say, in pixels of the network's input, see {@link #encode(Annotation)}; empty for
   * tasks that cannot tell.
   */
  default Optional<A> annotation(Tensor targets) {
    return Optional.empty();
  }

  /** The answer in logits {@code [slice, y, x, output channel]} of one case. */
  A decode(Tensor outputs);

  /** Reads the answer of a network slice by slice, so that no volume of logits is ever held. */
  interface Reading {

    /**
     * @param outputs of the next slices
     */
    void add(Tensor outputs);

    Prediction prediction();
  }

  /**
   * Reads the answer to an image.
   *
   * @param width,height of the image as the network sees it
   */
  Reading reading(Image image, int width, int height);

  /**
   * The same.
   *
   * @param probabilities whether those of classes are wanted pixel by pixel, where the task has
   *     them
   */
  default Reading reading(Image image, int width, int height, boolean probabilities) {
    return reading(image, width, height);
  }

  /** How outputs are read where each pixel has a class; empty for tasks about things in images. */
  default Optional<PixelReading> pixels() {
    return Optional.empty();
  }

  /**
   * A network for images of any size, seen in tiles.
   *
   * @param network that blends what it says of overlapping tiles
   */
  default DifferentiableModel tiled(DifferentiableModel network, int tile) {
    return network;
  }

  /**
   * How well each sample is solved, higher is better: what an adaptive margin compares with its
   * threshold. One number per sample, or as many for each, one sample after another, where every
   * one has a threshold of its own.
   */
  float[] quality(Tensor outputs, Tensor targets);

  /**
   * Whether the targets are about things in images, not about pixels, so that what the network says
   * of overlapping tiles cannot be blended.
   */
  default boolean seesWholeImages() {
    return false;
  }

  /**
   * What an attack on a model of the task is after.
   *
   * @param towards whether a target is to be reached
   * @throws io.github.robustj.error.RobustJException if the objective is for another task
   */
  Goal goal(AttackSpec attack, boolean towards);

  /**
   * What a targeted attack is to make of slices.
   *
   * @param truth as the task encodes it
   * @param images the slices, normalised
   * @throws io.github.robustj.error.RobustJException if the target is none of the task's, or names
   *     what the model does not know
   */
  Aim aim(Target target, Tensor truth, Tensor images);

  /** The score beyond which a sample counts as broken where the user does not say. */
  double usualTolerance();

  /**
   * What the network's logits say as probabilities.
   *
   * @param outputs logits {@code [sample, y, x, output channel]}
   * @param targets of the same samples
   * @return probabilities of the same samples and places, or {@code [sample, y, x, landmark]} of
   *     heat maps, NaN where these do not count, in an array of their own
   */
  Tensor probabilities(Tensor outputs, Tensor targets);

  /**
   * Puts NaN in the place of the outputs that do not count in a loss.
   *
   * @param outputs changed
   * @return the outputs
   */
  Tensor counted(Tensor outputs, Tensor targets);

  /** The targets with weights that make every class that a sample shows count the same. */
  default Tensor balanced(Tensor targets) {
    return targets;
  }

  /** What raises parts of the loss alone, for methods that learn from the worst of them. */
  default List<Goal> lossParts() {
    return List.of();
  }

  /** What suits a training. */
  TrainingDefaults trainingDefaults();

  /**
   * The patches of a training and the depth of the network for them.
   *
   * @param heights {@code widths} of the training images, at least one
   * @param patch side that the user asks for, 0 for automatic
   * @param depth that the user asks for, 0 for automatic
   */
  Geometry geometry(List<Integer> heights, List<Integer> widths, int patch, int depth);

  /** Whether all of its losses once counted what a patch shows beyond its slice. */
  default boolean onceCountedBeyondSlices() {
    return false;
  }

  /** What can be answered without looking at an image. */
  Guess guess();

  /** The names of what may change sides in mirrored images; empty if nothing does. */
  default List<String> sides() {
    return List.of();
  }

  /**
   * What an epoch is chosen by, from the scores of all validation cases.
   *
   * @param mean over cases of their means over classes
   * @param objects of all cases, see {@link #objects}
   */
  default double validationScore(double mean, List<ObjectsInImage> objects) {
    return mean;
  }

  /**
   * The task with what follows from what a network has learned.
   *
   * @param model for images of any size
   * @param cases to see, whole
   */
  default Task<A> tuned(DifferentiableModel model, Stream<EncodedCase> cases) {
    return this;
  }

  /** Whether {@link #quality} is minus a loss or an error, not a score. */
  default boolean qualityIsNegative() {
    return true;
  }

  /** The unit of errors, {@code mm} or {@code pixel}; empty where scores have none. */
  default String unit() {
    return "";
  }

  /** How many pixels across and down share an output. */
  default int stride() {
    return 1;
  }

  /** What {@link #score} measures, as tables and plots call it: {@code Dice}. */
  String scoreName();

  /** Whether a high score is a good one, as Dice is and an error is not. */
  default boolean higherIsBetter() {
    return true;
  }

  /**
   * The score of one case, all of its slices together, per class; NaN for a class in neither truth
   * nor prediction.
   */
  Map<String, Double> score(Tensor outputs, Tensor targets);

  /**
   * Other metrics beside {@link #score}, each per class as there, by the name that is their column
   * in tables, such as {@code hd95_mm}. All cases have the same.
   */
  default Map<String, Map<String, Double>> otherScores(Tensor outputs, EncodedCase subject) {
    return Map.of();
  }

  /**
   * How far what is measured in the answer is from the same in the truth, by the measurement's
   * name: absolute differences, NaN where there is nothing to measure. Empty for tasks and users
   * that measure nothing.
   */
  default Map<String, Double> deviations(Tensor outputs, Tensor targets) {
    return Map.of();
  }

  /**
   * What was drawn and what was found in each slice, in the image's own pixels, for scores that
   * belong to a whole data set, as average precision does. Empty for tasks that have no objects.
   */
  default List<ObjectsInImage> objects(Tensor outputs, Tensor targets) {
    return List.of();
  }

  /**
   * The names of the classes that the outputs tell apart in every pixel by the largest of their
   * channels, in the order of these; empty where outputs mean something else.
   */
  default List<String> pixelClasses() {
    return List.of();
  }
}
