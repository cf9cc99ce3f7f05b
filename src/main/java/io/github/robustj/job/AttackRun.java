package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.EpsilonScale;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Target;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An attack with its models open. Slices are searched in batches, each with random numbers that
 * follow from its place, so that it does not matter where and when that is done; what all slices
 * have together comes before (targets) and after (the images that are chosen, the results).
 */
final class AttackRun {

  private final AttackJob job;
  private final Image known;
  private final OpenModel open;
  private final CallProgress calls;
  private final JobListener words;
  private final AttackSpec settled;
  private final Goal goal;
  private final AlreadyBroken broken;
  private final SeenImage start;
  private final Tensor clean;

  /**
   * @param known the job's image, with what the truth knows of it
   * @param words hears what is said of the image
   */
  AttackRun(
      AttackJob job,
      Image known,
      OpenModel open,
      SecondModel second,
      CallProgress calls,
      JobListener words) {
    this.job = job;
    this.known = known;
    this.open = open;
    this.calls = calls;
    this.words = words;
    settled = Goals.settled(job.attack(), open.task());
    goal = second.in(open.task().goal(settled, job.aim().target().isGiven()));
    broken = new AlreadyBroken(settled);
    start = open.sight(words).see(open.suited(known, words));
    clean = start.slices();
  }

  /**
   * What the model makes of the clean slices.
   *
   * @param seen what its outputs say
   */
  private record Look(Tensor outputs, Prediction seen) {}

  /**
   * What an attack goes by.
   *
   * @param given the truth, or what stands in for it
   */
  private record Steering(Annotation given, Tensor targets, Optional<Aimed> aimed) {

    Tensor to() {
      return aimed.map(Aimed::steering).orElse(targets);
    }
  }

  AttackResult all() {
    expect(searching(clean.samples()) + looks());
    Search search = new Search(settled, job.aim().perturbation());
    Look look = look();
    Steering by = steering(look);
    VolumeAttack whole = volume(search, by);
    Tensor each = search(whole, by, 0, clean.samples());
    return result(whole, look, by, each, search);
  }

  AttackedSlices slices(SliceRange range, String sha256) {
    // A truth without a target says all that is steered by: what the model sees is not asked.
    boolean blind = job.truth().isPresent() && !job.aim().target().isGiven();
    expect(searching(range.to() - range.from()) + (blind ? 0 : 1));
    Steering by = blind ? steering(job.truth().get()) : steering(look());
    VolumeAttack whole = volume(new Search(settled, Optional.empty()), by);
    Tensor each = search(whole, by, range.from(), range.to());
    return AttackedSlices.of(sha256, range, each, whole, broken.slices());
  }

  AttackResult joined(List<AttackedSlices> found) {
    requireAll(found);
    expect(looks());
    Search search = new Search(settled, Optional.empty());
    Look look = look();
    Steering by = steering(look);
    VolumeAttack whole = volume(search, by);
    Tensor each = clean.copy();
    for (AttackedSlices part : found) {
      part.giveTo(whole, each);
      broken.add(part.broken());
    }
    return result(whole, look, by, each, search);
  }

  private void requireAll(List<AttackedSlices> found) {
    int next = 0;
    for (AttackedSlices part : found) {
      if (part.slices().from() != next) break;
      next = part.slices().to();
    }
    if (next != clean.samples())
      throw new IllegalArgumentException(
          "of %d slices those from %d on do not follow".formatted(clean.samples(), next));
  }

  /**
   * @param passes how often the network sees all slices
   */
  private void expect(double passes) {
    boolean whole = open.task().seesWholeImages();
    calls.expect(passes, start.small(), whole ? Integer.MAX_VALUE : OpenModel.TILE);
  }

  private double searching(int slices) {
    boolean sees = open.network().lossSeesPrediction(clean);
    return job.attack().calls(goal.calls(sees)) * (double) slices / clean.samples();
  }

  /** One before and one after, and one to choose the images of all slices together. */
  private int looks() {
    return goal.shares().isPresent() && clean.samples() > 1 ? 3 : 2;
  }

  private Look look() {
    Tensor outputs = open.network().predict(clean);
    return new Look(outputs, start.read(open.task(), outputs));
  }

  private Steering steering(Look look) {
    Steering by = steering(job.truth().orElseGet(() -> look.seen.annotation()));
    Target target = job.aim().target();
    if (!target.isGiven()) return by;
    Aimed aimed = open.task().aim(target, by.targets, clean).in(look.outputs);
    if (!aimed.hasChanges()) throw target.nothing("the image " + job.image().name());
    return new Steering(by.given, by.targets, Optional.of(aimed));
  }

  /** By a truth, or what stands in for it, alone. */
  private Steering steering(Annotation truth) {
    Annotation given = truth.in(known, job.image().width(), job.image().height());
    Tensor targets = open.task().encode(given, known, start.small());
    return new Steering(given, targets, Optional.empty());
  }

  private VolumeAttack volume(Search search, Steering by) {
    return new VolumeAttack(search.attack(), job.attack(), goal, by.to(), clean.sampleLength());
  }

  /** Most slices that are attacked as one. */
  private int together() {
    return AttackJob.isUndivided(job.attack()) ? clean.samples() : OpenModel.BATCH;
  }

  /** What the attack gives for some slices, of which {@code from} begins a batch. */
  private Tensor search(VolumeAttack whole, Steering by, int from, int to) {
    Tensor adversarial = clean.slice(from, to);
    for (int at = from; at < to; at += together()) {
      int end = Math.min(to, at + together());
      Objective.Differentiable objective = goal.on(open.network(), by.to().slice(at, end));
      broken.look(objective, clean.slice(at, end), at);
      PerturbationBall ball = Balls.reaching(by.aimed, ball(at, end), at);
      Tensor part = whole.run(open.network(), at, ball, Seeds.random(job.seed(), at));
      for (int z = at; z < end; z++) adversarial.setSample(z - from, part, z - at);
    }
    return adversarial;
  }

  private PerturbationBall ball(int from, int to) {
    Bounds bounds = start.scaling().bounds();
    EpsilonScale scale =
        job.attack().unit().scale(start.scaling().scale(), bounds, clean.sampleLength());
    PerturbationBall ball =
        PerturbationBall.of(
            job.attack().norm(),
            clean.slice(from, to),
            job.epsilon(),
            scale,
            Collections.nCopies(to - from, bounds));
    int pixels = clean.shape(1) * clean.shape(2);
    return job.aim()
        .region()
        .map(mask -> Regions.of(mask, clean, "The region").slice(from, to, pixels))
        .map(ball::within)
        .orElse(ball);
  }

  private AttackResult result(
      VolumeAttack whole, Look look, Steering by, Tensor each, Search search) {
    Tensor adversarial = whole.together(open.network(), each, together());
    broken.tell(clean.samples(), words);
    SeenImage.Attacked attacked = start.attacked(adversarial, job.aim().region());
    attacked.tell(words);
    Tensor after = open.network().predict(attacked.seen());
    String unit = start.small().calibration().unit();
    by.aimed.ifPresent(a -> words.log(a.inWords(look.outputs, after, unit)));
    return new AttackResult(
        attacked.image(),
        attacked.perturbation(),
        by.given,
        job.truth().isPresent(),
        look.seen,
        start.read(open.task(), after),
        AttackResult.sizes(clean, attacked.seen(), start.scaling().bounds()),
        search.universal(),
        by.aimed.map(a -> a.reach(after)).orElse(Reach.NONE),
        by.aimed.flatMap(Aimed::changes));
  }
}
