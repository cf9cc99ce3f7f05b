package io.github.robustj.task.detection;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.metric.F1;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.CellTile;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Guess;
import io.github.robustj.task.ObjectReading;
import io.github.robustj.task.ObjectRows;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.Target;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which objects are in the image, and where. The network says for every cell of 4 x 4 pixels what
 * {@link BoxOutputs} reads. The targets are a row per object, {@code [slice, object, column]} with
 * the columns of {@link BoxRow}.
 *
 * @param classes their names, unique, at least one, in the order of the outputs
 * @param thresholds for each class the network's score from which on an object counts, above 0 and
 *     below 1: the scores that are given out are stretched so that this is {@link F1#COUNTS} for
 *     every class
 * @param correctness what {@link #quality} says; not the radial error
 */
public record DetectionTask(List<String> classes, List<Double> thresholds, Correctness correctness)
    implements ObjectTask {

  /** As {@code model.json} and the option {@code task} call it. */
  public static final String NAME = "detection";

  static final List<String> TARGETS = List.of("none", "vanish", "fabricate", "mislabel");

  /** The thresholds as long as none were chosen. */
  public static final double USUAL_THRESHOLD = .3;

  public DetectionTask {
    classes = List.copyOf(classes);
    thresholds = List.copyOf(thresholds);
    if (classes.isEmpty() || classes.stream().distinct().count() != classes.size())
      throw new RobustJException(
          "A detection needs at least one class, each once, but has %s; correct the names."
              .formatted(classes));
    if (thresholds.size() != classes.size() || thresholds.stream().anyMatch(t -> !(t > 0 && t < 1)))
      throw new IllegalArgumentException("thresholds " + thresholds + " for " + classes);
  }

  /** With the usual thresholds. */
  public DetectionTask(List<String> classes, Correctness correctness) {
    this(classes, Collections.nCopies(classes.size(), USUAL_THRESHOLD), correctness);
  }

  /** The same with other thresholds. */
  public DetectionTask at(List<Double> scores) {
    return new DetectionTask(classes, scores, correctness);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Output> outputs() {
    return List.of(
        new Output(
            "scores",
            classes,
            Activation.SIGMOID,
            "how likely the centre of an object of the class is in the cell of %1$d x %1$d pixels; from %2$s on it counts"
                .formatted(BoxMaps.STRIDE, thresholds)),
        new Output(
            "boxes",
            List.of("center x", "center y", "log width", "log height"),
            Activation.NONE,
            "where the centre is from the middle of the cell, and the natural logarithms of width"
                + " and height, all in cells"));
  }

  @Override
  public Loss loss() {
    return DetectionLoss.FOCAL_AND_BOXES;
  }

  @Override
  public int stride() {
    return BoxMaps.STRIDE;
  }

  @Override
  public int outputChannels() {
    return classes.size() + BoxOutputs.GEOMETRY;
  }

  /**
   * Boxes in pixels of the network's input.
   *
   * @throws RobustJException if an object is of no known class
   */
  @Override
  public Tensor encode(Boxes boxes) {
    return new BoxTargets(classes).encode(boxes, BoxTargets.Scale.NONE);
  }

  /**
   * Boxes in pixels of an image. Every slice has at least one row, if only an empty one, which
   * tells the scale.
   *
   * @param seen the image as the network sees it
   */
  @Override
  public Tensor encode(Annotation boxes, Image image, Image seen) {
    return new BoxTargets(classes).encode((Boxes) boxes, BoxTargets.Scale.of(image, seen));
  }

  @Override
  public ObjectReading reading(Image image, int width, int height) {
    return new ObjectReading(
        image,
        classes,
        outputs ->
            decode(outputs).slices().stream()
                .map(slice -> ObjectReading.inImage(slice, image, width, height))
                .toList(),
        () -> rows(image, width, height));
  }

  private ObjectRows rows(Image image, int width, int height) {
    BoxRows rows = decoder().rows(cut(height), cut(width));
    return new ObjectRows(
        outputs -> rows.add(new BoxOutputs(required(outputs)), 0),
        () -> rows.objects(box -> ObjectReading.inImage(box, image, width, height)));
  }

  private ObjectDecoder decoder() {
    return new ObjectDecoder(classes, thresholds);
  }

  /** Where the outputs end. */
  private static int cut(int pixels) {
    return CellTile.cells(pixels, BoxMaps.STRIDE) * BoxMaps.STRIDE;
  }

  @Override
  public ObjectSeeds seeds(int height, int width) {
    return new BoxSeeds(decoder(), height, width);
  }

  /**
   * The objects from {@link ObjectDecoder#LOWEST_SCORE} on, the surest first, in pixels of the
   * network's input. Boxes are cut where the outputs end, at most 3 pixels past the input's edge,
   * where {@link #objects} cuts them again.
   */
  @Override
  public Boxes decode(Tensor outputs) {
    return decoder().decode(required(outputs));
  }

  /**
   * Minus the loss, or minus its three parts (box, centres, elsewhere; three numbers per sample,
   * one sample after another), as the task's correctness says.
   */
  @Override
  public float[] quality(Tensor outputs, Tensor targets) {
    BoxOutputs read = new BoxOutputs(required(outputs));
    DetectionLoss[] losses = DetectionLoss.perSample(read, BoxMaps.of(targets, read));
    return Correctness.negative(Stream.of(losses).map(loss -> loss.watched(correctness)));
  }

  /** The heat maps; centres and sizes are no logits. */
  @Override
  public int logitChannels() {
    return classes.size();
  }

  @Override
  public ObjectiveType.Value loss(Tensor outputs, Tensor targets) {
    BoxOutputs read = new BoxOutputs(outputs);
    BoxMaps maps = BoxMaps.of(targets, read);
    return new ObjectiveType.Value(
        DetectionLoss.totals(read, maps), DetectionSlope.of(outputs, maps));
  }

  /**
   * On the sum of the losses an attack keeps the image with the highest loss; on any other
   * objective the one with the worst score; towards a target the one that comes nearest to it.
   */
  @Override
  public Goal goal(AttackSpec attack, boolean towards) {
    Goal judge = new DetectionGoal(DetectionObjective.SUM, Optional.of(this));
    return ObjectiveType.goal(DetectionObjective.values(), attack.objective(), NAME, judge, towards)
        .orElseGet(() -> own(attack, towards));
  }

  private Goal own(AttackSpec attack, boolean towards) {
    DetectionObjective objective = DetectionObjective.named(attack.objective());
    if (towards) return new TowardsObjects(this, objective);
    boolean byScore = objective != DetectionObjective.SUM || attack.has(Trait.BY_SCORE);
    return new DetectionGoal(objective, byScore ? Optional.of(this) : Optional.empty());
  }

  @Override
  public Aim aim(Target target, Tensor truth, Tensor images) {
    return outputs -> new TargetObjects(this, target).aimed(truth, outputs);
  }

  @Override
  public Tensor probabilities(Tensor outputs, Tensor targets) {
    return BoxOutputs.probabilities(outputs);
  }

  @Override
  public Tensor counted(Tensor outputs, Tensor targets) {
    return BoxMaps.counted(outputs, targets);
  }

  @Override
  public Tensor balanced(Tensor targets) {
    return ClassBalance.balanced(targets);
  }

  @Override
  public List<Goal> lossParts() {
    return List.of(
        new DetectionGoal(DetectionObjective.LOCATION),
        new DetectionGoal(DetectionObjective.OBJECTNESS));
  }

  @Override
  public Guess guess() {
    return new BoxGuess(this);
  }

  /** With the thresholds that suit the scores of the network. */
  @Override
  public DetectionTask tuned(DifferentiableModel model, Stream<EncodedCase> cases) {
    return new ScoreThresholds(this, model).chosen(cases);
  }

  /**
   * F1 of each class from {@link F1#COUNTS} on, NaN for a class that is neither there nor found:
   * what can be said about a single image, where average precision is a property of a data set.
   */
  @Override
  public Map<String, Double> score(Tensor outputs, Tensor targets) {
    List<ObjectsInImage> slices = objects(outputs, targets);
    Map<String, Double> score = new LinkedHashMap<>();
    for (String name : classes) score.put(name, F1.of(slices, name, F1.COUNTS, F1.FOUND));
    return score;
  }

  @Override
  public Optional<Boxes> annotation(Tensor targets) {
    return Optional.of(new BoxTargets(classes).drawn(targets));
  }

  @Override
  public List<ObjectsInImage> objects(Tensor outputs, Tensor targets) {
    return beside(decode(outputs), targets);
  }

  /**
   * What was drawn beside what something else than the network has found.
   *
   * @param found in pixels of the network's input, slice by slice
   */
  public List<ObjectsInImage> beside(Boxes found, Tensor targets) {
    return new BoxTargets(classes).beside(found, targets);
  }

  /** With as many channels as there have to be. */
  private Tensor required(Tensor outputs) {
    if (outputs.shape(3) == outputChannels()) return outputs;
    throw new RobustJException(
        "The network gives %d output channels but %d classes of objects need %d; use the classes the model was trained with."
            .formatted(outputs.shape(3), classes.size(), outputChannels()));
  }
}
