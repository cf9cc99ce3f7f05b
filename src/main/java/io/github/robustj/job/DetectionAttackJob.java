package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.Region;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.DetectionTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.training.Seeds;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Makes the adversarial image of an image in which a model finds objects, slice by slice, at the
 * scale the network works at. The image is seen whole; cut slides into parts before.
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
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, listener);
        SecondModel second = SecondModel.open(aim.source(), open, backend, listener)) {
      DetectionTask task = open.detection();
      open.requireChannels(image);
      Goal goal = second.in(Goals.detection(attack, task, aim.target().isGiven()));
      Image small = open.atWorkingResolution(image);
      Scaling scaling = Normalizer.fit(small, open.description().input().normalization());
      Tensor clean = Preprocessing.images(small, scaling);
      DetectionPrediction before = prediction(task, open.network().predict(clean), small);
      Boxes given = truth.orElse(before.objects());
      Tensor rows =
          task.encode(
              given,
              (double) image.width() / small.width(),
              (double) image.height() / small.height());
      Tensor targets = aim.target().targets(task, rows, small.height(), small.width());
      Tensor adversarial =
          attack(goal.on(open.network(), targets), clean, scaling.bounds(), listener);
      Perturbed perturbed = new Perturbed(clean, adversarial, scaling.bounds());
      return new DetectionAttackResult(
          Preprocessing.perturbed(small, perturbed.change(), scaling),
          Preprocessing.perturbation(perturbed.change(), scaling, small),
          given,
          truth.isPresent(),
          before,
          prediction(task, open.network().predict(adversarial), small),
          perturbed.sizes());
    }
  }

  private DetectionPrediction prediction(DetectionTask task, Tensor outputs, Image small) {
    Slide slide = new Slide(image, small.width(), small.height(), Integer.MAX_VALUE);
    Slide.Tile whole = slide.tiles().get(0);
    Boxes found =
        new Boxes(
            task.decode(outputs).slices().stream()
                .map(slice -> slide.inImage(whole, slice))
                .toList());
    return DetectionPredictJob.prediction(task, found, image);
  }

  /** All slices together, as one batch: each has a ball and an objective of its own. */
  private Tensor attack(
      Objective.Differentiable objective, Tensor clean, Bounds bounds, JobListener listener) {
    listener.progress(.1, "attacking " + image.name());
    List<Bounds> each = Collections.nCopies(clean.samples(), bounds);
    PerturbationBall ball = PerturbationBall.of(attack.norm(), clean, epsilon, each);
    PerturbationBall inRegion = aim.region().map(m -> ball.within(region(m, clean))).orElse(ball);
    return Attacks.of(attack).run(objective, inRegion, Seeds.random(seed, 0));
  }

  /** The mask at the network's scale, by nearest neighbour. */
  private static Region region(Mask mask, Tensor clean) {
    int height = clean.shape(1);
    int width = clean.shape(2);
    boolean[] inside = new boolean[clean.samples() * height * width];
    RandomAccess<IntType> label = mask.labels().randomAccess();
    for (int i = 0; i < inside.length; i++) {
      long x = (long) ((i % width + .5) * mask.labels().dimension(0) / width);
      long y = (long) ((i / width % height + .5) * mask.labels().dimension(1) / height);
      label.setPosition(new long[] {x, y, i / (width * height)});
      inside[i] = label.get().get() != 0;
    }
    return new Region(inside);
  }

  private void check() {
    if (!(epsilon >= 0 && Double.isFinite(epsilon)))
      throw new RobustJException(
          "The option epsilon is %s but must be a number that is not negative.".formatted(epsilon));
    if (aim.target().isGiven() && attack.name().equals("fmn"))
      throw new RobustJException(
          "The attack fmn looks for the smallest perturbation that breaks the score and takes no"
              + " target; choose another attack, or target none.");
    truth.ifPresent(
        t -> {
          if (t.slices().size() != image.slices())
            throw new RobustJException(
                "The truth has boxes for %d slice(s) but the image %s has %d; give boxes for each."
                    .formatted(t.slices().size(), image.name(), image.slices()));
        });
    aim.region().ifPresent(this::requireSize);
  }

  private void requireSize(Mask mask) {
    long[] size = mask.labels().dimensionsAsLongArray();
    if (size[0] == image.width() && size[1] == image.height() && size[2] == image.slices()) return;
    throw new RobustJException(
        "The region is %d x %d x %d pixels but the image %s is %d x %d x %d; both must have the same size."
            .formatted(
                size[0],
                size[1],
                size[2],
                image.name(),
                image.width(),
                image.height(),
                image.slices()));
  }
}
