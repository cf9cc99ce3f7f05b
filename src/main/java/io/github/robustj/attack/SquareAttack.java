package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The Square attack (Andriushchenko et al. 2020, arXiv:1912.00049) for dense outputs: a random
 * search that changes a square at a time and never asks for a gradient. It goes on from what raises
 * the tracked value, which images may be compared by, and returns the image that harms most. The
 * squares shrink on the paper's schedule, rescaled to the number of queries. In L1 after Croce and
 * Hein 2021 (arXiv:2103.01208). Images need not be square, and where the ball has a region the
 * squares lie in its bounding box.
 *
 * <p>Every sample has random numbers of its own, so that samples do not influence each other.
 *
 * @param queries evaluations of the objective, at least 1; that of the clean image comes on top
 */
public record SquareAttack(int queries) implements BlackBoxAttack {

  static final AttackType TYPE =
      new AttackType(
          "square",
          "Square (without gradients)",
          "Square attack: a random search that needs no gradients (black box)",
          Trait.STEPS,
          Trait.BLACK_BOX,
          Trait.QUERIES,
          Trait.TARGETS,
          Trait.COMPARED) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new SquareAttack(spec.steps());
        }

        @Override
        public String inWords(AttackSpec spec) {
          return "the Square attack, " + spec.steps() + " queries";
        }
      };

  private static final double FIRST_SHARE = .8;
  private static final double PAPERS_QUERIES = 10_000;
  private static final int[] HALVED_AFTER = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};

  public SquareAttack {
    if (queries < 1) throw new IllegalArgumentException(queries + " queries");
  }

  @Override
  public Tensor run(Objective objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    RandomGenerator[] own = new RandomGenerator[ball.radius().length];
    for (int i = 0; i < own.length; i++) own[i] = new SplittableRandom(random.nextLong());
    Strongest strongest = Strongest.above(objective, ball.center());
    Strongest furthest = new Strongest(ball.center());
    for (int query = 0; query < queries; query++) {
      Tensor candidate = furthest.images().copy();
      for (int i = 0; i < own.length; i++) change(candidate, ball, i, query, own[i]);
      ball.project(candidate);
      Objective.Judged judged = objective.judge(candidate);
      furthest.offer(candidate, judged.tracked());
      strongest.offer(candidate, judged.harm());
    }
    return strongest.images();
  }

  private void change(
      Tensor images, PerturbationBall ball, int sample, int query, RandomGenerator random) {
    Frame frame = Frame.around(ball, sample);
    if (frame.isEmpty() || ball.radius()[sample] == 0) return;
    double share = share(query, queries);
    if (ball.norm() == Norm.LINF) {
      LinfSquares squares = new LinfSquares(images, ball, sample, random);
      if (query == 0) squares.stripes();
      else squares.square(frame, share);
    } else {
      HillSquares squares = new HillSquares(images, ball, sample, random);
      if (query == 0) squares.tiles(frame);
      else squares.square(frame, share);
      squares.write();
    }
  }

  /** Share of the pixels that a square covers. */
  static double share(int query, int queries) {
    double inPaper = query / (double) queries * PAPERS_QUERIES;
    double share = FIRST_SHARE;
    for (int after : HALVED_AFTER) if (inPaper > after) share /= 2;
    return share;
  }
}
