package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Image;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.task.Reach;
import io.github.robustj.task.detection.AimedObjects;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes the adversarial image of an image in which a model finds objects, slice by slice, at the
 * scale the network works at. Large images are seen in the tiles of a prediction.
 *
 * @param truth objects in the image's pixels; empty to attack the model's own prediction
 * @param epsilon radius of the ball around each slice, in normalised intensities
 * @param aim a target, a region and a second model, each only if wanted
 */
public record DetectionAttackJob(
    Path model,
    Image image,
    Optional<Boxes> truth,
    AttackSpec attack,
    double epsilon,
    long seed,
    DetectionAim aim)
    implements Job<DetectionAttackResult> {

  /** Away from the truth, all pixels, no second model. */
  public DetectionAttackJob(
      Path model,
      Image image,
      Optional<Boxes> truth,
      AttackSpec attack,
      double epsilon,
      long seed) {
    this(model, image, truth, attack, epsilon, seed, DetectionAim.anywhere());
  }

  @Override
  public DetectionAttackResult run(Backend backend, JobListener listener) {
    check();
    listener.progress(0, "opening the model");
    JobListener calls = CallProgress.of(attack, image, OpenModel.TILE, listener);
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, calls);
        SecondModel second = SecondModel.open(aim.source(), open, backend, calls)) {
      DetectionTask task = open.detection();
      Image image = open.suited(this.image, listener);
      AttackSpec settled = Goals.settled(attack, task);
      Goal goal = second.in(task.goal(settled, aim.target().isGiven()));
      Search search = new Search(settled, aim.perturbation());
      Detector detector = new Detector(open, open.sight(listener), OpenModel.TILE);
      Image small = detector.sight().at(image);
      Scaling scaling = detector.slide(image).scaling(detector.sight());
      AttackedImage.Clean start = AttackedImage.Clean.of(detector.sight(), image, small, scaling);
      Tensor clean = start.clean();
      DetectionPrediction before = detector.predict(image, quiet(listener));
      Boxes given = truth.orElse(before.objects());
      Tensor rows = task.encode(given, image, small);
      Optional<AimedObjects> aimed = aimed(task, rows, open.network().predict(clean));
      Objective.Differentiable objective =
          goal.on(open.network(), aimed.map(AimedObjects::steering).orElse(rows));
      AlreadyBroken broken = new AlreadyBroken(Goals.settled(attack, task));
      broken.look(objective, clean, 0);
      broken.tell(clean.samples(), listener);
      // All slices together, as one batch: each has a ball and an objective of its own.
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
      DetectionPrediction after =
          in(image, attacked.image(), detector.predict(attacked.image(), quiet(listener)));
      Reach reach = aimed.map(a -> reach(a, after, small)).orElse(Reach.NONE);
      if (reach.isGiven()) listener.log(reach.inWords() + " objects");
      return new DetectionAttackResult(
          attacked.image(),
          attacked.perturbation(),
          given,
          truth.isPresent(),
          before,
          after,
          new Perturbed(clean, attacked.seen(), scaling.bounds()).sizes(),
          search.universal(),
          reach);
    }
  }

  private Optional<AimedObjects> aimed(DetectionTask task, Tensor truth, Tensor outputs) {
    if (!aim.target().isGiven()) return Optional.empty();
    AimedObjects aimed = aim.target().aimed(task, truth, outputs);
    if (!aimed.hasChanges()) throw aim.target().nothing("the image " + image.name());
    return Optional.of(aimed);
  }

  /** By what a prediction of the attacked image counts. */
  private Reach reach(AimedObjects aimed, DetectionPrediction after, Image small) {
    return aimed.reach(
        after
            .objects()
            .scaled(
                (double) small.width() / image.width(), (double) small.height() / image.height()));
  }

  /** In the pixels of the image that was attacked. */
  private static DetectionPrediction in(Image image, Image seen, DetectionPrediction found) {
    Boxes boxes =
        found
            .found()
            .scaled((double) image.width() / seen.width(), (double) image.height() / seen.height());
    return new DetectionPrediction(
        image.name(), image.width(), image.height(), found.classes(), boxes, found.threshold());
  }

  /** Predictions of the image are no progress of the attack. */
  private static JobListener quiet(JobListener listener) {
    return new JobListener() {
      @Override
      public boolean cancelled() {
        return listener.cancelled();
      }
    };
  }

  private void check() {
    Balls.requireRadius(epsilon);
    Goals.requireSuited(attack, aim.target().isGiven());
    truth.ifPresent(
        t -> {
          if (t.slices().size() != image.slices())
            throw new RobustJException(
                "The truth has boxes for %d slice(s) but the image %s has %d; give boxes for each."
                    .formatted(t.slices().size(), image.name(), image.slices()));
        });
    aim.region().ifPresent(mask -> Regions.requireOn(image, mask));
  }
}
