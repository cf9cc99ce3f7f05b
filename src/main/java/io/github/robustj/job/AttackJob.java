package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.ModelObjective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClasses;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.SegmentationTask;
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
 */
public record AttackJob(
    Path model, Image image, Optional<Mask> truth, AttackSpec attack, double epsilon, long seed)
    implements Job<AttackResult> {

  @Override
  public AttackResult run(Backend backend, JobListener listener) {
    requireEpsilon();
    truth.ifPresent(this::requireSize);
    listener.progress(0, "opening the model");
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, listener)) {
      open.requireChannels(image);
      truth.ifPresent(
          m -> LabelClasses.requireKnown(m, open.segmentation().classes(), "The truth"));
      Scaling scaling = Normalizer.fit(image, open.description().input().normalization());
      Tensor clean = Preprocessing.images(image, scaling);
      Tensor cleanOutputs = open.network().predict(clean);
      SegmentationTask task = open.segmentation();
      Mask given = truth.orElseGet(() -> task.decode(cleanOutputs));
      Tensor targets = task.encode(given);
      Tensor adversarial = attack(open, clean, targets, scaling.bounds(), listener);
      Tensor attackedOutputs = open.network().predict(adversarial);
      return new AttackReport(image, scaling, task, targets)
          .result(
              new AttackReport.Images(clean, adversarial),
              new AttackReport.Outputs(cleanOutputs, attackedOutputs),
              given,
              truth.isPresent());
    }
  }

  private Tensor attack(
      OpenModel open, Tensor clean, Tensor targets, Bounds bounds, JobListener listener) {
    Attack search = Attacks.of(attack);
    Tensor adversarial = clean.copy();
    int slices = clean.samples();
    for (int from = 0; from < slices; from += OpenModel.BATCH) {
      int to = Math.min(slices, from + OpenModel.BATCH);
      listener.progress(
          (double) from / slices, "attacking slice %d of %d".formatted(from + 1, slices));
      List<Bounds> each = Collections.nCopies(to - from, bounds);
      PerturbationBall ball =
          PerturbationBall.of(attack.norm(), clean.slice(from, to), epsilon, each);
      ModelObjective objective = new ModelObjective(open.network(), targets.slice(from, to));
      Tensor part = search.run(objective, ball, Seeds.random(seed, from));
      for (int i = from; i < to; i++) adversarial.setSample(i, part, i - from);
    }
    return adversarial;
  }

  private void requireEpsilon() {
    if (!(epsilon >= 0 && Double.isFinite(epsilon)))
      throw new RobustJException(
          "The option epsilon is %s but must be a number that is not negative.".formatted(epsilon));
  }

  private void requireSize(Mask mask) {
    long[] size = mask.labels().dimensionsAsLongArray();
    if (size[0] == image.width() && size[1] == image.height() && size[2] == image.slices()) return;
    throw new RobustJException(
        "The truth is %d x %d x %d pixels but the image %s is %d x %d x %d; both must have the same size."
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
