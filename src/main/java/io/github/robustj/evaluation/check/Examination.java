package io.github.robustj.evaluation.check;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What checks ask of an evaluation; what several of them need is made once. */
final class Examination {

  private static final double SHARE_OF_TIME = .04;

  private final Subject subject;
  private final DifferentiableModel model;
  private final WatchedModel watched;
  private final RobustnessCurve curve;
  private final Level level;
  private Probe probe;
  private Strength configured;

  /**
   * @param model asked before every call whether to go on
   * @param watched what the evaluation itself asked
   */
  Examination(
      Subject subject,
      DifferentiableModel model,
      WatchedModel watched,
      RobustnessCurve curve,
      Level level) {
    this.subject = subject;
    this.model = model;
    this.watched = watched;
    this.curve = curve;
    this.level = level;
  }

  Subject subject() {
    return subject;
  }

  DifferentiableModel model() {
    return model;
  }

  WatchedModel watched() {
    return watched;
  }

  RobustnessCurve curve() {
    return curve;
  }

  Level level() {
    return level;
  }

  Task<?> task() {
    return subject.task();
  }

  boolean has(Trait trait) {
    return subject.spec().has(trait);
  }

  boolean isTargeted() {
    return probe().parts().stream().anyMatch(part -> part.aimed().aimed().isPresent());
  }

  /** A generator of a check's own. */
  RandomGenerator random(String check) {
    return Seeds.random(subject.seed(), Seeds.level(check));
  }

  Probe probe() {
    if (probe == null) probe = Probe.of(subject, model, slices());
    return probe;
  }

  /** In the usual checks not so many that small evaluations take much longer. */
  private int slices() {
    if (level == Level.ALL) return level.slices();
    long attacked = curve.points().stream().filter(point -> point.epsilon() > 0).count();
    double all = attacked * curve.all() * subject.cases().get(0).get().images().samples();
    return Math.max(1, (int) Math.min(level.slices(), SHARE_OF_TIME * all));
  }

  /** What the attack of the evaluation makes of the probe at the largest epsilon. */
  Strength configured() {
    if (configured == null)
      configured = strength((part, ball) -> run(subject.attack(), part, "configured"));
    return configured;
  }

  /** What the attack makes of the probe with other settings. */
  Strength with(AttackSpec other) {
    Attack attack = Attacks.of(other);
    return strength((part, ball) -> run(attack, part, other.toString()));
  }

  /** An attack on a part, on the evaluation's objective. */
  Tensor run(Attack attack, Part part, String check) {
    return attack.run(objective(part), part.ball(), random(check));
  }

  Objective.Differentiable objective(Part part) {
    return part.objective(subject.goal(), model);
  }

  /** The goal on another model, such as one with other logits. */
  Objective.Differentiable objective(Part part, DifferentiableModel other) {
    return part.objective(subject.goal(), other);
  }

  /** On what the model was trained with. */
  Objective.Differentiable loss(Part part) {
    return Goal.TRAINING_LOSS.on(model, part.targets());
  }

  /**
   * How far attacks come: without a target by {@link Part#success}, under one by what attacks keep
   * their images by, which also counts what is to stay. By the reached changes alone an attack that
   * spoils all else would be the stronger one.
   */
  Strength strength(Strength.Runner runner) {
    List<Tensor> images = new ArrayList<>();
    DoubleStream.Builder success = DoubleStream.builder();
    for (Part part : probe().parts()) {
      Tensor found = runner.run(part, part.ball());
      images.add(found);
      for (double one : isTargeted() ? agreement(part, found) : success(part, found))
        success.add(one);
    }
    return new Strength(images, success.build().toArray());
  }

  private double[] success(Part part, Tensor images) {
    return part.success(task(), model.predict(images));
  }

  /**
   * With the target: a share of 1, or minus the distance from it; NaN of outputs without numbers.
   */
  private double[] agreement(Part part, Tensor images) {
    float[] harm = objective(part).harm(images);
    Tensor outputs = model.predict(images);
    return IntStream.range(0, harm.length)
        .mapToDouble(i -> Finite.sample(outputs, i) ? harm[i] : Double.NaN)
        .toArray();
  }

  /** The attacked slices as they are once their cases were written and read again. */
  Strength fromFiles(Subject.Written written) {
    List<Tensor> attacked = configured().images();
    List<Part> parts = probe().parts();
    return strength(
        (part, ball) -> {
          Tensor whole =
              part.whole(attacked.get(parts.indexOf(part)), part.aimed().subject().images());
          return written.read(part.aimed().subject().name(), whole).gather(part.slices());
        });
  }

  /**
   * By how much another attack is stronger than the evaluation's, as {@link Limits} has it; at most
   * {@link #limit} where that may be chance.
   */
  double gain(Strength other) {
    double gain = (other.mean() - configured().mean()) / scale();
    double error = other.standardErrorAgainst(configured()) / scale();
    return gain > Limits.STANDARD_ERRORS * error ? gain : Math.min(gain, limit());
  }

  /** Whether another attack left less by more than the limit, but within what chance does. */
  boolean isStrongerByChance(Strength other) {
    double gain = (other.mean() - configured().mean()) / scale();
    return gain > limit() && gain(other) <= limit();
  }

  /** What gains are measured by: 1, the error that the attack makes, or the way to the target. */
  private double scale() {
    if (!isError()) return 1;
    Strength reference = isTargeted() ? strength((part, ball) -> part.clean()) : configured();
    return Math.max(Math.abs(reference.mean()), 1e-9);
  }

  /** What a gain may be. */
  double limit() {
    return isError() ? Limits.OF_ERROR : Limits.POINTS;
  }

  /** Whether strength is measured as an error or a distance, not as a share. */
  boolean isError() {
    return !task().higherIsBetter();
  }

  /** What users read for a strength: the score, the error, or how near the target is. */
  String inWords(double success) {
    String form = isError() ? "%.3g" : "%.3f";
    if (!isTargeted())
      return String.format(
          Locale.ROOT, "%s " + form, task().scoreName(), isError() ? success : 1 - success);
    return isError()
        ? String.format(Locale.ROOT, "%.3g %s to the target", -success, task().unit())
        : String.format(Locale.ROOT, "an agreement of %.3f with the target", success);
  }
}
