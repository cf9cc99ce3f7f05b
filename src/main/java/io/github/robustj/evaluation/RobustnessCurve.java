package io.github.robustj.evaluation;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Image;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.task.Reach;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is left of a model's score under an attack of growing size.
 *
 * @param score what is measured, e.g. {@code Dice}
 * @param higherIsBetter as with Dice; false for errors
 * @param classes in the order of the model
 * @param points by rising epsilon; epsilon 0 is the clean score
 * @param minimal the smallest breaking perturbations, of a search for them at the largest epsilon
 * @param universal the perturbations that a universal attack has found
 * @param leftOut names of the cases in which a target has nothing to change, which count nowhere
 * @param failed why cases could not be used, a sentence by name; they count nowhere, too
 */
public record RobustnessCurve(
    String score,
    boolean higherIsBetter,
    AttackSpec attack,
    List<String> classes,
    List<Point> points,
    Optional<MinimalPerturbations> minimal,
    List<Universal> universal,
    List<String> leftOut,
    Map<String, String> failed) {

  /** One perturbation for all cases, in normalised intensities, before it was cut to each. */
  public record Universal(double epsilon, Image perturbation) {}

  /** Of any other attack. */
  public RobustnessCurve(
      String score,
      boolean higherIsBetter,
      AttackSpec attack,
      List<String> classes,
      List<Point> points) {
    this(
        score,
        higherIsBetter,
        attack,
        classes,
        points,
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of());
  }

  /** The same with the smallest breaking perturbations. */
  public RobustnessCurve with(MinimalPerturbations found) {
    return new RobustnessCurve(
        score,
        higherIsBetter,
        attack,
        classes,
        points,
        Optional.of(found),
        universal,
        leftOut,
        failed);
  }

  /** The same with universal perturbations. */
  public RobustnessCurve with(List<Universal> found) {
    return new RobustnessCurve(
        score, higherIsBetter, attack, classes, points, minimal, found, leftOut, failed);
  }

  /** The same with cases that were left out. */
  public RobustnessCurve leavingOut(List<String> cases) {
    return new RobustnessCurve(
        score,
        higherIsBetter,
        attack,
        classes,
        points,
        minimal,
        universal,
        List.copyOf(cases),
        failed);
  }

  /** The same with cases that could not be used, a sentence each. */
  public RobustnessCurve failing(Map<String, String> cases) {
    return new RobustnessCurve(
        score, higherIsBetter, attack, classes, points, minimal, universal, leftOut, cases);
  }

  /** How many cases there are, used or not. */
  public int all() {
    return points.get(0).cases().size() + leftOut.size() + failed.size();
  }

  /** The names of the metrics beside the score. */
  public List<String> otherMetrics() {
    return points.stream()
        .flatMap(p -> p.cases().stream())
        .flatMap(c -> c.others().keySet().stream())
        .distinct()
        .toList();
  }

  /** Whether it is known at every epsilon what the perturbations look like. */
  public boolean hasVisibility() {
    return points.stream().allMatch(p -> p.visibility().isPresent());
  }

  /** Whether there was a target. */
  public boolean isTargeted() {
    return points.stream()
        .flatMap(p -> p.cases().stream())
        .anyMatch(c -> !c.reached().isEmpty() || c.reach().isGiven());
  }

  /**
   * @param epsilon radius of the ball around each slice, in the unit of the attack
   */
  public record Point(double epsilon, List<CaseScore> cases) {

    /** Mean over cases of their means over classes; NaN if there is none. */
    public double mean() {
      return KnownMean.of(cases, CaseScore::mean);
    }

    /** Mean over cases of their score against a target; NaN without one. */
    public double reachedMean() {
      return KnownMean.of(cases, CaseScore::reachedMean);
    }

    /** How far the targets of all cases together are reached. */
    public Reach reach() {
      return cases.stream().map(CaseScore::reach).reduce(Reach.NONE, Reach::and);
    }

    /** What the perturbations look like, in the mean over cases; empty where it is not known. */
    public Optional<Visibility> visibility() {
      List<Visibility> known = cases.stream().flatMap(c -> c.visibility().stream()).toList();
      return known.isEmpty() ? Optional.empty() : Optional.of(Visibility.mean(known));
    }

    /** All objects of all cases, for scores that belong to a data set. */
    public List<ObjectsInImage> objects() {
      return cases.stream().flatMap(c -> c.objects().stream()).toList();
    }

    /** Mean deviation of every measurement over the cases that have it; empty if there is none. */
    public Map<String, Double> deviations() {
      Map<String, Double> means = new LinkedHashMap<>();
      for (CaseScore subject : cases) subject.deviations().keySet().forEach(n -> means.put(n, 0.));
      means.replaceAll((name, none) -> mean(CaseScore::deviations, name));
      return means;
    }

    /** Mean over the cases in which the class occurs; NaN if there is none. */
    public double mean(String className) {
      return mean(CaseScore::scores, className);
    }

    /** The same of another metric than the score. */
    public double otherMean(String metric, String className) {
      return mean(c -> c.others().getOrDefault(metric, Map.of()), className);
    }

    private double mean(Function<CaseScore, Map<String, Double>> scores, String name) {
      return KnownMean.of(cases, c -> scores.apply(c).getOrDefault(name, Double.NaN));
    }
  }

  /**
   * @param patient whom the case is of: cases of one patient are no independent witnesses
   * @param scores per class; NaN for a class that neither truth nor prediction contains
   * @param deviations of the user's measurements, see {@link
   *     io.github.robustj.task.Task#deviations}
   * @param reached the scores against what a targeted attack wanted the model to see; empty without
   *     a target
   * @param objects drawn and found, slice by slice, see {@link
   *     io.github.robustj.task.Task#objects}; files do not keep them
   * @param reach how many of the changes that a target asks for were made
   * @param others per class, by metric, see {@link io.github.robustj.task.Task#otherScores}
   * @param visibility what the perturbation looks like; empty in files of before it was measured
   */
  public record CaseScore(
      String name,
      String patient,
      Map<String, Double> scores,
      Map<String, Double> deviations,
      Map<String, Double> reached,
      List<ObjectsInImage> objects,
      Reach reach,
      Map<String, Map<String, Double>> others,
      Optional<Visibility> visibility) {

    /** Of which nobody has measured what it looks like. */
    public CaseScore(
        String name,
        String patient,
        Map<String, Double> scores,
        Map<String, Double> deviations,
        Map<String, Double> reached,
        List<ObjectsInImage> objects,
        Reach reach,
        Map<String, Map<String, Double>> others) {
      this(name, patient, scores, deviations, reached, objects, reach, others, Optional.empty());
    }

    /** The same with what the perturbation looks like. */
    public CaseScore with(Optional<Visibility> seen) {
      return new CaseScore(
          name, patient, scores, deviations, reached, objects, reach, others, seen);
    }

    /** Mean over the classes that are not NaN; NaN if there is none. */
    public double mean() {
      return KnownMean.of(scores.values());
    }

    /** The same against the target; NaN without one. */
    public double reachedMean() {
      return KnownMean.of(reached.values());
    }
  }
}
