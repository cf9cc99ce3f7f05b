package io.github.robustj.task.segmentation;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.metric.Dice;
import io.github.robustj.model.Loss;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.task.Aim;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Geometry;
import io.github.robustj.task.Guess;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.PixelReading;
import io.github.robustj.task.Target;
import io.github.robustj.task.Task;
import io.github.robustj.task.TrainingDefaults;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every pixel belongs to one class. The network has one output channel per class, the targets are
 * class indices {@code [slice, y, x, 1]}: the position of a pixel's class in the list of classes.
 * Pixels whose target is negative count neither in quality nor in score.
 *
 * @param classes the background (value 0) first, then at least one structure; values and names are
 *     unique
 */
public record SegmentationTask(List<LabelClass> classes) implements Task<Annotation.Mask> {

  /** As {@code model.json} and the option {@code task} call it. */
  public static final String NAME = "segmentation";

  /** Side in pixels. */
  private static final int LARGEST_PATCH = 256;

  public SegmentationTask {
    classes = List.copyOf(classes);
    boolean unique =
        classes.stream().map(LabelClass::value).distinct().count() == classes.size()
            && classes.stream().map(LabelClass::name).distinct().count() == classes.size();
    if (classes.size() < 2 || classes.get(0).value() != 0 || !unique)
      throw new RobustJException(
          "A segmentation needs the background with the value 0 first and then at least one class,"
              + " each with a value and a name of its own, but the classes are "
              + ClassIndices.inWords(classes)
              + "; correct the list of classes.");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Output> outputs() {
    return List.of(
        new Output(
            "probabilities",
            classes.stream().map(LabelClass::name).toList(),
            Activation.SOFTMAX,
            "the probability of each class, pixel by pixel; the largest decides"));
  }

  @Override
  public Loss loss() {
    return Loss.CROSS_ENTROPY_AND_DICE;
  }

  @Override
  public int outputChannels() {
    return classes.size();
  }

  /**
   * @throws RobustJException if the mask holds a value that is no class
   */
  @Override
  public Tensor encode(Annotation.Mask mask) {
    return new ClassIndices(classes).encode(mask);
  }

  /**
   * @throws RobustJException if it holds a value that is no class
   */
  @Override
  public Tensor encode(Annotation annotation, Image image, Image seen) {
    Annotation.Mask mask = (Annotation.Mask) annotation;
    LabelClass.requireKnown(mask, classes, "The truth");
    return encode(mask);
  }

  @Override
  public Reading reading(Image image, int width, int height) {
    return reading(image, width, height, false);
  }

  @Override
  public Reading reading(Image image, int width, int height, boolean probabilities) {
    return new MaskReading(classes, image, width, height, probabilities);
  }

  @Override
  public Optional<PixelReading> pixels() {
    return Optional.of(new PixelClasses(classes));
  }

  /** Pixels beyond the slice are background. */
  @Override
  public Optional<Annotation.Mask> annotation(Tensor targets) {
    int[] indices = ClassIndices.of(targets);
    for (int i = 0; i < indices.length; i++) indices[i] = Math.max(0, indices[i]);
    return Optional.of(new ClassIndices(classes).mask(indices, targets));
  }

  /** The label value of the class with the largest logit, pixel by pixel. */
  @Override
  public Annotation.Mask decode(Tensor outputs) {
    return new ClassIndices(classes).mask(winners(outputs), outputs);
  }

  /**
   * The mean hard Dice over those foreground classes that the sample's truth or prediction
   * contains; 1 if there is none, since nothing was to be found and nothing was.
   */
  @Override
  public float[] quality(Tensor outputs, Tensor targets) {
    int[] predicted = winners(outputs);
    int[] truth = ClassIndices.of(targets);
    float[] quality = new float[targets.samples()];
    int n = targets.sampleLength();
    for (int i = 0; i < quality.length; i++) {
      int[] itsPrediction = Arrays.copyOfRange(predicted, i * n, (i + 1) * n);
      int[] itsTruth = Arrays.copyOfRange(truth, i * n, (i + 1) * n);
      quality[i] = foregroundMean(Dice.perClass(itsPrediction, itsTruth, classes.size()));
    }
    return quality;
  }

  @Override
  public boolean qualityIsNegative() {
    return false;
  }

  @Override
  public ObjectiveType.Value loss(Tensor outputs, Tensor targets) {
    return SegmentationObjective.TRAINING_LOSS.of(outputs, targets, 0);
  }

  /**
   * On the training loss an attack keeps the image with the highest loss, as the papers do; on any
   * other objective, and towards a target, the one with the worst score.
   */
  @Override
  public Goal goal(AttackSpec attack, boolean towards) {
    Goal judge = new SegmentationGoal(this, SegmentationObjective.CROSS_ENTROPY, false, true);
    return ObjectiveType.goal(
            SegmentationObjective.values(), attack.objective(), NAME, judge, towards)
        .orElseGet(() -> own(attack, towards));
  }

  private Goal own(AttackSpec attack, boolean towards) {
    SegmentationObjective objective = SegmentationObjective.named(attack.objective());
    boolean byScore =
        towards || objective != SegmentationObjective.TRAINING_LOSS || attack.has(Trait.BY_SCORE);
    return new SegmentationGoal(this, objective, towards, byScore);
  }

  @Override
  public Aim aim(Target target, Tensor truth, Tensor images) {
    return TargetMasks.aim(this, target, truth);
  }

  @Override
  public double usualTolerance() {
    return .5;
  }

  @Override
  public Tensor probabilities(Tensor outputs, Tensor targets) {
    return Softmax.probabilities(outputs);
  }

  /** NaN at pixels beyond the slice, which say nothing. */
  @Override
  public Tensor counted(Tensor outputs, Tensor targets) {
    int n = outputs.shape(3);
    for (int i = 0; i < targets.data().length; i++)
      if (targets.data()[i] < 0) Arrays.fill(outputs.data(), i * n, (i + 1) * n, Float.NaN);
    return outputs;
  }

  @Override
  public TrainingDefaults trainingDefaults() {
    return new TrainingDefaults(4000, 60, .04, Integer.MAX_VALUE);
  }

  @Override
  public Geometry geometry(List<Integer> heights, List<Integer> widths, int patch, int depth) {
    return Geometry.of(heights, widths, patch, LARGEST_PATCH, depth);
  }

  @Override
  public Guess guess() {
    return new MaskGuess(this);
  }

  @Override
  public String scoreName() {
    return "Dice";
  }

  /** Hard Dice of each foreground class by its name, in the order of the classes. */
  @Override
  public Map<String, Double> score(Tensor outputs, Tensor targets) {
    double[] dice = Dice.perClass(winners(outputs), ClassIndices.of(targets), classes.size());
    Map<String, Double> score = new LinkedHashMap<>();
    for (int c = 1; c < dice.length; c++) score.put(classes.get(c).name(), dice[c]);
    return score;
  }

  @Override
  public Map<String, Map<String, Double>> otherScores(Tensor outputs, EncodedCase subject) {
    Tensor targets = subject.targets();
    return new ShapeScores(
            winners(outputs),
            ClassIndices.of(targets),
            targets.shape(2),
            targets.shape(1),
            subject.calibration())
        .of(classes);
  }

  @Override
  public List<String> pixelClasses() {
    return classes.stream().map(LabelClass::name).toList();
  }

  private static float foregroundMean(double[] dice) {
    return (float) Arrays.stream(dice).skip(1).filter(d -> !Double.isNaN(d)).average().orElse(1);
  }

  private int[] winners(Tensor outputs) {
    return new ClassIndices(classes).winners(outputs);
  }
}
