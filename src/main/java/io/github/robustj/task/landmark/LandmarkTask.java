package io.github.robustj.task.landmark;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.PointRow;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.model.ServedNetwork.Activation;
import io.github.robustj.model.ServedNetwork.Output;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.Geometry;
import io.github.robustj.task.Guess;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Target;
import io.github.robustj.task.Task;
import io.github.robustj.task.TrainingDefaults;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where in the image named points are. The network has three output channels per landmark: first
 * the logits of all heat maps, then all vertical, then all horizontal offsets. The targets are a
 * row per landmark, {@code [slice, landmark, column]} with the columns of {@link PointRow}.
 *
 * @param names of the landmarks, unique, at least one
 * @param radius R of the discs in which heat maps and offsets are learned, in pixels of the
 *     network's input, at least 1
 * @param unit of the distances: that of the pixel sizes in the targets, {@code pixel} where they
 *     are not known
 * @param correctness what {@link #quality} says
 * @param measurements that {@link #deviations} compares
 */
public record LandmarkTask(
    List<String> names,
    int radius,
    String unit,
    Correctness correctness,
    List<Measurement> measurements)
    implements Task<Landmarks> {

  /** As {@code model.json} and the option {@code task} call it. */
  public static final String NAME = "landmark";

  public LandmarkTask {
    names = List.copyOf(names);
    if (names.isEmpty() || names.stream().distinct().count() != names.size())
      throw new RobustJException(
          "Landmarks need at least one name, each once, but are %s; correct the names."
              .formatted(names));
    for (Measurement measurement : measurements) measurement.requireKnown(names);
    if (radius < 1) throw new IllegalArgumentException("radius " + radius);
  }

  /** Without measurements. */
  public LandmarkTask(List<String> names, int radius, String unit, Correctness correctness) {
    this(names, radius, unit, correctness, List.of());
  }

  /**
   * The same landmarks in other images.
   *
   * @param unit of the distances there
   */
  public LandmarkTask in(String unit, List<Measurement> measurements) {
    return new LandmarkTask(names, radius, unit, correctness, measurements);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean seesWholeImages() {
    return true;
  }

  @Override
  public List<Output> outputs() {
    return List.of(
        new Output(
            "heatmaps",
            names,
            Activation.SIGMOID,
            "the probability, pixel by pixel, that the landmark is within %d pixels"
                .formatted(radius)),
        new Output(
            "offsets_y",
            names.stream().map(name -> name + " down").toList(),
            Activation.NONE,
            "how far down the landmark is from the pixel, in %d pixels, where the heat map is high"
                .formatted(radius)),
        new Output(
            "offsets_x",
            names.stream().map(name -> name + " right").toList(),
            Activation.NONE,
            "how far to the right it is, in the same unit"));
  }

  @Override
  public Loss loss() {
    return LandmarkLoss.HEAT_MAPS_AND_OFFSETS;
  }

  @Override
  public int outputChannels() {
    return 3 * names.size();
  }

  /**
   * @throws RobustJException if a point has a name that is none of the task's
   */
  @Override
  public Tensor encode(Landmarks landmarks) {
    return rows().encode(landmarks);
  }

  private LandmarkRows rows() {
    return new LandmarkRows(names, radius, unit);
  }

  @Override
  public Tensor encode(Annotation annotation, Image image, Image seen) {
    return encode(((Landmarks) annotation).in(seen, image.width(), image.height()));
  }

  @Override
  public Reading reading(Image image, int width, int height) {
    List<Map<String, Landmark>> slices = new ArrayList<>();
    return new Reading() {
      @Override
      public void add(Tensor outputs) {
        slices.addAll(decode(outputs).in(image, width, height).slices());
      }

      @Override
      public Prediction prediction() {
        return new Prediction.Points(image.name(), new Landmarks(slices, image.calibration()));
      }
    };
  }

  @Override
  public Optional<Landmarks> annotation(Tensor targets) {
    return Optional.of(rows().landmarks(targets));
  }

  /** The places by {@link Voting}, all of them in every slice, in pixels of the outputs. */
  @Override
  public Landmarks decode(Tensor outputs) {
    requireChannels(outputs);
    return rows().found(outputs);
  }

  /**
   * Minus the loss, minus its parts (three numbers per sample, one sample after another), or minus
   * the mean radial error, as the task's correctness says; NaN for a radial error without any
   * landmark.
   */
  @Override
  public float[] quality(Tensor outputs, Tensor targets) {
    requireChannels(outputs);
    if (correctness == Correctness.RADIAL_ERROR) return radialQuality(outputs, targets);
    LandmarkMaps maps = LandmarkMaps.of(targets, outputs.shape(1), outputs.shape(2));
    LandmarkLoss[] losses = LandmarkLoss.perSample(outputs, maps);
    return Correctness.negative(Stream.of(losses).map(loss -> loss.watched(correctness)));
  }

  /** The mean radial error of each sample; NaN for one without any landmark. */
  public float[] radialErrors(Tensor outputs, Tensor targets) {
    return errors(outputs, targets).means();
  }

  private float[] radialQuality(Tensor outputs, Tensor targets) {
    float[] quality = radialErrors(outputs, targets);
    for (int i = 0; i < quality.length; i++) quality[i] = -quality[i];
    return quality;
  }

  /** The heat maps; the offsets are no logits. */
  @Override
  public int logitChannels() {
    return names.size();
  }

  @Override
  public ObjectiveType.Value loss(Tensor outputs, Tensor targets) {
    return LandmarkObjective.TRAINING_LOSS.of(outputs, targets);
  }

  /** An attack keeps the image with the largest error, towards a target the smallest. */
  @Override
  public Goal goal(AttackSpec attack, boolean towards) {
    Goal judge = new LandmarkGoal(this, LandmarkObjective.OFFSETS, false);
    return ObjectiveType.goal(LandmarkObjective.values(), attack.objective(), NAME, judge, towards)
        .orElseGet(
            () -> new LandmarkGoal(this, LandmarkObjective.named(attack.objective()), towards));
  }

  @Override
  public Aim aim(Target target, Tensor truth, Tensor images) {
    return TargetPoints.aim(this, target, truth, images);
  }

  /** The coarsest tolerance of the cephalometric literature, in mm. */
  @Override
  public double usualTolerance() {
    return 4;
  }

  @Override
  public Tensor probabilities(Tensor outputs, Tensor targets) {
    return HeatMaps.probabilities(outputs, targets);
  }

  @Override
  public Tensor counted(Tensor outputs, Tensor targets) {
    return HeatMaps.counted(outputs, targets);
  }

  /**
   * A place is lost to smaller perturbations than a region, and every epoch shows all of every
   * image, not a patch of it.
   */
  @Override
  public TrainingDefaults trainingDefaults() {
    return new TrainingDefaults(4000, 40, .02, Integer.MAX_VALUE);
  }

  @Override
  public Geometry geometry(List<Integer> heights, List<Integer> widths, int patch, int depth) {
    return Geometry.whole(heights, widths, depth);
  }

  @Override
  public boolean onceCountedBeyondSlices() {
    return true;
  }

  @Override
  public Guess guess() {
    return new PlaceGuess(names.size());
  }

  @Override
  public List<String> sides() {
    return names;
  }

  @Override
  public String scoreName() {
    return "Radial error (" + unit + ")";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  /** The radial error of each landmark, the mean over the slices that have it; NaN if none has. */
  @Override
  public Map<String, Double> score(Tensor outputs, Tensor targets) {
    requireChannels(outputs);
    return errors(outputs, targets).byName();
  }

  /** Means over the slices that show all points of the measurement. */
  @Override
  public Map<String, Double> deviations(Tensor outputs, Tensor targets) {
    if (measurements.isEmpty()) return new LinkedHashMap<>();
    Landmarks truth = rows().landmarks(targets);
    Landmarks found = new Landmarks(decode(outputs).slices(), truth.calibration());
    return LandmarkErrors.deviations(measurements, found, truth);
  }

  LandmarkErrors errors(Tensor outputs, Tensor targets) {
    return new LandmarkErrors(names, rows().errors(outputs, targets));
  }

  private void requireChannels(Tensor outputs) {
    if (outputs.shape(3) == outputChannels()) return;
    throw new RobustJException(
        "The network gives %d output channels but %d landmarks need %d; use the landmarks the model was trained with."
            .formatted(outputs.shape(3), names.size(), outputChannels()));
  }
}
