package io.github.robustj.evaluation;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.EvaluationCase.AimedCase;
import io.github.robustj.evaluation.MinimalPerturbations.BreakingPoint;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Scores a model on cases whose slices are attacked, each slice on its own, with balls of growing
 * radius. Epsilon 0 is no attack: the score of the plain prediction. Random numbers follow from the
 * seed, the case's name, epsilon and the slice, so a case's scores do not depend on which other
 * cases and epsilons are evaluated. Cases in which a target has nothing to change are left out and
 * counted; slices of which that is true stay clean.
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
  private record Place(AimedCase aimed, double epsilon, int from, int to) {
    EvaluationCase subject() {
      return aimed.subject();
    }
  }

  /** An attack alone may take minutes, so the model asks before every call whether to go on. */
  private static DifferentiableModel asking(
      DifferentiableModel model, EvaluationListener listener) {
    return ForwardingModel.asking(model, listener::check);
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
    List<MinimalPerturbations.OfCase> minimal = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    double parts = cases.size() * calls(scores.size());
    for (int i = 0; i < cases.size(); i++) {
      AimedCase aimed = AimedCase.of(cases.get(i).get(), asking(model, listener));
      EvaluationCase subject = aimed.subject();
      if (aimed.hasNothingToReach()) {
        leftOut.add(subject.name());
        continue;
      }
      for (int e = 0; e < scores.size(); e++) {
        double done = i * calls(scores.size()) + calls(e);
        double next = i * calls(scores.size()) + calls(e + 1);
        EvaluationListener part = listener.part(done / parts, next / parts);
        Attacked attacked = attacked(model, part, aimed, protocol.epsilons().get(e));
        scores.get(e).add(score(aimed, attacked.outputs()));
        if (spec.has(Trait.TOLERANCE) && e == scores.size() - 1)
          minimal.add(minimal(asking(model, part), subject, attacked));
      }
    }
    if (leftOut.size() == cases.size()) throw nothingToReach(cases.size());
    RobustnessCurve curve = curve(scores).leavingOut(leftOut);
    return minimal.isEmpty()
        ? curve
        : curve.with(new MinimalPerturbations(spec.tolerance(), largest(), minimal));
  }

  /** Calls of the network that a batch takes at the first epsilons together. */
  private double calls(int epsilons) {
    return protocol.epsilons().stream()
        .limit(epsilons)
        .mapToDouble(epsilon -> epsilon == 0 ? 1 : 1 + spec.calls())
        .sum();
  }

  private double largest() {
    return protocol.epsilons().get(protocol.epsilons().size() - 1);
  }

  /** All slices of a case after an attack. */
  private record Attacked(Tensor images, Tensor outputs) {}

  private Attacked attacked(
      DifferentiableModel model, EvaluationListener listener, AimedCase aimed, double epsilon) {
    EvaluationCase subject = aimed.subject();
    List<Tensor> images = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    int slices = subject.images().samples();
    for (int from = 0; from < slices; from += protocol.batch()) {
      int to = Math.min(from + protocol.batch(), slices);
      String what = subject.name() + ", epsilon " + epsilon;
      EvaluationListener part = listener.part((double) from / slices, (double) to / slices);
      DifferentiableModel counted = asking(model, part.counting(spec.calls(), what));
      images.add(images(counted, new Place(aimed, epsilon, from, to)));
      outputs.add(asking(model, listener).predict(images.get(images.size() - 1)));
      part.progress(1, what);
    }
    return new Attacked(all(images), all(outputs));
  }

  private static RobustJException nothingToReach(int cases) {
    return new RobustJException(
        "There is nothing to reach in any of the %d case(s): none has what the target is to change, or the model does not see it; choose another target or target_class."
            .formatted(cases));
  }

  private CaseScore score(AimedCase aimed, Tensor outputs) {
    EvaluationCase subject = aimed.subject();
    Tensor targets = subject.targets();
    return new CaseScore(
        subject.name(),
        subject.patient(),
        task.score(outputs, targets),
        task.deviations(outputs, targets),
        aimed.score(task, outputs),
        task.objects(outputs, targets),
        aimed.reach(outputs),
        task.otherScores(outputs, subject.encoded()));
  }

  /** A slice is broken where the attack's own measure of harm says so. */
  private MinimalPerturbations.OfCase minimal(
      DifferentiableModel model, EvaluationCase subject, Attacked attacked) {
    int slices = subject.images().samples();
    float[] sizes = new float[slices];
    for (int from = 0; from < slices; from += protocol.batch()) {
      int to = Math.min(from + protocol.batch(), slices);
      Tensor images = attacked.images().slice(from, to);
      Objective objective = goal.on(model, subject.targets().slice(from, to));
      float[] harm = objective.harm(images);
      PerturbationBall ball = subject.ball(spec.norm(), largest(), from, to);
      for (int i = from; i < to; i++)
        sizes[i] =
            harm[i - from] > objective.harmOf(spec.tolerance())
                ? (float) ball.distance(images, i - from)
                : Float.POSITIVE_INFINITY;
    }
    BreakingPoint point =
        new BreakingPoint(
            task, model.predict(subject.images()), attacked.outputs(), sizes, spec.tolerance());
    List<Double> each = new ArrayList<>();
    for (float size : sizes) each.add((double) size);
    return new MinimalPerturbations.OfCase(subject.name(), point.of(subject.targets()), each);
  }

  private static Tensor all(List<Tensor> parts) {
    return Tensor.concat(parts.toArray(Tensor[]::new));
  }

  private Tensor images(DifferentiableModel model, Place place) {
    EvaluationCase subject = place.subject();
    if (place.epsilon() == 0) return subject.images().slice(place.from(), place.to());
    Tensor steering = place.aimed().steering().slice(place.from(), place.to());
    PerturbationBall ball =
        place.aimed().ball(spec.norm(), place.epsilon(), place.from(), place.to());
    return attack.run(goal.on(model, steering), ball, random(place));
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
