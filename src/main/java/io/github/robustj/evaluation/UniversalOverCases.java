package io.github.robustj.evaluation;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.UniversalPerturbation;
import io.github.robustj.attack.UniversalPerturbation.Member;
import io.github.robustj.attack.UniversalPerturbation.Search;
import io.github.robustj.evaluation.EvaluationCase.AimedCase;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Attacks every slice of a data set with one perturbation, found over all of them. It is searched
 * once per radius, when it is first needed, with all cases in memory.
 */
public final class UniversalOverCases implements Attack {

  /** Of the passes of a search, after which it is kept, so that its file stays small. */
  private static final int KEPT = 10;

  private final UniversalPerturbation search;
  private final Goal goal;
  private final DifferentiableModel model;
  private final List<Supplier<EvaluationCase>> cases;
  private final FinishedWork finished;
  private final Consumer<String> log;
  private final Map<Float, Tensor> found = new HashMap<>();

  /**
   * @param cases at least one, all with the same number of channels
   * @param model asked for every slice in every pass
   * @param finished how far an earlier run has searched, and where that of this one goes
   * @param log hears now and then how far the search is
   */
  public UniversalOverCases(
      UniversalPerturbation search,
      Goal goal,
      DifferentiableModel model,
      List<Supplier<EvaluationCase>> cases,
      FinishedWork finished,
      Consumer<String> log) {
    this.search = search;
    this.goal = goal;
    this.model = model;
    this.cases = cases;
    this.finished = finished;
    this.log = log;
    for (String radius : finished.names(FinishedWork.UNIVERSAL))
      ended(radius).ifPresent(whole -> found.put(Float.valueOf(radius), whole.best()));
  }

  /**
   * @param ball of one radius for all samples that are attacked, 0 for the others
   */
  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    return UniversalPerturbation.apply(found(ball.norm(), largest(ball)), ball);
  }

  /** Whoever comes while it is searched waits for it. */
  private synchronized Tensor found(Norm norm, float radius) {
    return found.computeIfAbsent(radius, r -> find(norm, r));
  }

  private static float largest(PerturbationBall ball) {
    float largest = 0;
    for (float radius : ball.radius()) largest = Math.max(largest, radius);
    return largest;
  }

  /** What was found so far, also by an earlier run, by radius. */
  public synchronized Map<Float, Tensor> found() {
    return Map.copyOf(found);
  }

  private Optional<Search> ended(String radius) {
    return finished.of(FinishedWork.UNIVERSAL, radius).filter(at -> at.passes() == search.passes());
  }

  /** An earlier run may have made some of the passes. */
  private Tensor find(Norm norm, float radius) {
    String name = Float.toString(radius);
    List<Member> members = members(norm, radius);
    Search at = finished.of(FinishedWork.UNIVERSAL, name).orElseGet(() -> search.begin(members));
    int stride = Math.max(1, search.passes() / KEPT);
    while (at.passes() < search.passes()) {
      at = search.goOn(members, at, Math.min(at.passes() + stride, search.passes()));
      finished.keep(FinishedWork.UNIVERSAL, name, at);
      log.accept(
          "universal perturbation of size %s: pass %d of %d"
              .formatted(name, at.passes(), search.passes()));
    }
    return at.best();
  }

  private List<Member> members(Norm norm, float radius) {
    List<Member> members = new ArrayList<>();
    for (Supplier<EvaluationCase> reader : cases) {
      AimedCase aimed = AimedCase.of(reader.get(), model);
      if (aimed.hasNothingToReach()) continue;
      int slices = aimed.subject().images().samples();
      members.add(
          new Member(goal.on(model, aimed.steering()), aimed.ball(norm, radius, 0, slices)));
    }
    return members;
  }
}
