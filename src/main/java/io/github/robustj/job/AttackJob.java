package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.model.Backend;
import io.github.robustj.option.Options;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
    return with(backend, listener, listener, AttackRun::all);
  }

  /**
   * Searches some slices alone; what follows from all of them is left to {@link #joined}, which
   * also says what there is to say.
   *
   * @param sha256 of the image's files
   * @throws IllegalArgumentException if it {@link #isUndivided}
   */
  AttackedSlices slices(SliceRange slices, String sha256, Backend backend, JobListener listener) {
    if (isUndivided(attack)) throw new IllegalArgumentException(attack + " on " + slices);
    return with(backend, listener, JobListener.SILENT, run -> run.slices(slices, sha256));
  }

  /**
   * What {@link #run} gives.
   *
   * @param found of all slices, in their order
   */
  AttackResult joined(List<AttackedSlices> found, Backend backend, JobListener listener) {
    return with(backend, listener, listener, run -> run.joined(found));
  }

  /** Whether what an attack finds is one thing for all slices, so that they cannot be divided. */
  static boolean isUndivided(AttackSpec attack) {
    return attack.has(Trait.ONE_FOR_ALL);
  }

  /**
   * @param words hears what is said of the image
   */
  private <R> R with(
      Backend backend, JobListener listener, JobListener words, Function<AttackRun, R> work) {
    Image known = check();
    listener.progress(0, "opening the model");
    CallProgress calls = new CallProgress(listener, "attacking " + image.name());
    try (OpenModel open = OpenModel.open(model, backend, OpenModel.TILE, calls);
        SecondModel second = SecondModel.open(aim.source(), open, backend, calls)) {
      return work.apply(new AttackRun(this, known, open, second, calls, words));
    }
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
