package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.model.Backend;
import io.github.robustj.option.Options;
import io.github.robustj.task.Target;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An attack on an image that is read where the job runs, with all that belongs to it; else as
 * {@link AttackJob}.
 *
 * @param image its files
 * @param files what else is read
 * @param origin of landmarks in files of points
 * @param source folder of the second model of transfer attacks
 */
public record AttackFileJob(
    Path model,
    ChannelFiles image,
    AttackFiles files,
    YOrigin origin,
    AttackSpec attack,
    double epsilon,
    long seed,
    Optional<Path> source,
    Aim aim)
    implements Job<AttackFileJob.Found>, SlicedJob {

  /** A {@link Target} without its mask. */
  public record Aim(
      String kind, String structure, String other, int pixels, double distance, double degrees) {

    static Aim from(Options options) {
      return new Aim(
          options.get(AttackTable.TARGET),
          options.get(AttackTable.TARGET_CLASS),
          options.get(AttackTable.TARGET_OTHER),
          options.get(AttackTable.TARGET_PIXELS),
          options.get(AttackTable.TARGET_DISTANCE),
          options.get(AttackTable.TARGET_DIRECTION));
    }

    private Target with(Optional<Mask> mask) {
      return new Target(kind, structure, other, pixels, new Target.Move(distance, degrees), mask);
    }
  }

  /**
   * @param sha256 of the image's own files when they were read, see {@link AttackFileJob#sum}
   */
  public record Found(String sha256, AttackResult result) implements FromFiles {}

  /**
   * @param options of an attack on files
   * @throws io.github.robustj.error.RobustJException if an origin is set that has no effect, or a
   *     transfer attack has no second model
   */
  public static AttackFileJob from(Path model, ChannelFiles image, Options options) {
    return new AttackFileJob(
        model,
        image,
        AttackFiles.from(options),
        Truth.origin(ModelTask.of(model), options),
        AttackOptions.from(options),
        options.get(AttackTable.EPSILON),
        options.get(TrainingTable.SEED),
        AttackOptions.source(options),
        Aim.from(options));
  }

  /**
   * The same with an image that was read, and with the other files, which are read now.
   *
   * @throws io.github.robustj.error.RobustJException if one cannot be read
   */
  public AttackJob of(Image read) {
    Optional<Annotation> truth =
        files
            .label()
            .map(place -> AttackFiles.of(place, image))
            .map(file -> ModelTask.of(model).type().truth(file, read, origin));
    Optional<Mask> region = files.region().map(place -> AttackFiles.mask(place, image));
    Optional<Mask> mask = files.targetMask().map(place -> AttackFiles.mask(place, image));
    Optional<Image> perturbation = files.perturbation().map(AttackOptions::perturbation);
    return new AttackJob(
        model,
        read,
        truth,
        attack,
        epsilon,
        seed,
        new AttackAim(source, region, aim.with(mask), perturbation));
  }

  @Override
  public String sum() {
    List<Path> own = new ArrayList<>(image.files());
    own.addAll(files.own(image));
    return FileSums.of(own);
  }

  @Override
  public Job<Found> whole() {
    return this;
  }

  @Override
  public Job<AttackedSlices> part(SliceRange slices) {
    return new AttackSlicesJob(this, slices);
  }

  @Override
  public Optional<String> undivided() {
    return AttackJob.isUndivided(attack)
        ? Optional.of("the attack %s is one change for all of them".formatted(attack.name()))
        : Optional.empty();
  }

  @Override
  public List<SliceRange> ranges(VolumeSize size) {
    if (undivided().isPresent()) return SliceRange.divided(size.slices(), 1);
    double call = attack.has(Trait.BLACK_BOX) ? 1 : SliceCost.GRADIENT;
    double looks = call * attack.calls(ObjectiveCalls.TRAINING_LOSS);
    boolean blind = files.label().isPresent() && aim.kind.equals(Target.none().kind());
    return SliceCost.of(model, size, looks, blind ? 0 : 1).ranges();
  }

  @Override
  public Found run(Backend backend, JobListener listener) {
    String sum = sum();
    return new Found(sum, of(image.read()).run(backend, listener));
  }
}
