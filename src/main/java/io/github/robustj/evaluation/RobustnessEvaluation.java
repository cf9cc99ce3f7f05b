package io.github.robustj.evaluation;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Scores a model on cases whose slices are attacked, each slice on its own, with balls of growing
 * radius. Epsilon 0 is no attack: the score of the plain prediction. Random numbers follow from the
 * seed, the case's name, epsilon and the slice, so a case's scores do not depend on which other
 * cases and epsilons are evaluated. Cases in which a target has nothing to change are left out and
 * counted; slices of which that is true stay clean. Where an attack goes by the score, the images
 * of all slices are chosen together, see {@link io.github.robustj.attack.VolumeAttack}.
 *
 * @param spec the attack in words, for the curve, and the norm of the ball
 * @param attack what {@code spec} describes
 * @param goal what the attack maximises
 * @param worst keeps pictures of the worst cases
 */
public record RobustnessEvaluation(
    Task<?> task, AttackSpec spec, Attack attack, Goal goal, Protocol protocol, WorstSlices worst) {

  /** Without pictures. */
  public RobustnessEvaluation(
      Task<?> task, AttackSpec spec, Attack attack, Goal goal, Protocol protocol) {
    this(task, spec, attack, goal, protocol, new WorstSlices(task, 0));
  }

  /** The attack maximises the model's own training loss (white box). */
  public RobustnessEvaluation(Task<?> task, AttackSpec spec, Attack attack, Protocol protocol) {
    this(task, spec, attack, Goal.TRAINING_LOSS, protocol);
  }

  /**
   * @param epsilons in the unit of the attack, not negative; kept in rising order, without
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

  /**
   * As {@link #run(DifferentiableModel, List, FinishedWork, CasesAtOnce, EvaluationListener)}, from
   * the start.
   */
  public RobustnessCurve run(
      DifferentiableModel model,
      List<Supplier<EvaluationCase>> cases,
      EvaluationListener listener) {
    return run(model, cases, FinishedWork.NONE, CasesAtOnce.ONE, listener);
  }

  /**
   * The scores of every case at every epsilon, in the order of the cases.
   *
   * @param model asked by several threads, if cases are measured at the same time
   * @param cases read when they are begun, each once, so that only those in work are in memory;
   *     those that are finished are not, if their names are known ({@link NamedCase})
   * @param finished cases of an earlier run, which are not measured again, and where others go
   * @throws RobustJException if there is no case
   * @throws java.util.concurrent.CancellationException if the listener's check throws it
   */
  public RobustnessCurve run(
      DifferentiableModel model,
      List<Supplier<EvaluationCase>> cases,
      FinishedWork finished,
      CasesAtOnce atOnce,
      EvaluationListener listener) {
    return curve(results(model, cases, finished, atOnce, listener));
  }

  /**
   * All that is found about every case, in their order, from which {@link #run} makes the scores.
   *
   * @throws RobustJException if there is no case
   * @throws java.util.concurrent.CancellationException if the listener's check throws it
   */
  public List<CaseResult> results(
      DifferentiableModel model,
      List<Supplier<EvaluationCase>> cases,
      FinishedWork finished,
      CasesAtOnce atOnce,
      EvaluationListener listener) {
    if (cases.isEmpty())
      throw new RobustJException(
          "There is no annotated case to evaluate; choose a data set or split that has some.");
    CaseAttacks attacks = new CaseAttacks(this, model);
    RunningMeans means = new RunningMeans(task.scoreName(), protocol.epsilons());
    AtomicInteger done = new AtomicInteger();
    return atOnce.each(
        cases.size(),
        listener,
        (i, part) -> {
          NamedCase one = NamedCase.of(cases.get(i));
          CaseResult result =
              finished.finish(
                  FinishedWork.ATTACKED, one.name(), () -> attacks.result(one.get(), part));
          synchronized (means) {
            means.add(result);
            part.finished(done.incrementAndGet(), cases.size(), means);
          }
          return result;
        });
  }

  /**
   * The worst cases. Those that an earlier run has measured are attacked once more, since their
   * images are not kept; the same random numbers give the same images.
   *
   * @param curve what {@link #run} gave
   */
  public List<WorstCase> worst(
      DifferentiableModel model,
      List<Supplier<EvaluationCase>> cases,
      RobustnessCurve curve,
      CasesAtOnce atOnce,
      EvaluationListener listener) {
    CaseAttacks attacks = new CaseAttacks(this, model);
    Point last = curve.points().get(curve.points().size() - 1);
    Set<String> missing =
        WorstCases.of(curve, last, worst.most()).stream()
            .map(CaseScore::name)
            .collect(Collectors.toSet());
    missing.removeAll(worst.seen());
    List<NamedCase> again = new ArrayList<>();
    for (int i = 0; i < cases.size() && !missing.isEmpty(); i++) {
      NamedCase one = NamedCase.of(cases.get(i));
      if (missing.remove(one.name())) again.add(one);
    }
    atOnce.each(
        again.size(), listener.part(1, 1), (i, part) -> attacks.result(again.get(i).get(), part));
    return worst.worst();
  }

  /** Calls of the network that a batch takes at the first epsilons together. */
  double calls(int epsilons) {
    int calls = spec.calls(goal.calls(true));
    return protocol.epsilons().stream()
        .limit(epsilons)
        .mapToDouble(epsilon -> epsilon == 0 ? 1 : 1 + calls)
        .sum();
  }

  double largest() {
    return protocol.epsilons().get(protocol.epsilons().size() - 1);
  }

  private RobustnessCurve curve(List<CaseResult> results) {
    List<CaseResult> measured = results.stream().filter(r -> !r.isLeftOut()).toList();
    if (measured.isEmpty()) throw nothingToReach(results.size());
    RobustnessCurve curve =
        new RobustnessCurve(
                task.scoreName(),
                task.higherIsBetter(),
                spec,
                List.copyOf(measured.get(0).scores().get(0).scores().keySet()),
                points(measured))
            .leavingOut(
                results.stream().filter(CaseResult::isLeftOut).map(CaseResult::name).toList());
    List<MinimalPerturbations.OfCase> minimal =
        measured.stream().flatMap(r -> r.minimal().stream()).toList();
    return minimal.isEmpty()
        ? curve
        : curve.with(new MinimalPerturbations(spec.tolerance(), largest(), minimal));
  }

  private List<Point> points(List<CaseResult> measured) {
    List<Point> points = new ArrayList<>();
    for (int e = 0; e < protocol.epsilons().size(); e++) {
      List<CaseScore> scores = new ArrayList<>();
      for (CaseResult result : measured) scores.add(result.scores().get(e));
      points.add(new Point(protocol.epsilons().get(e), List.copyOf(scores)));
    }
    return List.copyOf(points);
  }

  private static RobustJException nothingToReach(int cases) {
    return new RobustJException(
        "There is nothing to reach in any of the %d case(s): none has what the target is to change, or the model does not see it; choose another target or target_class."
            .formatted(cases));
  }
}
