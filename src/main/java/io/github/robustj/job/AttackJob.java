package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClasses;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.Reach;
import io.github.robustj.task.segmentation.AimedMasks;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes the adversarial image of one image, slice by slice.
 *
 * @param truth label values of the image's size; empty to attack the model's own prediction
 * @param epsilon radius of the ball around each slice, in normalised intensities (for z-scored
 *     models: standard deviations of the image)
 * @param aim a target, a region and a second model, each only if wanted
 */
public record AttackJob(
    Path model,
    Image image,
    Optional<Mask> truth,
    AttackSpec attack,
    double epsilon,
    long seed,
    AttackAim aim)
    implements Job<AttackResult> {

  /** Away from the truth, all pixels, no second model. */
  public AttackJob(
      Path model, Image image, Optional<Mask> truth, AttackSpec attack, double epsilon, long seed) {
    this(model, image, truth, attack, epsilon, seed, AttackAim.anywhere());
  }

  @Override
  public AttackResult run(Backend backend, JobListener listener) {
    check();
    listener.progress(0, "opening the model");
    JobListener calls = CallProgress.of(attack, image, OpenModel.TILE, listener);
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, calls)) {
      Image image = open.suited(this.image, listener);
      truth.ifPresent(
          m -> LabelClasses.requireKnown(m, open.segmentation().classes(), "The truth"));
      Sight sight = open.sight(listener);
      Scaling scaling = sight.scaling(image, image);
      AttackedImage.Clean start = AttackedImage.Clean.of(sight, image, image, scaling);
      Tensor clean = start.clean();
      Tensor cleanOutputs = open.network().predict(clean);
      SegmentationTask task = open.segmentation();
      Search search = new Search(Goals.settled(attack, task), aim.perturbation());
      Mask given = truth.orElseGet(() -> task.decode(cleanOutputs));
      Tensor targets = task.encode(given);
      Optional<Aimed> aimed = aimed(task, targets, cleanOutputs);
      Slices slices = new Slices(clean, targets, aimed, scaling.bounds());
      AttackedImage attacked =
          start.with(attack(open, slices, search.attack(), backend, calls), Optional.empty());
      AttackReport.Outputs outputs =
          new AttackReport.Outputs(cleanOutputs, open.network().predict(attacked.seen()));
      Reach reach = aimed.map(a -> a.reach(outputs.attacked())).orElse(Reach.NONE);
      if (reach.isGiven()) listener.log(reach.inWords() + " pixels");
      return new AttackReport(image, scaling, task, targets)
          .result(clean, attacked, outputs, given, truth.isPresent())
          .with(search.universal(), reach, aimed.map(a -> ((AimedMasks) a).changes()));
    }
  }

  private Optional<Aimed> aimed(SegmentationTask task, Tensor truth, Tensor outputs) {
    if (!aim.target().isGiven()) return Optional.empty();
    Aimed aimed = aim.target().aim(task, truth).in(outputs);
    if (!aimed.hasChanges()) throw aim.target().nothing("the image " + image.name());
    return Optional.of(aimed);
  }

  /** All slices of the image, their truth or target, and their valid range. */
  private record Slices(Tensor clean, Tensor truth, Optional<Aimed> aimed, Bounds bounds) {

    /** What the attack steers by. */
    Tensor targets() {
      return aimed.map(Aimed::steering).orElse(truth);
    }
  }

  private Tensor attack(
      OpenModel open, Slices all, Attack search, Backend backend, JobListener listener) {
    try (SecondModel second = SecondModel.open(aim.source(), open, backend, listener)) {
      Goal goal = second.in(open.segmentation().goal(attack, aim.target().isGiven()));
      Tensor adversarial = all.clean().copy();
      int slices = adversarial.samples();
      AlreadyBroken broken = new AlreadyBroken(Goals.settled(attack, open.segmentation()));
      int together = attack.has(Trait.ONE_FOR_ALL) ? slices : OpenModel.BATCH;
      for (int from = 0; from < slices; from += together) {
        int to = Math.min(slices, from + together);
        Objective.Differentiable objective = goal.on(open.network(), all.targets().slice(from, to));
        broken.look(objective, all.clean().slice(from, to), from);
        PerturbationBall ball = Balls.reaching(all.aimed(), ball(all, from, to), from);
        Tensor part = search.run(objective, ball, Seeds.random(seed, from));
        for (int i = from; i < to; i++) adversarial.setSample(i, part, i - from);
      }
      broken.tell(slices, listener);
      return adversarial;
    }
  }

  private PerturbationBall ball(Slices all, int from, int to) {
    List<Bounds> each = Collections.nCopies(to - from, all.bounds());
    PerturbationBall ball =
        PerturbationBall.of(attack.norm(), all.clean().slice(from, to), epsilon, each);
    int pixels = all.clean().shape(1) * all.clean().shape(2);
    return aim.region()
        .map(
            mask ->
                ball.within(Regions.of(mask, all.clean(), "The region").slice(from, to, pixels)))
        .orElse(ball);
  }

  private void check() {
    Balls.requireRadius(epsilon);
    Goals.requireSuited(attack, aim.target().isGiven());
    truth.ifPresent(mask -> mask.requireSize("The truth", image));
    aim.region().ifPresent(mask -> Regions.requireOn(image, mask));
    aim.target().mask().ifPresent(mask -> mask.requireSize("The mask to reach", image));
  }
}
