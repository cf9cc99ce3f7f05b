package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.SegmentationTask;
import io.github.robustj.task.TargetMasks;
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
 * @param structure the class it happens to, by name (upper or lower case) or label value
 * @param other the class that {@code structure} changes places with
 * @param pixels by how much it shrinks
 * @param mask what is to be seen, for {@link Kind#MASK} only
 */
public record AttackTarget(
    Kind kind, String structure, String other, int pixels, Optional<Mask> mask) {

  /** How the target follows from the truth. */
  public enum Kind {
    /** No target: anything but the truth. */
    NONE,
    /** A structure is gone. */
    ERASE,
    /** A structure is smaller. */
    SHRINK,
    /** Two structures have changed places. */
    SWAP,
    /** A mask of the image's size. */
    MASK;

    static Kind named(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new RobustJException(
                      "The option target is %s, which only objects have, but the model segments; choose erase, shrink, swap, mask or none."
                          .formatted(name)));
    }
  }

  private static final AttackTarget NONE = new AttackTarget(Kind.NONE, "", "", 2, Optional.empty());

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

  /** Whether there is a target to reach. */
  public boolean isGiven() {
    return kind != Kind.NONE;
  }

  /**
   * The targets that the attack steers by: those to reach, or the truth itself if there are none.
   *
   * @param truth class indices
   * @throws RobustJException if a structure is none of the classes
   */
  Tensor targets(SegmentationTask task, Tensor truth) {
    return switch (kind) {
      case NONE -> truth;
      case ERASE -> TargetMasks.erase(truth, index(task, "target_class", structure));
      case SHRINK -> TargetMasks.shrink(truth, index(task, "target_class", structure), pixels);
      case SWAP ->
          TargetMasks.swap(
              truth, index(task, "target_class", structure), index(task, "target_other", other));
      case MASK -> task.encode(mask.orElseThrow());
    };
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
