package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What attacks of the same number of gradients make of one case: SEA and AutoAttack put together of
 * {@link PlainApgd}, and those of main.
 *
 * @param epsilon in L2
 */
record PlainProtocols(
    Task<?> task, DifferentiableModel network, EncodedCase subject, double epsilon, int gradients) {

  private static final int BATCH = OpenModel.BATCH;
  private static final int SEED = 1;

  /** Images of a case, and what is left of the score where the images were chosen together. */
  record Found(Tensor images, double together) {}

  /** One of main, by name. */
  Tensor attack(String name, String objective) {
    AttackSpec spec = spec(name, gradients, objective);
    Goal goal = task.goal(spec, false);
    Tensor images = subject.images().copy();
    for (int from = 0; from < images.samples(); from += BATCH)
      put(images, from, Attacks.of(spec).run(on(goal, from), ball(from), new Random(SEED)));
    return images;
  }

  /**
   * Slice by slice, and chosen together. The climbs share the gradients; the predictions of Square,
   * as many as the steps of each, come on top. A climb on the training loss takes half the calls of
   * the network that one on a formula does.
   */
  Tensor[] ensemble() {
    int climbs =
        1
            + task.goal(spec("ensemble", 3, AttackSpec.TRAINING_LOSS), false)
                .calls(true)
                .variants()
                .size();
    AttackSpec spec = spec("ensemble", gradients / climbs, AttackSpec.TRAINING_LOSS);
    Goal goal = task.goal(spec, false);
    VolumeAttack attack =
        new VolumeAttack(
            Attacks.of(spec), spec, goal, subject.targets(), subject.images().sampleLength());
    Tensor images = subject.images().copy();
    for (int from = 0; from < images.samples(); from += BATCH)
      put(images, from, attack.run(network, from, ball(from), new Random(SEED)));
    return new Tensor[] {images, attack.together(network, images, BATCH)};
  }

  /** Auto-PGD on each of these objectives, in shrinking balls as SEA does (Croce et al. 2023). */
  Found sea(String... objectives) {
    Tensor images = subject.images().copy();
    PlainChoice choice = new PlainChoice(task.outputChannels(), images.samples());
    for (int from = 0; from < images.samples(); from += BATCH) {
      int at = from;
      PlainApgd apgd =
          new PlainApgd(ball(from).center(), seen -> choice.see(at, seen, subject.targets()));
      for (String name : objectives)
        apgd.shrinking(on(name, from), ball(from), gradients / objectives.length);
      put(images, from, apgd.worst());
    }
    return new Found(images, choice.least());
  }

  /** Auto-PGD on two objectives from the image, and Square (Croce and Hein 2020). */
  Tensor autoAttack(String first, String second) {
    Tensor images = subject.images().copy();
    for (int from = 0; from < images.samples(); from += BATCH) {
      PerturbationBall ball = ball(from);
      PlainApgd apgd = new PlainApgd(ball.center());
      for (String name : List.of(first, second))
        apgd.climb(on(name, from), ball, ball.center(), gradients / 3, true);
      AttackSpec spec = spec("square", gradients / 3, first);
      Objective.Differentiable objective = on(task.goal(spec, false), from);
      Tensor found = Attacks.of(spec).run(objective, ball, new Random(SEED));
      apgd.offer(found, on(first, from).harm(found));
      put(images, from, apgd.worst());
    }
    return images;
  }

  /** Mean over the structures, landmarks or classes; of errors, more is worse. */
  double score(Tensor images) {
    return task.score(network.predict(images), subject.targets()).values().stream()
        .mapToDouble(d -> d)
        .filter(d -> !Double.isNaN(d))
        .average()
        .orElse(Double.NaN);
  }

  private static void put(Tensor images, int from, Tensor part) {
    for (int i = 0; i < part.samples(); i++) images.setSample(from + i, part, i);
  }

  /** Judged by the score, as all that are compared here. */
  private Objective.Differentiable on(String objective, int from) {
    return on(task.goal(spec("ensemble", 3, objective), false), from);
  }

  private Objective.Differentiable on(Goal goal, int from) {
    return goal.on(network, subject.targets().slice(from, to(from)));
  }

  private static AttackSpec spec(String name, int steps, String objective) {
    return new AttackSpec(name, Norm.L2, steps, 4, 1, objective, .5);
  }

  private PerturbationBall ball(int from) {
    Tensor clean = subject.images().slice(from, to(from));
    return PerturbationBall.of(
        Norm.L2, clean, epsilon, Collections.nCopies(clean.samples(), subject.bounds()));
  }

  private int to(int from) {
    return Math.min(from + BATCH, subject.images().samples());
  }
}
