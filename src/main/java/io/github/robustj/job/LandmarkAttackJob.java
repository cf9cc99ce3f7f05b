package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.Reach;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.landmark.TargetPoints;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes the adversarial image of an image whose landmarks a model finds, slice by slice, at the
 * resolution the network works at.
 *
 * @param truth points in the image's pixels; empty to attack the model's own prediction
 * @param epsilon radius of the ball around each slice, in normalised intensities
 * @param aim a target, a region and a second model, each only if wanted
 */
public record LandmarkAttackJob(
    Path model,
    Image image,
    Optional<Landmarks> truth,
    AttackSpec attack,
    double epsilon,
    long seed,
    AttackAim aim)
    implements Job<LandmarkAttackResult> {

  /** Away from the truth, all pixels, no second model. */
  public LandmarkAttackJob(
      Path model,
      Image image,
      Optional<Landmarks> truth,
      AttackSpec attack,
      double epsilon,
      long seed) {
    this(model, image, truth, attack, epsilon, seed, AttackAim.anywhere());
  }

  @Override
  public LandmarkAttackResult run(Backend backend, JobListener listener) {
    Balls.requireRadius(epsilon);
    Goals.requireSuited(attack, aim.target().isGiven());
    aim.region().ifPresent(mask -> Regions.requireOn(image, mask));
    truth.ifPresent(t -> t.requireInside(image, "The truth"));
    listener.progress(0, "opening the model");
    JobListener calls = CallProgress.of(attack, image, Integer.MAX_VALUE, listener);
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, calls);
        SecondModel second = SecondModel.open(aim.source(), open, backend, calls)) {
      LandmarkTask task = open.landmarks();
      AttackSpec settled = Goals.settled(attack, task);
      Goal goal = second.in(task.goal(settled, aim.target().isGiven()));
      Search search = new Search(settled, aim.perturbation());
      Sight sight = open.sight(listener);
      Image known = open.suited(calibrated(), listener);
      Image small = sight.at(known);
      Scaling scaling = sight.scaling(known, small);
      AttackedImage.Clean start = AttackedImage.Clean.of(sight, known, small, scaling);
      Tensor clean = start.clean();
      Tensor before = open.network().predict(clean);
      Landmarks given = truth.orElseGet(() -> prediction(task, before, small).landmarks());
      requireSlices(given);
      Tensor truths = task.encode(given.in(small, image.width(), image.height()));
      TargetPoints.Size size = new TargetPoints.Size(small.height(), small.width());
      Optional<Aimed> aimed = aimed(task, truths, size, before);
      // All slices together, as one batch: each has a ball and an objective of its own.
      Objective.Differentiable objective =
          goal.on(open.network(), aimed.map(Aimed::steering).orElse(truths));
      AlreadyBroken broken = new AlreadyBroken(Goals.settled(attack, task));
      broken.look(objective, clean, 0);
      broken.tell(clean.samples(), listener);
      Tensor adversarial =
          search
              .attack()
              .run(
                  objective,
                  Balls.reaching(
                      aimed,
                      Balls.around(clean, attack.norm(), epsilon, scaling.bounds(), aim.region()),
                      0),
                  Seeds.random(seed, 0));
      AttackedImage attacked = start.with(adversarial, aim.region());
      attacked.tell(listener);
      Tensor after = open.network().predict(attacked.seen());
      Reach reach = aimed.map(a -> a.reach(after)).orElse(Reach.NONE);
      aimed.ifPresent(
          a ->
              listener.log(
                  "%s landmarks; mean distance from the target's places %.3f, was %.3f %s"
                      .formatted(
                          reach.inWords(),
                          mean(task, after, a.targets()),
                          mean(task, before, a.targets()),
                          small.calibration().unit())));
      return new LandmarkAttackResult(
          attacked.image(),
          attacked.perturbation(),
          new Landmarks(given.slices(), calibrated().calibration()),
          truth.isPresent(),
          prediction(task, before, small),
          prediction(task, after, small),
          new Perturbed(clean, attacked.seen(), scaling.bounds()).sizes(),
          search.universal(),
          reach);
    }
  }

  private Optional<Aimed> aimed(
      LandmarkTask task, Tensor truth, TargetPoints.Size size, Tensor outputs) {
    if (!aim.target().isGiven()) return Optional.empty();
    Aimed aimed = aim.target().aim(task, truth, size).in(outputs);
    if (!aimed.hasChanges()) throw aim.target().nothing("the image " + image.name());
    return Optional.of(aimed);
  }

  /** With the pixel size that stands beside the truth, if the image does not tell its own. */
  private Image calibrated() {
    return truth
        .map(Landmarks::calibration)
        .filter(size -> size.unit().equals("mm"))
        .map(size -> image.calibrated(size.x()))
        .orElse(image);
  }

  private LandmarkPrediction prediction(LandmarkTask task, Tensor outputs, Image small) {
    return LandmarkPredictJob.prediction(task, outputs, small, image);
  }

  private static double mean(LandmarkTask task, Tensor outputs, Tensor targets) {
    return task.score(outputs, targets).values().stream()
        .mapToDouble(d -> d)
        .filter(d -> !Double.isNaN(d))
        .average()
        .orElse(Double.NaN);
  }

  private void requireSlices(Landmarks given) {
    if (given.slices().size() == image.slices()) return;
    throw new RobustJException(
        "The truth has points for %d slice(s) but the image %s has %d; give points for each."
            .formatted(given.slices().size(), image.name(), image.slices()));
  }
}
