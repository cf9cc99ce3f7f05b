package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.extension.Citation;
import io.github.robustj.tensor.Tensor;
import java.util.List;
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

  static final Citation WORK =
      Citation.arxiv(
          "Andriushchenko M, Croce F, Flammarion N, Hein M",
          "Square attack: a query-efficient black-box adversarial attack via random search",
          2020,
          "1912.00049");

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

        @Override
        public List<Citation> citations() {
          return List.of(WORK);
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

  /**
   * The proposals of the Square attack in Linf, for one sample: every changed pixel lies at an end
   * of its interval. Not yet clipped to the valid range.
   */
  record LinfSquares(Tensor images, PerturbationBall ball, int sample, RandomGenerator random) {

    /** Vertical stripes of one pixel, a random sign per column and channel. */
    void stripes() {
      int height = images.shape(1);
      int width = images.shape(2);
      for (int x = 0; x < width; x++)
        for (int c = 0; c < images.shape(3); c++) {
          float change = sign() * ball.radius()[sample];
          for (int y = 0; y < height; y++) add(y, x, c, change);
        }
    }

    /**
     * A square moved by twice the radius, a random sign per channel; what goes too far is clipped.
     */
    void square(Frame frame, double share) {
      Frame square = frame.square(frame.side(share), random);
      for (int c = 0; c < images.shape(3); c++) {
        float change = 2 * sign() * ball.radius()[sample];
        for (int y = square.top(); y < square.top() + square.height(); y++)
          for (int x = square.left(); x < square.left() + square.width(); x++) add(y, x, c, change);
      }
    }

    private void add(int y, int x, int channel, float change) {
      int pixel = (sample * images.shape(1) + y) * images.shape(2) + x;
      images.data()[pixel * images.shape(3) + channel] += change;
    }

    private float sign() {
      return random.nextBoolean() ? 1 : -1;
    }
  }

  /** A rectangle of pixels of an image. */
  record Frame(int top, int left, int height, int width) {

    /** The bounding box of the pixels that may change; empty if none may. */
    static Frame around(PerturbationBall ball, int sample) {
      int height = ball.center().shape(1);
      int width = ball.center().shape(2);
      if (ball.region().isEverywhere()) return new Frame(0, 0, height, width);
      int top = height;
      int left = width;
      int bottom = -1;
      int right = -1;
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          if (ball.region().contains((sample * height + y) * width + x)) {
            top = Math.min(top, y);
            left = Math.min(left, x);
            bottom = Math.max(bottom, y);
            right = Math.max(right, x);
          }
      return new Frame(top, left, Math.max(bottom - top + 1, 0), Math.max(right - left + 1, 0));
    }

    boolean isEmpty() {
      return height <= 0 || width <= 0;
    }

    int shorterSide() {
      return Math.min(height, width);
    }

    /** The side of a square that covers a share of the pixels. */
    int side(double share) {
      int side = (int) Math.round(Math.sqrt(share * height * width));
      return Math.min(Math.max(side, 1), shorterSide());
    }

    /** A square of this side at a random place inside. */
    Frame square(int side, RandomGenerator random) {
      int y = top + random.nextInt(height - side + 1);
      int x = left + random.nextInt(width - side + 1);
      return new Frame(y, x, side, side);
    }

    boolean contains(int y, int x) {
      return y >= top && y < top + height && x >= left && x < left + width;
    }
  }
}
