package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An attack on all slices of a case. The attack searches slice by slice; where the score of the
 * case is not the mean over its slices, and the goal judges by the score, the images of all slices
 * are then chosen together among those that the attack has seen on its way, so that the score of
 * the case is least: the largest harm in every slice is not that.
 *
 * <p>Of attacks that look for something else, one perturbation for all slices or the smallest one,
 * every slice keeps its own.
 */
public final class VolumeAttack {

  private final Attack attack;
  private final Goal goal;
  private final Tensor targets;
  private final Optional<Collected> collected;

  /** What is kept of the slices. */
  private record Collected(RatioShare.Rule rule, SliceCandidates candidates) {}

  /**
   * All slices of a case after the attack.
   *
   * @param outputs of the network for these images
   */
  public record Result(Tensor images, Tensor outputs) {}

  /**
   * @param spec what the attack is
   * @param targets that the goal reads, of all slices
   * @param length numbers in the image of a slice
   */
  public VolumeAttack(Attack attack, AttackSpec spec, Goal goal, Tensor targets, int length) {
    this.attack = attack;
    this.goal = goal;
    this.targets = targets;
    boolean apart = spec.has(Trait.ONE_FOR_ALL) || spec.has(Trait.TOLERANCE);
    collected =
        goal.shares()
            .filter(rule -> !apart && targets.samples() > 1)
            .map(
                rule ->
                    new Collected(
                        rule, new SliceCandidates(targets.samples(), length, rule.below(targets))));
  }

  /**
   * Attacks some slices.
   *
   * @param from position of the first in the case
   * @param ball around these slices
   * @return what the attack gives, slice by slice
   */
  public Tensor run(
      DifferentiableModel model, int from, PerturbationBall ball, RandomGenerator random) {
    Tensor theirs = targets.slice(from, from + ball.center().samples());
    DifferentiableModel watched =
        collected
            .<DifferentiableModel>map(c -> new Watched(model, c, theirs, from, ball))
            .orElse(model);
    return attack.run(goal.on(watched, theirs), ball, random);
  }

  /** What was seen of a slice by {@link #run} and may be chosen; empty where nothing is chosen. */
  public List<SliceCandidate> seen(int slice) {
    return collected.map(c -> c.candidates.of(slice)).orElse(List.of());
  }

  /**
   * Takes what the same attack has seen of a slice elsewhere, as if it had been seen here.
   *
   * @param seen as {@link #seen} gave it there
   */
  public void take(int slice, List<SliceCandidate> seen) {
    collected.ifPresent(c -> c.candidates.take(slice, seen));
  }

  /**
   * The images of all slices, chosen together.
   *
   * @param each what {@link #run} gave for all slices, with its outputs
   * @param batch slices per call of the network
   * @return never of a higher score; the same object if nothing better was found
   */
  public Result together(DifferentiableModel model, Result each, int batch) {
    return collected.map(c -> chosen(c, model, each, batch)).orElse(each);
  }

  /** The same for images alone, of whose outputs nothing is known yet. */
  public Tensor together(DifferentiableModel model, Tensor images, int batch) {
    if (collected.isEmpty()) return images;
    return together(model, new Result(images, model.predict(images, batch)), batch).images();
  }

  private Result chosen(Collected c, DifferentiableModel model, Result each, int batch) {
    RatioShare[] own = c.rule.of(each.outputs, targets);
    List<List<SliceCandidate>> all = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      List<SliceCandidate> those = new ArrayList<>(List.of(new SliceCandidate(null, own[i])));
      those.addAll(c.candidates.of(i));
      all.add(those);
    }
    LeastMeanRatio ratio = ratio(all);
    int[] start = new int[own.length];
    int[] choice = ratio.from(start);
    Result changed = replaced(each, all, choice, model, batch);
    if (changed == each) return each;
    // A network may answer a little differently in another batch: what counts is what it says now.
    RatioShare[] now = c.rule.of(changed.outputs, targets);
    for (int i = 0; i < now.length; i++) all.get(i).add(new SliceCandidate(null, now[i]));
    int[] last = all.stream().mapToInt(list -> list.size() - 1).toArray();
    return ratio(all).of(last) < ratio.of(start) ? changed : each;
  }

  private static LeastMeanRatio ratio(List<List<SliceCandidate>> all) {
    return new LeastMeanRatio(
        all.stream().map(list -> list.stream().map(SliceCandidate::share).toList()).toList());
  }

  private static Result replaced(
      Result each,
      List<List<SliceCandidate>> all,
      int[] choice,
      DifferentiableModel model,
      int batch) {
    Tensor images = each.images.copy();
    Tensor outputs = each.outputs.copy();
    List<Integer> other = new ArrayList<>();
    for (int i = 0; i < choice.length; i++) {
      if (choice[i] == 0) continue;
      float[] image = all.get(i).get(choice[i]).image();
      System.arraycopy(image, 0, images.data(), i * image.length, image.length);
      other.add(i);
    }
    if (other.isEmpty()) return each;
    int[] changed = other.stream().mapToInt(i -> i).toArray();
    Tensor there = model.predict(images.gather(changed), batch);
    for (int j = 0; j < changed.length; j++) outputs.setSample(changed[j], there, j);
    return new Result(images, outputs);
  }

  /** The model under attack, all of whose answers about images of the ball are offered. */
  private static final class Watched extends ForwardingModel {

    private final Collected collected;
    private final Tensor targets;
    private final int from;
    private final PerturbationBall ball;

    Watched(
        DifferentiableModel model,
        Collected collected,
        Tensor targets,
        int from,
        PerturbationBall ball) {
      super(model);
      this.collected = collected;
      this.targets = targets;
      this.from = from;
      this.ball = ball;
    }

    @Override
    public Tensor predict(Tensor images) {
      Tensor outputs = super.predict(images);
      offer(images, outputs);
      return outputs;
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor theirs) {
      LossAndGradient at = super.loss(images, theirs);
      if (lossSeesPrediction(images)) offer(images, at.outputs());
      return at;
    }

    private void offer(Tensor images, Tensor outputs) {
      if (images.samples() != targets.samples()) return;
      RatioShare[] shares = collected.rule.of(outputs, targets);
      Tensor exact = images;
      if (ball.isWeighted()) ball.project(exact = images.copy());
      for (int i = 0; i < shares.length; i++)
        if (ball.contains(images, i)) collected.candidates.offer(from + i, shares[i], exact, i);
    }
  }
}
