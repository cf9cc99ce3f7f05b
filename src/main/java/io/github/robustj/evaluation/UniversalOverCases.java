package io.github.robustj.evaluation;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.UniversalPerturbation;
import io.github.robustj.evaluation.EvaluationCase.AimedCase;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Attacks every slice of a data set with one perturbation, found over all of them. It is searched
 * once per radius, when it is first needed, with all cases in memory.
 */
public final class UniversalOverCases implements Attack {

  private final UniversalPerturbation search;
  private final Goal goal;
  private final DifferentiableModel model;
  private final List<Supplier<EvaluationCase>> cases;
  private final Map<Float, Tensor> found = new HashMap<>();

  /**
   * @param cases at least one, all with the same number of channels
   */
  public UniversalOverCases(
      UniversalPerturbation search,
      Goal goal,
      DifferentiableModel model,
      List<Supplier<EvaluationCase>> cases) {
    this.search = search;
    this.goal = goal;
    this.model = model;
    this.cases = cases;
  }

  /**
   * @param ball of one radius for all samples that are attacked, 0 for the others
   */
  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    float radius = largest(ball);
    return UniversalPerturbation.apply(
        found.computeIfAbsent(radius, r -> find(ball.norm(), r)), ball);
  }

  private static float largest(PerturbationBall ball) {
    float largest = 0;
    for (float radius : ball.radius()) largest = Math.max(largest, radius);
    return largest;
  }

  /** What was found so far, by radius. */
  public Map<Float, Tensor> found() {
    return Map.copyOf(found);
  }

  private Tensor find(Norm norm, float radius) {
    List<UniversalPerturbation.Member> members = new ArrayList<>();
    for (Supplier<EvaluationCase> reader : cases) {
      AimedCase aimed = AimedCase.of(reader.get(), model);
      if (aimed.hasNothingToReach()) continue;
      int slices = aimed.subject().images().samples();
      members.add(
          new UniversalPerturbation.Member(
              goal.on(model, aimed.steering()), aimed.ball(norm, radius, 0, slices)));
    }
    return search.find(members);
  }
}
