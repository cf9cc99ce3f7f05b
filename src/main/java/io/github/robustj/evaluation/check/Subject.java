package io.github.robustj.evaluation.check;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was evaluated, and how.
 *
 * @param spec the attack in words
 * @param attack what {@code spec} describes
 * @param goal what the attack maximises
 * @param epsilon the largest that was measured; 0 if only clean images were
 * @param cases that were measured, read when they are asked for
 * @param unknown whether the cases are new to the model
 * @param files how perturbed cases look once they are written; empty where that is not known
 */
public record Subject(
    Task<?> task,
    AttackSpec spec,
    Attack attack,
    Goal goal,
    double epsilon,
    long seed,
    List<Supplier<EvaluationCase>> cases,
    Answer unknown,
    Optional<Written> files) {

  /** Writes perturbed cases and reads them again. */
  @FunctionalInterface
  public interface Written {

    /**
     * What the network sees of a case that was written in the pixel type of its image.
     *
     * @param name of the case
     * @param images all of its slices, perturbed, normalised
     * @return as many, in the same shape
     */
    Tensor read(String name, Tensor images);
  }
}
