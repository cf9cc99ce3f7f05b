package io.github.robustj.evaluation;

import io.github.robustj.attack.EpsilonScale;
import io.github.robustj.attack.EpsilonUnit;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.Region;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * An annotated case and how it is attacked.
 *
 * @param encoded its name is unique within an evaluation
 * @param patient whom it is of
 * @param aim what a targeted attack steers towards; empty to steer away from the truth
 * @param region the pixels of the images that an attack may change
 * @param unit in which the epsilons of its balls are given
 */
public record EvaluationCase(
    EncodedCase encoded, String patient, Optional<Aim> aim, Region region, EpsilonUnit unit) {

  /** The only one of its patient. */
  public EvaluationCase(EncodedCase encoded, Optional<Aim> aim, Region region) {
    this(encoded, encoded.name(), aim, region, EpsilonUnit.NORMALISED);
  }

  /** Attacked everywhere, away from the truth, too. */
  public EvaluationCase(EncodedCase encoded) {
    this(encoded, Optional.empty(), Region.everywhere());
  }

  /** The same of another patient. */
  public EvaluationCase of(String patient) {
    return new EvaluationCase(encoded, patient, aim, region, unit);
  }

  /** The same with epsilons in another unit. */
  public EvaluationCase in(EpsilonUnit unit) {
    return new EvaluationCase(encoded, patient, aim, region, unit);
  }

  public String name() {
    return encoded.name();
  }

  public Tensor images() {
    return encoded.images();
  }

  public Tensor targets() {
    return encoded.targets();
  }

  /** How long perturbations of a slice are in the unit of its epsilons. */
  public EpsilonScale scale() {
    return unit.scale(encoded.slope(), encoded.bounds(), images().sampleLength());
  }

  /**
   * The ball around the slices {@code from <= i < to}.
   *
   * @param epsilon in the case's unit
   */
  PerturbationBall ball(Norm norm, double epsilon, int from, int to) {
    Tensor clean = images().slice(from, to);
    int pixels = clean.shape(1) * clean.shape(2);
    return PerturbationBall.of(
            norm, clean, epsilon, scale(), Collections.nCopies(to - from, encoded.bounds()))
        .within(region.slice(from, to, pixels));
  }

  /**
   * A case with what an attack steers by, which for a target depends on what the model sees in the
   * clean images.
   */
  public record AimedCase(EvaluationCase subject, Optional<Aimed> aimed) {

    public static AimedCase of(EvaluationCase subject, DifferentiableModel model) {
      return new AimedCase(
          subject, subject.aim().map(aim -> aim.in(model.predict(subject.images()))));
    }

    /** Whether a target has nothing to change in any slice. */
    public boolean hasNothingToReach() {
      return aimed.isPresent() && !aimed.get().hasChanges();
    }

    /** The target, or else the truth. */
    public Tensor steering() {
      return aimed.map(Aimed::steering).orElse(subject.targets());
    }

    /** The ball around the slices {@code from <= i < to}: a point where nothing is to change. */
    public PerturbationBall ball(Norm norm, double epsilon, int from, int to) {
      PerturbationBall ball = subject.ball(norm, epsilon, from, to);
      if (aimed.isEmpty()) return ball;
      float[] radius = ball.radius().clone();
      int[] wanted = aimed.get().wanted();
      for (int i = from; i < to; i++) if (wanted[i] == 0) radius[i - from] = 0;
      return ball.withRadius(radius);
    }

    /** The score against the target; empty without one. */
    Map<String, Double> score(Task<?> task, Tensor outputs) {
      return aimed.map(aim -> task.score(outputs, aim.targets())).orElse(Map.of());
    }

    Reach reach(Tensor outputs) {
      return aimed.map(aim -> aim.reach(outputs)).orElse(Reach.NONE);
    }
  }
}
