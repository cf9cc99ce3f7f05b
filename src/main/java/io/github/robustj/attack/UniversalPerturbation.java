package io.github.robustj.attack;

import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/**
 * One perturbation for a whole set of images (Moosavi-Dezfooli et al. 2017, arXiv:1610.08401),
 * found by steepest ascent of the mean objective over the set (Shafahi et al. 2020,
 * arXiv:1811.11304). Images of different sizes share its middle part.
 *
 * @param steps passes over the set, at least 1; one evaluation of the set more is spent
 * @param relativeStep length of a step as a multiple of {@code radius / steps}
 */
public record UniversalPerturbation(int steps, double relativeStep) {

  public UniversalPerturbation {
    if (steps < 1 || !(relativeStep > 0 && relativeStep < 1e6))
      throw new IllegalArgumentException(steps + " steps of relative length " + relativeStep);
  }

  /**
   * Images of the set that are evaluated together.
   *
   * @param ball around the clean images
   */
  public record Member(Objective.Differentiable objective, PerturbationBall ball) {}

  /**
   * How far a search has come.
   *
   * @param passes over the set that are done
   * @param now the perturbation that the next pass measures, {@code [1, y, x, channel]}
   * @param best of those measured, and its mean harm, negative infinity before the first
   */
  public record Search(int passes, Tensor now, Tensor best, double bestHarm) {}

  /**
   * The perturbation {@code [1, y, x, channel]}, as large as the largest image, in the ball of the
   * largest radius around zero. Of all steps the one with the largest mean harm.
   *
   * @param set at least one member, all of the same norm and number of channels
   */
  public Tensor find(List<Member> set) {
    return goOn(set, begin(set), passes()).best();
  }

  /** How many passes over the set a whole search makes. */
  public int passes() {
    return steps + 1;
  }

  /** A search before its first pass: no perturbation. */
  public Search begin(List<Member> set) {
    return new Search(0, none(set), none(set), Double.NEGATIVE_INFINITY);
  }

  /**
   * The search once it has made so many passes over the same set altogether; after all of {@link
   * #passes} its best is what {@link #find} gives. What is given stays as it is.
   */
  public Search goOn(List<Member> set, Search from, int passes) {
    Tensor now = from.now().copy();
    // Flat, so that each value has a range of its own.
    PerturbationBall ball = ballAroundZero(set, none(set));
    Tensor best = from.best();
    double bestHarm = from.bestHarm();
    for (int t = from.passes(); t < passes; t++) {
      Tensor gradient = Tensor.zeros(now.shape());
      double harm = 0;
      for (Member member : set) harm += evaluate(member, now, gradient, (double) t / steps);
      if (harm > bestHarm) {
        bestHarm = harm;
        best = now.copy();
      }
      if (t < steps) ball.step(flat(now), flat(gradient), ball.scaledRadius(relativeStep / steps));
    }
    return new Search(passes, now, best, bestHarm);
  }

  /**
   * The clean images of a ball with the perturbation, each clipped to its ball and range. Middle
   * lies on middle; what reaches over the edge of an image is left out, and an image that reaches
   * over the perturbation is clean there.
   *
   * @param perturbation {@code [1, y, x, channel]} with as many channels as the images
   */
  public static Tensor apply(Tensor perturbation, PerturbationBall ball) {
    Tensor images = ball.center().copy();
    Middle middle = Middle.of(images, perturbation);
    for (int i = 0; i < images.samples(); i++)
      middle.visit(i, (k, shared) -> images.data()[k] += perturbation.data()[shared]);
    ball.project(images);
    return images;
  }

  /**
   * Adds the member's gradients, without those that lead an image out of its range; the sum of its
   * harms, without samples that have none (NaN).
   */
  private static double evaluate(Member member, Tensor now, Tensor sum, double progress) {
    Tensor images = apply(now, member.ball());
    LossAndGradient at = member.objective().at(progress).lossAndGradient(images);
    float[] gradient = member.ball().region().masked(at.gradient()).data();
    Middle middle = Middle.of(images, now);
    for (int i = 0; i < images.samples(); i++) {
      SampleBall own = SampleBall.of(member.ball(), i);
      middle.visit(
          i,
          (k, shared) -> {
            if (!own.isAtEnd(k, images.data()[k], gradient[k])) sum.data()[shared] += gradient[k];
          });
    }
    double total = 0;
    for (float harm : member.objective().harm(at)) if (!Float.isNaN(harm)) total += harm;
    return total;
  }

  /** No perturbation, as large as the largest image. */
  private static Tensor none(List<Member> set) {
    int height = 0;
    int width = 0;
    for (Member member : set) {
      height = Math.max(height, member.ball().center().shape(1));
      width = Math.max(width, member.ball().center().shape(2));
    }
    return Tensor.zeros(1, height, width, set.get(0).ball().center().shape(3));
  }

  /**
   * Where the perturbation may go: no value further than some image can follow, since what no image
   * can hold is lost to the others of its norm.
   */
  private static PerturbationBall ballAroundZero(List<Member> set, Tensor none) {
    float[] lower = new float[none.data().length];
    float[] upper = new float[lower.length];
    float radius = 0;
    for (Member member : set) {
      for (float r : member.ball().radius()) radius = Math.max(radius, r);
      Tensor images = member.ball().center();
      Middle middle = Middle.of(images, none);
      for (int i = 0; i < images.samples(); i++) {
        SampleBall own = SampleBall.of(member.ball(), i);
        middle.visit(
            i,
            (k, shared) -> {
              if (!own.isFree(k)) return;
              lower[shared] = (float) Math.min(lower[shared], -own.room(k, -1));
              upper[shared] = (float) Math.max(upper[shared], own.room(k, 1));
            });
      }
    }
    Norm norm = set.get(0).ball().norm();
    return PerturbationBall.of(norm, flat(none), radius, List.of(new Bounds(lower, upper)));
  }

  /** The same values, each as a channel of the only pixel. */
  private static Tensor flat(Tensor perturbation) {
    return new Tensor(perturbation.data(), 1, 1, 1, perturbation.data().length);
  }

  /** Where the middle of the perturbation lies over images of another size. */
  private record Middle(Tensor images, Tensor perturbation, int top, int left) {

    static Middle of(Tensor images, Tensor perturbation) {
      return new Middle(
          images,
          perturbation,
          (perturbation.shape(1) - images.shape(1)) / 2,
          (perturbation.shape(2) - images.shape(2)) / 2);
    }

    void visit(int sample, Pair pair) {
      int channels = images.shape(3);
      for (int y = Math.max(0, -top); y < Math.min(images.shape(1), shared(1) - top); y++)
        for (int x = Math.max(0, -left); x < Math.min(images.shape(2), shared(2) - left); x++)
          for (int c = 0; c < channels; c++)
            pair.at(
                ((sample * images.shape(1) + y) * images.shape(2) + x) * channels + c,
                ((y + top) * shared(2) + x + left) * channels + c);
    }

    private int shared(int axis) {
      return perturbation.shape(axis);
    }
  }

  private interface Pair {
    void at(int image, int perturbation);
  }
}
