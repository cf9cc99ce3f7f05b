package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.EpsilonScale;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.option.Options;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;

/**
 * Makes the adversarial image of one image, slice by slice, at the scale the network works at.
 *
 * @param truth a mask, landmarks or boxes in the image's pixels, as the model's task has them;
 *     empty to attack the model's own prediction
 * @param epsilon radius of the ball around each slice, in the unit of the attack
 * @param aim a target, a region and a second model, each only if wanted
 */
public record AttackJob(
    Path model,
    Image image,
    Optional<Annotation> truth,
    AttackSpec attack,
    double epsilon,
    long seed,
    AttackAim aim)
    implements Job<AttackResult> {

  /** Away from the truth, all pixels, no second model. */
  public AttackJob(
      Path model,
      Image image,
      Optional<Annotation> truth,
      AttackSpec attack,
      double epsilon,
      long seed) {
    this(model, image, truth, attack, epsilon, seed, AttackAim.anywhere());
  }

  /**
   * @param options whose table contains {@link OptionTable#ATTACK} and {@link
   *     OptionTable#ATTACK_IMAGE}
   */
  public static AttackJob from(
      Path model, Image image, Optional<Annotation> truth, AttackAim aim, Options options) {
    return new AttackJob(
        model,
        image,
        truth,
        AttackOptions.from(options),
        options.get(AttackTable.EPSILON),
        options.get(TrainingTable.SEED),
        aim);
  }

  @Override
  public AttackResult run(Backend backend, JobListener listener) {
    Image known = check();
    listener.progress(0, "opening the model");
    CallProgress calls = new CallProgress(listener, "attacking " + image.name());
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, calls);
        SecondModel second = SecondModel.open(aim.source(), open, backend, calls)) {
      Task<?> task = open.task();
      AttackSpec settled = Goals.settled(attack, task);
      Goal goal = second.in(task.goal(settled, aim.target().isGiven()));
      Search search = new Search(settled, aim.perturbation());
      SeenImage start = open.sight(listener).see(open.suited(known, listener));
      Tensor clean = start.slices();
      calls.expect(
          calls(goal, open.network(), clean),
          start.small(),
          task.seesWholeImages() ? Integer.MAX_VALUE : OpenModel.TILE);
      Tensor before = open.network().predict(clean);
      Prediction seen = start.read(task, before);
      Annotation given = truth.orElseGet(seen::annotation).in(known, image.width(), image.height());
      Tensor targets = task.encode(given, known, start.small());
      Optional<Aimed> aimed = aimed(task, targets, clean, before);
      Slices slices =
          new Slices(
              clean,
              aimed.map(Aimed::steering).orElse(targets),
              aimed,
              start.scaling(),
              attack.has(Trait.ONE_FOR_ALL) || task.seesWholeImages());
      AlreadyBroken broken = new AlreadyBroken(settled);
      Tensor adversarial = attack(slices, goal, open, search.attack(), broken);
      broken.tell(clean.samples(), listener);
      SeenImage.Attacked attacked = start.attacked(adversarial, aim.region());
      attacked.tell(listener);
      Tensor after = open.network().predict(attacked.seen());
      String unit = start.small().calibration().unit();
      aimed.ifPresent(a -> listener.log(a.inWords(before, after, unit)));
      return new AttackResult(
          attacked.image(),
          attacked.perturbation(),
          given,
          truth.isPresent(),
          seen,
          start.read(task, after),
          AttackResult.sizes(clean, attacked.seen(), start.scaling().bounds()),
          search.universal(),
          aimed.map(a -> a.reach(after)).orElse(Reach.NONE),
          aimed.flatMap(Aimed::changes));
    }
  }

  /** With a look before and after, and one to choose the images of all slices together. */
  private int calls(Goal goal, DifferentiableModel network, Tensor clean) {
    int looks = goal.shares().isPresent() && clean.samples() > 1 ? 3 : 2;
    return attack.calls(goal.calls(network.lossSeesPrediction(clean))) + looks;
  }

  private Optional<Aimed> aimed(Task<?> task, Tensor truth, Tensor images, Tensor outputs) {
    if (!aim.target().isGiven()) return Optional.empty();
    Aimed aimed = task.aim(aim.target(), truth, images).in(outputs);
    if (!aimed.hasChanges()) throw aim.target().nothing("the image " + image.name());
    return Optional.of(aimed);
  }

  /**
   * All slices of the image.
   *
   * @param targets what the attack steers by
   * @param together whether they are attacked as one batch
   */
  private record Slices(
      Tensor clean, Tensor targets, Optional<Aimed> aimed, Scaling scaling, boolean together) {}

  private Tensor attack(
      Slices all, Goal goal, OpenModel open, Attack search, AlreadyBroken broken) {
    Tensor adversarial = all.clean.copy();
    int slices = adversarial.samples();
    int together = all.together ? slices : OpenModel.BATCH;
    VolumeAttack whole =
        new VolumeAttack(search, attack, goal, all.targets, all.clean.sampleLength());
    for (int from = 0; from < slices; from += together) {
      int to = Math.min(slices, from + together);
      Objective.Differentiable objective = goal.on(open.network(), all.targets.slice(from, to));
      broken.look(objective, all.clean.slice(from, to), from);
      PerturbationBall ball = Balls.reaching(all.aimed, ball(all, from, to), from);
      Tensor part = whole.run(open.network(), from, ball, Seeds.random(seed, from));
      for (int i = from; i < to; i++) adversarial.setSample(i, part, i - from);
    }
    return whole.together(open.network(), adversarial, together);
  }

  private PerturbationBall ball(Slices all, int from, int to) {
    Bounds bounds = all.scaling.bounds();
    EpsilonScale scale = attack.unit().scale(all.scaling.scale(), bounds, all.clean.sampleLength());
    PerturbationBall ball =
        PerturbationBall.of(
            attack.norm(),
            all.clean.slice(from, to),
            epsilon,
            scale,
            Collections.nCopies(to - from, bounds));
    int pixels = all.clean.shape(1) * all.clean.shape(2);
    return aim.region()
        .map(mask -> Regions.of(mask, all.clean, "The region").slice(from, to, pixels))
        .map(ball::within)
        .orElse(ball);
  }

  /** The image with what the truth knows of it. */
  private Image check() {
    Balls.requireRadius(epsilon);
    Goals.requireSuited(attack, aim.target().isGiven());
    Image known = truth.map(t -> t.on(image)).orElse(image);
    aim.region().ifPresent(mask -> Regions.requireOn(image, mask));
    aim.target().requireOn(image);
    return known;
  }
}
