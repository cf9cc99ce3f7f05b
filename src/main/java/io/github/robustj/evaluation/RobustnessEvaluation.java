package io.github.robustj.evaluation;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Scores a model on cases whose slices are attacked, each slice on its own, with balls of growing
 * radius. Epsilon 0 is no attack: the score of the plain prediction. Random numbers follow from the
 * seed, the case's name, epsilon and the slice, so a case's scores do not depend on which other
 * cases and epsilons are evaluated.
 *
 * @param spec the attack in words, for the curve, and the norm of the ball
 * @param attack what {@code spec} describes
 * @param goal what the attack maximises
 */
public record RobustnessEvaluation(
    Task<?> task, AttackSpec spec, Attack attack, Goal goal, Protocol protocol) {

  /** The attack maximises the model's own training loss (white box). */
  public RobustnessEvaluation(Task<?> task, AttackSpec spec, Attack attack, Protocol protocol) {
    this(task, spec, attack, Goal.TRAINING_LOSS, protocol);
  }

  /**
   * @param epsilons radii in normalised intensities, not negative; kept in rising order, without
   *     repetitions
   * @param batch slices per network call, at least 1
   */
  public record Protocol(List<Double> epsilons, int batch, long seed) {

    public Protocol {
      // Adding 0 turns the -0 that a user may type into 0.
      epsilons = epsilons.stream().map(epsilon -> epsilon + 0.).sorted().distinct().toList();
      boolean valid = epsilons.stream().allMatch(e -> e >= 0 && Double.isFinite(e));
      if (epsilons.isEmpty() || !valid)
        throw new RobustJException(
            "The epsilons must be numbers that are not negative, at least one, but are "
                + epsilons
                + "; give for example 0, 1, 2.");
      if (batch < 1) throw new IllegalArgumentException("batch " + batch);
    }
  }

  /** Which slices of which case are attacked how strongly. */
  private record Place(EvaluationCase subject, double epsilon, int from, int to) {}

  /** A model that asks before every call whether to go on: an attack alone may take minutes. */
  private record Guarded(DifferentiableModel model, EvaluationListener listener)
      implements DifferentiableModel {

    @Override
    public Tensor predict(Tensor images) {
      listener.check();
      return model.predict(images);
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      listener.check();
      return model.loss(images, targets);
    }

    @Override
    public Tensor pullback(Tensor images, Tensor weights) {
      listener.check();
      return model.pullback(images, weights);
    }

    @Override
    public LossAndGradient divergence(Tensor images, Tensor reference) {
      listener.check();
      return model.divergence(images, reference);
    }

    /** The model belongs to the caller. */
    @Override
    public void close() {}
  }

  /**
   * The scores of every case at every epsilon, in the order of the cases.
   *
   * @param cases read one after another, each once, so that only one is in memory
   * @throws RobustJException if there is no case
   * @throws java.util.concurrent.CancellationException if the listener's check throws it
   */
  public RobustnessCurve run(
      DifferentiableModel model,
      List<Supplier<EvaluationCase>> cases,
      EvaluationListener listener) {
    if (cases.isEmpty())
      throw new RobustJException(
          "There is no annotated case to evaluate; choose a data set or split that has some.");
    List<List<CaseScore>> scores = new ArrayList<>();
    protocol.epsilons().forEach(epsilon -> scores.add(new ArrayList<>()));
    double parts = (double) cases.size() * scores.size();
    for (int i = 0; i < cases.size(); i++) {
      EvaluationCase subject = cases.get(i).get();
      for (int e = 0; e < scores.size(); e++) {
        int done = i * scores.size() + e;
        Guarded guarded = new Guarded(model, listener.part(done / parts, (done + 1) / parts));
        scores.get(e).add(score(guarded, subject, protocol.epsilons().get(e)));
      }
    }
    return curve(scores);
  }

  private CaseScore score(Guarded model, EvaluationCase subject, double epsilon) {
    List<Tensor> outputs = new ArrayList<>();
    int slices = subject.images().samples();
    for (int from = 0; from < slices; from += protocol.batch()) {
      int to = Math.min(from + protocol.batch(), slices);
      outputs.add(model.predict(images(model, new Place(subject, epsilon, from, to))));
      model.listener.progress((double) to / slices, subject.name() + ", epsilon " + epsilon);
    }
    Tensor all = Tensor.concat(outputs.toArray(Tensor[]::new));
    Tensor targets = subject.targets();
    return new CaseScore(
        subject.name(),
        task.score(all, targets),
        task.deviations(all, targets),
        task.objects(all, targets));
  }

  private Tensor images(Guarded model, Place place) {
    EvaluationCase subject = place.subject();
    Tensor clean = subject.images().slice(place.from(), place.to());
    if (place.epsilon() == 0) return clean;
    Tensor targets = subject.targets().slice(place.from(), place.to());
    float[] radius = new float[clean.samples()];
    Arrays.fill(radius, (float) place.epsilon());
    List<Bounds> bounds = Collections.nCopies(radius.length, subject.bounds());
    PerturbationBall ball = new PerturbationBall(spec.norm(), clean, radius, bounds);
    return attack.run(goal.on(model, targets), ball, random(place));
  }

  private RandomGenerator random(Place place) {
    return Seeds.random(
        protocol.seed(),
        Seeds.level(place.subject().name()),
        Double.doubleToLongBits(place.epsilon()),
        place.from());
  }

  private RobustnessCurve curve(List<List<CaseScore>> scores) {
    Map<String, Double> first = scores.get(0).get(0).scores();
    List<Point> points = new ArrayList<>();
    for (int e = 0; e < scores.size(); e++)
      points.add(new Point(protocol.epsilons().get(e), List.copyOf(scores.get(e))));
    return new RobustnessCurve(
        task.scoreName(),
        task.higherIsBetter(),
        spec,
        List.copyOf(first.keySet()),
        List.copyOf(points));
  }
}
