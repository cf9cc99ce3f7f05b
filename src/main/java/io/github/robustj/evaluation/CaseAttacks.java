package io.github.robustj.evaluation;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.evaluation.EvaluationCase.AimedCase;
import io.github.robustj.evaluation.MinimalPerturbations.BreakingPoint;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One case after another under the attack of an evaluation, at each of its epsilons. Nothing of a
 * case but its result outlives it.
 */
record CaseAttacks(RobustnessEvaluation evaluation, DifferentiableModel model) {

  /** Which slices of which case are attacked how strongly. */
  private record Place(AimedCase aimed, double epsilon, int from, int to) {
    EvaluationCase subject() {
      return aimed.subject();
    }
  }

  /**
   * @param listener whose progress 0 to 1 is that of the case
   */
  CaseResult result(EvaluationCase read, EvaluationListener listener) {
    AimedCase aimed = AimedCase.of(read, asking(listener));
    if (aimed.hasNothingToReach()) return CaseResult.leftOut(read.name());
    List<Double> epsilons = evaluation.protocol().epsilons();
    List<CaseScore> scores = new ArrayList<>();
    Optional<MinimalPerturbations.OfCase> minimal = Optional.empty();
    double all = evaluation.calls(epsilons.size());
    for (int e = 0; e < epsilons.size(); e++) {
      EvaluationListener part =
          listener.part(evaluation.calls(e) / all, evaluation.calls(e + 1) / all);
      VolumeAttack.Result attacked = attacked(part, aimed, epsilons.get(e));
      scores.add(score(aimed, attacked.outputs()).with(visibility(read, attacked)));
      if (e == epsilons.size() - 1)
        evaluation.worst().offer(read, epsilons, scores, attacked, () -> seen(read, part));
      if (evaluation.spec().has(Trait.TOLERANCE) && e == epsilons.size() - 1)
        minimal = Optional.of(minimal(asking(part), read, attacked));
    }
    return new CaseResult(read.name(), List.copyOf(scores), minimal);
  }

  /**
   * What the network says of the clean slices, in batches. Which cases that is asked of hangs on
   * the order in which they come, so that it is not counted.
   */
  private Tensor seen(EvaluationCase read, EvaluationListener listener) {
    DifferentiableModel quiet = model instanceof Watched watched ? watched.unwatched() : model;
    return ForwardingModel.asking(quiet, listener::check)
        .predict(read.images(), evaluation.protocol().batch());
  }

  /** An attack alone may take minutes, so the model asks before every call whether to go on. */
  private DifferentiableModel asking(EvaluationListener listener) {
    return ForwardingModel.asking(model, listener::check);
  }

  private VolumeAttack.Result attacked(
      EvaluationListener listener, AimedCase aimed, double epsilon) {
    EvaluationCase subject = aimed.subject();
    List<Tensor> images = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    int slices = subject.images().samples();
    int batch = evaluation.protocol().batch();
    VolumeAttack search = search(aimed);
    for (int from = 0; from < slices; from += batch) {
      int to = Math.min(from + batch, slices);
      String what = subject.name() + ", epsilon " + epsilon;
      EvaluationListener part = listener.part((double) from / slices, (double) to / slices);
      boolean sees = model.lossSeesPrediction(subject.images().slice(from, to));
      int calls = evaluation.spec().calls(evaluation.goal().calls(sees));
      DifferentiableModel counted = asking(part.counting(calls, what));
      images.add(images(counted, search, new Place(aimed, epsilon, from, to)));
      outputs.add(asking(listener).predict(images.get(images.size() - 1)));
      part.progress(1, what);
    }
    VolumeAttack.Result each = new VolumeAttack.Result(all(images), all(outputs));
    return epsilon == 0 ? each : search.together(asking(listener), each, batch);
  }

  private VolumeAttack search(AimedCase aimed) {
    return new VolumeAttack(
        evaluation.attack(),
        evaluation.spec(),
        evaluation.goal(),
        aimed.steering(),
        aimed.subject().images().sampleLength());
  }

  private Tensor images(DifferentiableModel counted, VolumeAttack search, Place place) {
    EvaluationCase subject = place.subject();
    if (place.epsilon() == 0) return subject.images().slice(place.from(), place.to());
    PerturbationBall ball =
        place.aimed().ball(evaluation.spec().norm(), place.epsilon(), place.from(), place.to());
    return search.run(counted, place.from(), ball, random(place));
  }

  private RandomGenerator random(Place place) {
    return Seeds.random(
        evaluation.protocol().seed(),
        Seeds.level(place.subject().name()),
        Double.doubleToLongBits(place.epsilon()),
        place.from());
  }

  private CaseScore score(AimedCase aimed, Tensor outputs) {
    EvaluationCase subject = aimed.subject();
    Tensor targets = subject.targets();
    return new CaseScore(
        subject.name(),
        subject.patient(),
        evaluation.task().score(outputs, targets),
        evaluation.task().deviations(outputs, targets),
        aimed.score(evaluation.task(), outputs),
        evaluation.task().objects(outputs, targets),
        aimed.reach(outputs),
        evaluation.task().otherScores(outputs, subject.encoded()));
  }

  private static Optional<Visibility> visibility(
      EvaluationCase subject, VolumeAttack.Result attacked) {
    return Optional.of(
        Visibility.of(subject.images(), attacked.images(), subject.encoded().bounds()));
  }

  /** A slice is broken where the attack's own measure of harm says so. */
  private MinimalPerturbations.OfCase minimal(
      DifferentiableModel asked, EvaluationCase subject, VolumeAttack.Result attacked) {
    int slices = subject.images().samples();
    int batch = evaluation.protocol().batch();
    float[] sizes = new float[slices];
    for (int from = 0; from < slices; from += batch)
      sizes(asked, subject, attacked.images(), from, sizes);
    BreakingPoint point =
        new BreakingPoint(
            evaluation.task(),
            asked.predict(subject.images()),
            attacked.outputs(),
            sizes,
            evaluation.spec().tolerance());
    List<Double> each = new ArrayList<>();
    for (float size : sizes) each.add((double) size);
    return new MinimalPerturbations.OfCase(subject.name(), point.of(subject.targets()), each);
  }

  /** Those of a batch; infinite where nothing is broken. */
  private void sizes(
      DifferentiableModel asked, EvaluationCase subject, Tensor attacked, int from, float[] sizes) {
    int to = Math.min(from + evaluation.protocol().batch(), sizes.length);
    Tensor images = attacked.slice(from, to);
    Objective objective = evaluation.goal().on(asked, subject.targets().slice(from, to));
    float[] harm = objective.harm(images);
    PerturbationBall ball = subject.ball(evaluation.spec().norm(), evaluation.largest(), from, to);
    for (int i = from; i < to; i++)
      sizes[i] =
          harm[i - from] > objective.harmOf(evaluation.spec().tolerance())
              ? (float) subject.scale().epsilon(ball.distance(images, i - from))
              : Float.POSITIVE_INFINITY;
  }

  private static Tensor all(List<Tensor> parts) {
    return Tensor.concat(parts.toArray(Tensor[]::new));
  }
}
