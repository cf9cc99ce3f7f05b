package io.github.robustj.task.instance;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.metric.F1;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.CellTile;
import io.github.robustj.model.Loss;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Guess;
import io.github.robustj.task.ObjectReading;
import io.github.robustj.task.ObjectRows;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.Stars;
import io.github.robustj.task.Target;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which objects are in the image, with the outline of each, as {@link StarOutputs} tells them. The
 * targets are numbers of objects {@code [slice, y, x, 1]}, see {@link LabelMaps}.
 *
 * @param stars what the network tells
 * @param correctness what {@link #quality} says; not the radial error
 */
public record InstanceTask(Stars stars, Correctness correctness) implements ObjectTask {

  /** As {@code model.json} calls it. */
  public static final String NAME = "instance";

  /** What all objects are called: there is one class of them. */
  public static final String OBJECT = "object";

  /** What is less sure is never given out. */
  private static final double LOWEST_SCORE = .05;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean hasOutlines() {
    return true;
  }

  @Override
  public Loss loss() {
    return Loss.PROBABILITY_AND_DISTANCES;
  }

  @Override
  public int stride() {
    return stars.stride();
  }

  @Override
  public int outputChannels() {
    return 1 + stars.rays();
  }

  @Override
  public List<Output> outputs() {
    List<String> rays = IntStream.range(0, stars.rays()).mapToObj(k -> "ray " + k).toList();
    return List.of(
        new Output(
            "probability",
            List.of(OBJECT),
            Activation.SIGMOID,
            "how likely a place is inside an object, near its middle; from %s on it counts"
                .formatted(stars.threshold())),
        new Output(
            "distances",
            rays,
            Activation.NONE,
            "from there to the border in pixels, the rays from the right to below, at equal"
                + " angles"));
  }

  /** The probability; distances are no logits. */
  @Override
  public int logitChannels() {
    return 1;
  }

  /** In an image that ends where the last object does. */
  @Override
  public Tensor encode(Boxes objects) {
    return LabelMaps.of(objects, LabelMaps.extent(objects, true), LabelMaps.extent(objects, false));
  }

  /** Numbers of objects, of all classes together; where they overlap, the surest is on top. */
  @Override
  public Tensor encode(Annotation objects, Image image, Image seen) {
    Boxes scaled =
        ((Boxes) objects)
            .scaled((double) seen.width() / image.width(), (double) seen.height() / image.height());
    return LabelMaps.of(scaled, seen.height(), seen.width());
  }

  @Override
  public ObjectReading reading(Image image, int width, int height) {
    double x = (double) image.width() / width;
    double y = (double) image.height() / height;
    return new ObjectReading(
        image,
        classes(),
        outputs -> decode(outputs).scaled(x, y).slices(),
        () -> rows(height, x, y));
  }

  /**
   * @param x,y pixels of the image to one of what the network sees
   */
  private ObjectRows rows(int height, double x, double y) {
    StarRows rows = new StarRows(decoder(), LOWEST_SCORE, CellTile.cells(height, stars.stride()));
    return new ObjectRows(
        outputs -> rows.add(new StarOutputs(required(outputs)), 0),
        () -> Boxes.of(rows.objects()).scaled(x, y).all());
  }

  @Override
  public List<String> classes() {
    return List.of(OBJECT);
  }

  /** The surest first, in pixels of the network's input; outlines may reach outside. */
  @Override
  public Boxes decode(Tensor outputs) {
    return decode(outputs, LOWEST_SCORE);
  }

  /** The same from {@link F1#COUNTS} on. */
  Boxes counted(Tensor outputs) {
    return decode(outputs, F1.COUNTS);
  }

  private Boxes decode(Tensor outputs, double lowest) {
    return decoder().decode(required(outputs), lowest);
  }

  private StarDecoder decoder() {
    return new StarDecoder(OBJECT, stars.threshold(), stars.overlap(), stars.stride());
  }

  @Override
  public ObjectSeeds seeds(int height, int width) {
    return new StarSeeds(decoder(), Rays.of(stars.rays()), LOWEST_SCORE, height, width);
  }

  @Override
  public Optional<Boxes> annotation(Tensor targets) {
    return Optional.of(LabelMaps.outlines(targets));
  }

  /** Minus the loss, or minus its two parts (probability, distances), as the correctness says. */
  @Override
  public float[] quality(Tensor outputs, Tensor targets) {
    Tensor maps = maps(targets);
    float[] sum = StarLoss.SUM.of(outputs, maps).value();
    float[] probability = new StarLoss(1, 0).of(outputs, maps).value();
    return Correctness.negative(
        IntStream.range(0, sum.length)
            .mapToObj(
                i ->
                    correctness == Correctness.COMPONENTS
                        ? new double[] {probability[i], sum[i] - probability[i]}
                        : new double[] {sum[i]}));
  }

  @Override
  public ObjectiveType.Value loss(Tensor outputs, Tensor targets) {
    return StarLoss.SUM.of(outputs, maps(targets));
  }

  Tensor maps(Tensor targets) {
    return StarMaps.of(targets, stars.rays(), stars.stride());
  }

  /**
   * On the sum of the losses an attack keeps the image with the highest loss; on any other
   * objective the one with the worst score; towards a target the one that comes nearest to it.
   */
  @Override
  public Goal goal(AttackSpec attack, boolean towards) {
    Goal judge = new InstanceGoal(this, InstanceObjective.SUM, true);
    return ObjectiveType.goal(InstanceObjective.values(), attack.objective(), NAME, judge, towards)
        .orElseGet(
            () ->
                towards
                    ? new TowardsInstances(this, InstanceObjective.named(attack.objective()))
                    : InstanceGoal.of(this, attack));
  }

  @Override
  public Aim aim(Target target, Tensor truth, Tensor images) {
    TargetInstances made = new TargetInstances(this, target);
    return outputs -> made.aimed(truth, outputs);
  }

  @Override
  public Tensor probabilities(Tensor outputs, Tensor targets) {
    return StarOutputs.probabilities(outputs);
  }

  @Override
  public Tensor counted(Tensor outputs, Tensor targets) {
    Tensor maps = maps(targets);
    int channels = maps.shape(3);
    for (int i = 0; i < maps.data().length; i++) {
      float p = maps.data()[i / channels * channels];
      if (i % channels == 0 ? p < 0 : p <= 0) outputs.data()[i] = Float.NaN;
    }
    return outputs;
  }

  @Override
  public List<Goal> lossParts() {
    return List.of(
        new InstanceGoal(this, InstanceObjective.PROBABILITY, false),
        new InstanceGoal(this, InstanceObjective.DISTANCES, false));
  }

  @Override
  public Guess guess() {
    return new InstanceGuess(this);
  }

  /** F1 from {@link F1#COUNTS} on, by the IoU of outlines; NaN without any object. */
  @Override
  public Map<String, Double> score(Tensor outputs, Tensor targets) {
    Map<String, Double> score = new LinkedHashMap<>();
    List<ObjectsInImage> slices = beside(counted(outputs), targets);
    score.put(OBJECT, F1.of(slices, OBJECT, F1.COUNTS, F1.FOUND));
    return score;
  }

  @Override
  public List<ObjectsInImage> objects(Tensor outputs, Tensor targets) {
    return beside(decode(outputs), targets);
  }

  List<ObjectsInImage> beside(Boxes found, Tensor targets) {
    Boxes truth = LabelMaps.outlines(targets);
    List<ObjectsInImage> slices = new ArrayList<>();
    for (int i = 0; i < targets.samples(); i++)
      slices.add(new ObjectsInImage(truth.slices().get(i), found.slices().get(i)));
    return slices;
  }

  /** With as many channels as there have to be. */
  private Tensor required(Tensor outputs) {
    if (outputs.shape(3) == outputChannels()) return outputs;
    throw new RobustJException(
        "The network gives %d output channels but an object with %d rays needs %d; import it again."
            .formatted(outputs.shape(3), stars.rays(), outputChannels()));
  }
}
