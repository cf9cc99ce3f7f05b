package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.LandmarkTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes the adversarial image of an image whose landmarks a model finds, slice by slice, at the
 * resolution the network works at.
 *
 * @param truth points in the image's pixels; empty to attack the model's own prediction
 * @param source folder of the second model that transfer attacks take their gradients from
 * @param epsilon radius of the ball around each slice, in normalised intensities
 */
public record LandmarkAttackJob(
    Path model,
    Image image,
    Optional<Landmarks> truth,
    AttackSpec attack,
    double epsilon,
    long seed,
    Optional<Path> source)
    implements Job<LandmarkAttackResult> {

  /** Without a second model. */
  public LandmarkAttackJob(
      Path model,
      Image image,
      Optional<Landmarks> truth,
      AttackSpec attack,
      double epsilon,
      long seed) {
    this(model, image, truth, attack, epsilon, seed, Optional.empty());
  }

  @Override
  public LandmarkAttackResult run(Backend backend, JobListener listener) {
    truth.ifPresent(t -> t.requireInside(image, "The truth"));
    listener.progress(0, "opening the model");
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, listener);
        SecondModel second = SecondModel.open(source, open, backend, listener)) {
      Goal goal = second.in(Goals.of(attack, open.landmarks()));
      LandmarkTask task = open.landmarks();
      open.requireChannels(image);
      Image small = open.atWorkingResolution(calibrated());
      Scaling scaling = Normalizer.fit(small, open.description().input().normalization());
      Tensor clean = Preprocessing.images(small, scaling);
      Tensor before = open.network().predict(clean);
      Landmarks given = truth.orElseGet(() -> prediction(task, before, small).landmarks());
      requireSlices(given);
      Tensor targets = task.encode(given.in(small, image.width(), image.height()));
      Tensor adversarial =
          attack(goal.on(open.network(), targets), clean, scaling.bounds(), listener);
      Perturbed perturbed = new Perturbed(clean, adversarial, scaling.bounds());
      return new LandmarkAttackResult(
          Preprocessing.perturbed(small, perturbed.change(), scaling),
          Preprocessing.perturbation(perturbed.change(), scaling, small),
          new Landmarks(given.slices(), calibrated().calibration()),
          truth.isPresent(),
          prediction(task, before, small),
          prediction(task, open.network().predict(adversarial), small),
          perturbed.sizes());
    }
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

  /** All slices together, as one batch: each has a ball and an objective of its own. */
  private Tensor attack(
      Objective.Differentiable objective, Tensor clean, Bounds bounds, JobListener listener) {
    listener.progress(.1, "attacking " + image.name());
    List<Bounds> each = Collections.nCopies(clean.samples(), bounds);
    PerturbationBall ball = PerturbationBall.of(attack.norm(), clean, epsilon, each);
    return Attacks.of(attack).run(objective, ball, Seeds.random(seed, 0));
  }

  private void requireSlices(Landmarks given) {
    if (given.slices().size() == image.slices()) return;
    throw new RobustJException(
        "The truth has points for %d slice(s) but the image %s has %d; give points for each."
            .formatted(given.slices().size(), image.name(), image.slices()));
  }
}
