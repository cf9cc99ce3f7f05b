package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Task;
import io.github.robustj.task.landmark.AimedPoints;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.landmark.TargetPoints;
import io.github.robustj.task.segmentation.AimedMasks;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.task.segmentation.TargetMasks;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an attack wants the model to see instead of the truth.
 *
 * @param kind what becomes of the truth
 * @param structure the class it happens to, by name (upper or lower case) or label value; or the
 *     landmark, by name
 * @param other the class or landmark that {@code structure} changes places with
 * @param pixels by how much it shrinks
 * @param move where the landmark goes
 * @param mask what is to be seen, for {@link Kind#MASK} only
 */
public record AttackTarget(
    Kind kind, String structure, String other, int pixels, Move move, Optional<Mask> mask)
    implements Target {

  /** How the target follows from the truth. */
  public enum Kind {
    /** No target: anything but the truth. */
    NONE,
    /** A structure is gone. */
    ERASE,
    /** A structure is smaller. */
    SHRINK,
    /** Two structures or landmarks have changed places. */
    SWAP,
    /** A landmark is elsewhere, the others are where they were. */
    MOVE,
    /** A mask of the image's size. */
    MASK
  }

  /**
   * @param distance in the unit of the pixel size: mm, or pixels of the image where it has none
   * @param degrees 0 to the right, 90 up
   */
  public record Move(double distance, double degrees) {
    static final Move STANDARD = new Move(10, 0);
  }

  private static final AttackTarget NONE = new AttackTarget(Kind.NONE, "", "", 2, Optional.empty());

  /** Without a landmark to move. */
  public AttackTarget(Kind kind, String structure, String other, int pixels, Optional<Mask> mask) {
    this(kind, structure, other, pixels, Move.STANDARD, mask);
  }

  /**
   * From the options that begin with {@code target}.
   *
   * @param options whose table contains {@link OptionTable#TARGET}
   * @param mask what is to be reached with the option {@code target=mask}
   */
  static AttackTarget from(Options options, Optional<Mask> mask) {
    return new AttackTarget(
        Kind.valueOf(options.get(AttackTable.TARGET).toUpperCase(Locale.ROOT)),
        options.get(AttackTable.TARGET_CLASS),
        options.get(AttackTable.TARGET_OTHER),
        options.get(AttackTable.TARGET_PIXELS),
        new Move(
            options.get(AttackTable.TARGET_DISTANCE), options.get(AttackTable.TARGET_DIRECTION)),
        mask);
  }

  /**
   * @throws RobustJException if a mask is missing, or given beside another target
   */
  public AttackTarget {
    if (mask.isPresent() != (kind == Kind.MASK))
      throw new RobustJException(
          kind == Kind.MASK
              ? "The option target is mask, but there is none; give target_mask, or outlines to"
                  + " reach."
              : "A mask to reach is given, but the option target is %s; set it to mask."
                  .formatted(kind.name().toLowerCase(Locale.ROOT)));
  }

  /** Anything but the truth. */
  public static AttackTarget none() {
    return NONE;
  }

  /** A given mask. */
  public static AttackTarget reach(Mask mask) {
    return new AttackTarget(Kind.MASK, "", "", 2, Optional.of(mask));
  }

  @Override
  public boolean isGiven() {
    return kind != Kind.NONE;
  }

  /**
   * The targets that the attack steers by: those to reach, or the truth itself if there are none.
   *
   * @param truth class indices
   * @throws RobustJException if a structure is none of the classes
   */
  private Tensor targets(SegmentationTask task, Tensor truth) {
    return switch (kind) {
      case NONE -> truth;
      case ERASE -> TargetMasks.erase(truth, index(task, "target_class", structure));
      case SHRINK -> TargetMasks.shrink(truth, index(task, "target_class", structure), pixels);
      case SWAP -> {
        int one = index(task, "target_class", structure);
        yield TargetMasks.swap(truth, one, other(one, index(task, "target_other", other)));
      }
      case MASK -> task.encode(mask.orElseThrow());
      case MOVE -> throw notFor("a segmentation", "none, erase, shrink, swap or mask");
    };
  }

  /**
   * The same for landmarks.
   *
   * @param truth rows of landmarks
   * @param image its size at the resolution of the rows
   * @throws RobustJException if a landmark is none of the model's, or would leave the image
   */
  private Tensor targets(LandmarkTask task, Tensor truth, TargetPoints.Size image) {
    return switch (kind) {
      case NONE -> truth;
      case MOVE ->
          TargetPoints.move(
              truth, index(task, "target_class", structure), move.distance, move.degrees, image);
      case SWAP -> {
        int one = index(task, "target_class", structure);
        yield TargetPoints.swap(truth, one, other(one, index(task, "target_other", other)));
      }
      case ERASE, SHRINK, MASK -> throw notFor("landmarks", "none, move or swap");
    };
  }

  private int other(int one, int another) {
    if (one != another) return another;
    throw new RobustJException(
        "The option target is swap, but target_class and target_other are both %s; give two that differ."
            .formatted(structure));
  }

  @Override
  public void requireOn(Image image) {
    mask.ifPresent(m -> m.requireSize("The mask to reach", image));
  }

  @Override
  public Aim aim(Task<?> task, Tensor truth, Tensor images) {
    if (task instanceof SegmentationTask segmentation) return aim(segmentation, truth);
    if (task instanceof LandmarkTask landmarks)
      return aim(landmarks, truth, new TargetPoints.Size(images.shape(1), images.shape(2)));
    throw new RobustJException(
        "The option target is %s, which is not for a model that finds objects; choose another target."
            .formatted(kind.name().toLowerCase(Locale.ROOT)));
  }

  private Aim aim(SegmentationTask task, Tensor truth) {
    Tensor wanted = targets(task, truth);
    return outputs -> {
      Tensor seen = AimedMasks.seen(outputs, truth);
      if (kind == Kind.MASK) return AimedMasks.of(wanted, seen);
      Tensor changed = targets(task, seen);
      // Where the truth has nothing of the kind, what is seen of it is a mistake, and stays one.
      for (int i = 0; i < truth.samples(); i++)
        if (Arrays.equals(wanted.slice(i, i + 1).data(), truth.slice(i, i + 1).data()))
          changed.setSample(i, seen, i);
      return AimedMasks.of(changed, seen);
    };
  }

  private Aim aim(LandmarkTask task, Tensor truth, TargetPoints.Size image) {
    Tensor wanted = targets(task, truth, image);
    int moves = kind == Kind.SWAP ? 2 : 1;
    return outputs -> AimedPoints.of(task, truth, wanted, moves, outputs);
  }

  @Override
  public RobustJException nothing(String where) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return NothingToReach.toReach(name, kind == Kind.MASK ? "" : structure, where);
  }

  private RobustJException notFor(String what, String choices) {
    return new RobustJException(
        "The option target is %s, which does not exist for %s; choose %s."
            .formatted(kind.name().toLowerCase(Locale.ROOT), what, choices));
  }

  private static int index(LandmarkTask task, String key, String wanted) {
    for (int i = 0; i < task.names().size(); i++)
      if (task.names().get(i).equalsIgnoreCase(wanted.strip())) return i;
    throw new RobustJException(
        "The option %s is \"%s\", but must be a landmark of the model: %s."
            .formatted(key, wanted, String.join(", ", task.names())));
  }

  private static int index(SegmentationTask task, String key, String wanted) {
    List<LabelClass> classes = task.classes();
    for (int i = 1; i < classes.size(); i++) {
      LabelClass known = classes.get(i);
      if (known.name().equalsIgnoreCase(wanted.strip())
          || Objects.equals("" + known.value(), wanted.strip())) return i;
    }
    String names =
        classes.stream()
            .skip(1)
            .map(c -> c.name() + " (" + c.value() + ")")
            .collect(Collectors.joining(", "));
    throw new RobustJException(
        "The option %s is \"%s\", but must be a structure of the model: %s."
            .formatted(key, wanted, names));
  }
}
